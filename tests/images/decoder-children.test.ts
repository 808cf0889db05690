import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Decoder, DecoderChild } from '../../src/main/images/decoder.ts'
import { createDecoder } from '../../src/main/images/decoder.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { zeroBomb } from './png-writer.ts'

const started: DecoderChild[] = []
let decoder: Decoder
let png: Buffer
beforeAll(async () => {
  png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#336699' } })
    .png()
    .toBuffer()
  decoder = createDecoder({
    spawn: () => {
      const child = spawnNodeDecoder()
      started.push(child)
      return child
    },
    children: 1,
    deadline: 3_000,
  })
})
afterAll(() => {
  decoder.close()
})

const decode = () => decoder.run({ kind: 'upright', bytes: png })
const newest = (): DecoderChild => {
  const child = started.at(-1)
  if (!child) throw new Error('No child was started.')
  return child
}
const signal = (name: NodeJS.Signals) => process.kill(newest().pid ?? 0, name)
const gone = async (child: DecoderChild) => {
  await expect.poll(() => isAlive(child.pid ?? 0), { timeout: 20_000 }).toBe(false)
}
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a child killed in the middle of a job fails that job; the next one has a new child', async () => {
  await decode()
  signal('SIGSTOP')
  const lost = expect(decode()).rejects.toMatchObject({ reason: 'The decoder stopped while reading it.' })
  signal('SIGKILL')
  await lost
  expect(await decode()).toMatchObject({ width: 64, height: 48 })
})

test('a child that stands still is ended at the deadline and leaves nothing behind', async () => {
  await decode()
  const stopped = newest()
  signal('SIGSTOP')
  await expect(decode()).rejects.toMatchObject({ reason: 'Decoding it took longer than 3 seconds.' })
  await gone(stopped)
  expect(await decode()).toMatchObject({ width: 64, height: 48 })
})

test('a child that died while idle is not asked again', async () => {
  await decode()
  const idle = newest()
  const ended = Promise.withResolvers<void>()
  idle.onExit(() => {
    ended.resolve()
  })
  signal('SIGKILL')
  await ended.promise
  expect(await decode()).toMatchObject({ width: 64, height: 48 })
})

test('the decoder itself lets in four formats only, whatever asked it', async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
  const make = () => sharp(png)
  const blocked: Record<string, Buffer> = {
    svg: Buffer.from(drawing),
    tiff: await make().tiff().toBuffer(),
    avif: await make().avif().toBuffer(),
    pdf: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>'),
    ppm: Buffer.from('P3 1 1 255 255 0 0'),
    vips: Buffer.from([0xb6, 0xa6, 0xf2, 0x08, ...Buffer.alloc(100)]),
  }
  for (const [name, bytes] of Object.entries(blocked))
    await expect(decoder.run({ kind: 'upright', bytes }), name).rejects.toThrow('unsupported image format')
  const open = {
    jpeg: await make().jpeg().toBuffer(),
    png,
    webp: await make().webp().toBuffer(),
    gif: await make().gif().toBuffer(),
  }
  for (const bytes of Object.values(open)) await decoder.run({ kind: 'upright', bytes })
})

test('a picture that needs too much memory ends its child, not the batch', async () => {
  const bomb = zeroBomb(6_000)
  expect(bomb.length).toBeLessThan(2_000_000)
  const patient = createDecoder({ spawn: spawnNodeDecoder, children: 1, memoryLimit: 200 * 2 ** 20 })
  try {
    await expect(patient.run({ kind: 'inspect', bytes: bomb, format: 'png' })).rejects.toMatchObject({
      reason: 'Decoding it needs more memory than is allowed.',
    })
    expect(await patient.run({ kind: 'upright', bytes: png })).toMatchObject({ width: 64, height: 48 })
  } finally {
    patient.close()
  }
})

test('closing ends the children', async () => {
  await decode()
  const child = newest()
  decoder.close()
  await gone(child)
  await expect(decode()).rejects.toThrow('closed')
})
