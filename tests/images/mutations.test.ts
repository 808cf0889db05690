import * as fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createDecoder } from '../../src/main/images/decoder.ts'
import { ImageRefused } from '../../src/main/images/image-refused.ts'
import { sniff } from '../../src/main/images/sniff.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'

let children = 0
const decoder = createDecoder({
  spawn: () => {
    children += 1
    return spawnNodeDecoder()
  },
  children: 2,
})
afterAll(() => {
  decoder.close()
})

/** Detail in every part, 90 × 60. */
const plain = sharp(Buffer.from(Array.from({ length: 90 * 60 * 3 }, (_, at) => (at * 7 + ((at * at) >> 9)) & 0xff)), {
  raw: { width: 90, height: 60, channels: 3 },
})
const tagged = plain.withExif({ IFD0: { Artist: 'Somebody' } })
const bases = [
  await tagged.clone().jpeg().toBuffer(),
  await tagged.clone().jpeg({ progressive: true }).toBuffer(),
  await tagged.clone().png({ progressive: true }).toBuffer(),
  await plain.clone().png({ palette: true }).toBuffer(),
  await tagged.clone().webp().toBuffer(),
  await plain.clone().webp({ lossless: true }).toBuffer(),
  await plain.clone().gif().toBuffer(),
]

const MILLION = 1_000_000
const change = fc.tuple(fc.integer({ min: 0, max: MILLION }), fc.integer({ min: 0, max: 255 }))

/** One of the pictures with up to three bytes changed, half of the time in its first 400 bytes, some cut. */
const mutation = fc
  .record({
    base: fc.constantFrom(...bases),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    inHead: fc.boolean(),
    keep: fc.constantFrom(1, 1, 1, 1, 0.97, 0.6),
  })
  .map(({ base, changes, inHead, keep }) => {
    const bytes = Buffer.from(base)
    const reach = (inHead ? Math.min(400, bytes.length) : bytes.length) - 1
    for (const [place, value] of changes) bytes[Math.round((place / MILLION) * reach)] = value
    return bytes.subarray(0, Math.ceil(bytes.length * keep))
  })

/** Nothing, or why the picture was refused; any other error fails the test. */
const refusal = async (work: Promise<unknown>): Promise<ImageRefused | undefined> => {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof ImageRefused) return error
    throw error
  }
}

test('a changed picture is refused with a reason, or served at the size that was found: no child dies of it', async () => {
  let takenCount = 0
  await fc.assert(
    fc.asyncProperty(mutation, async (bytes) => {
      const work = async () => {
        const found = await decoder.run({ kind: 'inspect', bytes, format: await sniff(bytes) })
        const copy = await decoder.run({ kind: 'upright', bytes })
        expect([copy.width, copy.height]).toEqual([found.width, found.height])
        takenCount += 1
      }
      const refused = await refusal(work())
      expect(refused?.reason ?? '').not.toMatch(/stopped|failed|longer/)
    }),
    { numRuns: 400 },
  )
  expect(takenCount).toBeGreaterThan(20)
  expect(children).toBeLessThanOrEqual(4)
})
