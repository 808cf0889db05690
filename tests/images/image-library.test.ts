import { createHash } from 'node:crypto'
import { readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAX_FILE_BYTES } from '../../src/main/images/limits.ts'
import type { LibraryUnderTest } from './support.ts'
import { openLibrary } from './support.ts'

let under: LibraryUnderTest
beforeAll(async () => {
  under = await openLibrary()
})
afterAll(() => under.close())

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const flat = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })

test('keeps the original byte for byte, private, under its hash', async () => {
  const bytes = await flat(40, 30, '#2468ac').png().toBuffer()
  const { image, existed } = await under.library.add(bytes, 'blue.png')
  expect(existed).toBe(false)
  expect(image).toEqual({
    hash: hashOf(bytes),
    name: 'blue.png',
    bytes: bytes.length,
    format: 'png',
    width: 40,
    height: 30,
    orientation: 1,
    frames: 1,
  })
  const path = join(under.folder, 'images', image.hash.slice(0, 2), image.hash)
  expect(await readFile(path)).toEqual(bytes)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('the same picture twice is one image, also when both come at once', async () => {
  const bytes = await flat(41, 30, '#2468ac').png().toBuffer()
  const [first, second] = await Promise.all([under.library.add(bytes, 'a.png'), under.library.add(bytes, 'b.png')])
  const third = await under.library.add(bytes, 'c.png')
  expect([first.existed, second.existed, third.existed]).toEqual([false, true, true])
  expect(third.image).toEqual(first.image)
})

test('thumbnails and upright copies are made again after the cache was deleted or damaged', async () => {
  const bytes = await flat(800, 400, '#b03060').jpeg().toBuffer()
  const { image } = await under.library.add(bytes, 'wide.jpg')
  const thumbnail = await under.library.thumbnail(image.hash)
  expect(thumbnail).toMatchObject({ contentType: 'image/jpeg', width: 256, height: 128 })
  const upright = await under.library.upright(image.hash)
  expect(upright).toMatchObject({ contentType: 'image/jpeg', width: 800, height: 400 })

  await rm(join(under.folder, 'cache'), { recursive: true })
  expect(await under.library.thumbnail(image.hash)).toEqual(thumbnail)
  expect(await under.library.upright(image.hash)).toEqual(upright)

  const cached = join(under.folder, 'cache', 'thumbnails', image.hash.slice(0, 2), image.hash)
  await truncate(cached, 100)
  expect(await under.library.thumbnail(image.hash)).toEqual(thumbnail)
  expect((await readFile(cached)).length).toBe(thumbnail?.bytes.length)
})

test('requests at the same time share one decode and leave nothing half written', async () => {
  const bytes = await flat(300, 300, '#123456').jpeg().toBuffer()
  const { image } = await under.library.add(bytes, 'square.jpg')
  const copies = await Promise.all(Array.from({ length: 20 }, () => under.library.upright(image.hash)))
  expect(new Set(copies.map((copy) => copy?.bytes)).size).toBe(1)
  const files = await readdir(under.folder, { recursive: true })
  expect(files.filter((file) => file.endsWith('.part'))).toEqual([])
})

test('an unknown image is nothing, and nothing can be sent of it', async () => {
  const unknown = '0'.repeat(64)
  expect(await under.library.thumbnail(unknown)).toBeUndefined()
  expect(await under.library.upright(unknown)).toBeUndefined()
  await expect(under.library.forSolver(unknown, {})).rejects.toMatchObject({ code: 'not-found' })
})

test('a damaged or missing original is said, and healed by adding the picture again', async () => {
  const bytes = await flat(50, 50, '#445566').png().toBuffer()
  const { image } = await under.library.add(bytes, 'healed.png')
  const path = join(under.folder, 'images', image.hash.slice(0, 2), image.hash)
  await writeFile(path, 'something else')
  await expect(under.library.upright(image.hash)).rejects.toThrow("The project's copy of healed.png is damaged.")
  await rm(path)
  await expect(under.library.upright(image.hash)).rejects.toThrow("The project's copy of healed.png is missing.")
  expect((await under.library.add(bytes, 'again.png')).existed).toBe(true)
  expect(await under.library.upright(image.hash)).toMatchObject({ width: 50, height: 50 })
})

test('a cache that cannot be written costs the copy its place, not the reviewer the picture', async () => {
  const own = await openLibrary()
  try {
    await rm(join(own.folder, 'cache'), { recursive: true })
    await writeFile(join(own.folder, 'cache'), 'in the way')
    const { image } = await own.library.add(await flat(60, 40, '#778899').png().toBuffer(), 'kept.png')
    await rm(join(own.folder, 'cache'))
    expect(own.warnings).toEqual(['A picture could not be kept in the cache.'])
    expect(await own.library.thumbnail(image.hash)).toMatchObject({ width: 60, height: 40 })
  } finally {
    await own.close()
  }
})

test('empty and oversized files are refused before anything reads them', async () => {
  await expect(under.library.add(new Uint8Array(), 'empty.png')).rejects.toMatchObject({ reason: 'It is empty.' })
  await expect(under.library.add(new Uint8Array(MAX_FILE_BYTES + 1), 'huge.png')).rejects.toThrow('65 MB')
})

test('an animated picture is taken with a note that one frame is used', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00', '#0000ff'].map((colour) => flat(20, 10, colour).png().toBuffer()),
  )
  for (const format of ['gif', 'webp'] as const) {
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { lossless: true })
      .toBuffer()
    const { image, note } = await under.library.add(bytes, `moving.${format}`)
    expect(image).toMatchObject({ format, frames: 3, width: 20, height: 10 })
    expect(note).toBe(`moving.${format}: only the first of 3 frames is used.`)
    const upright = await under.library.upright(image.hash)
    const { data } = await sharp(upright?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0])
  }
})

