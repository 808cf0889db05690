import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImageRefused } from '../../src/main/images/image-refused.ts'
import { badInputs } from './bad-inputs.ts'
import type { LibraryUnderTest } from './support.ts'
import { openLibrary } from './support.ts'

/** Milliseconds any of them may take, decoding and both copies together. */
const DEADLINE = 10_000

const inputs = await badInputs()
let under: LibraryUnderTest
beforeAll(async () => {
  under = await openLibrary()
})
afterAll(() => under.close())

test.each(inputs)('$name', async ({ name, bytes, expected }) => {
  const start = performance.now()
  if ('refused' in expected) {
    const error: unknown = await under.library.add(bytes, name).then(
      ({ image }) => `taken as ${image.width} × ${image.height}`,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(ImageRefused)
    expect((error as ImageRefused).reason).toMatch(expected.refused)
    expect((error as ImageRefused).remedy).toMatch(/\w+.*\.$/)
  } else {
    const [width, height] = expected.taken
    const { image } = await under.library.add(bytes, name)
    expect([image.width, image.height]).toEqual([width, height])
    const copy = await under.library.upright(image.hash)
    const header = await sharp(copy?.bytes).metadata()
    expect([header.width, header.height]).toEqual([width, height])
    expect(await under.library.thumbnail(image.hash)).toBeDefined()
  }
  expect(performance.now() - start).toBeLessThan(DEADLINE)
})
