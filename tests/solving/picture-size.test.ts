import { expect, test } from 'vitest'
import type { ImageLibrary } from '../../src/main/images/image-library.ts'
import { openQueue, openServer, PICTURE } from './support.ts'

test.each([
  { resizeBefore: true, wanted: { multiple: 28, maxPixels: 100_000 } },
  { resizeBefore: false, wanted: undefined },
])('a picture is made the size its model would make before it is sent: $resizeBefore', async (given) => {
  const { wanted, resizeBefore } = given
  const asked: Parameters<ImageLibrary['forSolver']>[1][] = []
  const server = await openServer()
  const queue = await openQueue({
    baseUrl: `${server.url}/v1`,
    profile: 'chat',
    solverOptions: { model: 'shapes', convention: 'unit', resize: { multiple: 28, maxPixels: 100_000 }, resizeBefore },
    forSolver: (_hash, limits) => {
      asked.push(limits)
      return Promise.resolve({ bytes: PICTURE, contentType: 'image/png', width: 150, height: 200 })
    },
  })
  await queue.sendAll()
  expect(asked.map(({ resize }) => resize)).toEqual([wanted])
})