/** Noise that no encoder can shrink. */
function noise(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3)
  let state = 1
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    data[at] = state >>> 24
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

test('what is sent fits the limits of the solver and is recognised by its hash', async () => {
  const bytes = await noise(900, 600).png().toBuffer()
  const { image } = await under.library.add(bytes, 'noise.png')
  const cases = [
    { limits: {}, type: 'image/png', width: 900, height: 600 },
    { limits: { maxSide: 300 }, type: 'image/png', width: 300, height: 200 },
    { limits: { maxBytes: 600_000 }, type: 'image/jpeg', width: 900, height: 600 },
    { limits: { maxSide: 450, maxBytes: 100_000 }, type: 'image/jpeg', width: 450, height: 300 },
    // Sides that are multiples of 28, as a model would make them.
    { limits: { resize: { multiple: 28, maxPixels: 1_000_000 } }, type: 'image/png', width: 896, height: 588 },
    { limits: { resize: { multiple: 28, maxPixels: 200_000 } }, type: 'image/png', width: 532, height: 364 },
  ]
  for (const { limits, type, width, height } of cases) {
    const picture = await under.library.forSolver(image.hash, limits)
    expect(picture).toMatchObject({ contentType: type, width, height })
    expect(picture.bytes.length).toBeLessThanOrEqual(limits.maxBytes ?? Infinity)
    const header = await sharp(picture.bytes).metadata()
    expect([header.width, header.height]).toEqual([width, height])
    await expect
      .poll(() => under.store.images.findCopy(hashOf(picture.bytes)))
      .toEqual({
        imageHash: image.hash,
        size: { width, height },
      })
  }
  const tiny = await under.library.forSolver(image.hash, { maxBytes: 4_000 })
  expect(tiny.bytes.length).toBeLessThanOrEqual(4_000)
  await expect(under.library.forSolver(image.hash, { maxBytes: 100 })).rejects.toThrow('cannot be made to fit')
})
