import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/main/images/decoder.ts'
import { InstructionNotRead } from '../../src/main/images/instruction-not-read.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { readSamples } from '../../src/main/services/samples.ts'

const resources = join(import.meta.dirname, '..', '..', 'resources')
const samples = await readSamples(resources)
const decoder = createDecoder({ spawn: spawnNodeDecoder, children: 1 })
afterAll(() => {
  decoder.close()
})

const bytesOf = (file: string) => readFile(join(resources, 'samples', file))
const byPlace = (a: { x: number; y: number }, b: { x: number; y: number }) => a.y - b.y || a.x - b.x

describe('the shapes solver on the samples', () => {
  test.each(samples.filter(({ file }) => file !== 'street.jpg'))(
    '$file: $instruction',
    async ({ file, instruction, targets }) => {
      const { points } = await decoder.run({ kind: 'shapes', bytes: await bytesOf(file), instruction })
      expect(points).toHaveLength(targets.length)
      const truth = [...targets].sort(byPlace)
      for (const [at, point] of [...points].sort(byPlace).entries()) {
        const target = truth[at]
        expect(Math.hypot(point.x - (target?.x ?? NaN), point.y - (target?.y ?? NaN)), `${at}`).toBeLessThan(2)
      }
    },
  )

  test('says that it cannot read of traffic lights', async () => {
    const job = {
      kind: 'shapes',
      bytes: await bytesOf('street.jpg'),
      instruction: 'Click on all traffic lights',
    } as const
    await expect(decoder.run(job)).rejects.toBeInstanceOf(InstructionNotRead)
  })
})

test('points of a picture that was scaled down are in its full size', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="2500"><rect width="100%" height="100%" fill="#fff"/><circle cx="4200" cy="600" r="200" fill="#c8433c"/></svg>'
  const bytes = await sharp(Buffer.from(drawing)).png().toBuffer()
  const { points } = await decoder.run({ kind: 'shapes', bytes, instruction: 'Click on all red circles' })
  expect(points).toHaveLength(1)
  expect(Math.hypot((points[0]?.x ?? 0) - 4200, (points[0]?.y ?? 0) - 600)).toBeLessThan(3)
})
