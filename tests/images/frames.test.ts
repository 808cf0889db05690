import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chunk } from './png-writer.ts'
import type { LibraryUnderTest } from './support.ts'
import { openLibrary } from './support.ts'

let under: LibraryUnderTest
beforeAll(async () => {
  under = await openLibrary()
})
afterAll(() => under.close())

type Colour = readonly [number, number, number]

/** The colour of the pixel at x, y of what the window is served. */
async function served(bytes: Buffer, name: string) {
  const { image } = await under.library.add(bytes, name)
  const copy = await under.library.upright(image.hash)
  if (!copy) throw new Error('There is no copy.')
  const { data, info } = await sharp(copy.bytes).raw().toBuffer({ resolveWithObject: true })
  const header = await sharp(copy.bytes).metadata()
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * info.channels).subarray(0, info.channels),
  ]
  return { image, copy, header, at, size: [info.width, info.height] }
}

function near(found: number[], expected: Colour, tolerance: number, what: string) {
  for (const [channel, value] of expected.entries())
    expect(Math.abs((found[channel] ?? -1) - value), `${what}: ${found.join(' ')}`).toBeLessThanOrEqual(tolerance)
}

/** 60 × 40, blue, with a red upper left corner of 16 × 16: how it must always look. */
const upright = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: 16, height: 16, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ])

/** How the stored rows must lie so that EXIF orientation n stands them upright. */
async function storedFor(orientation: number) {
  const picture = sharp(await upright().png().toBuffer())
  switch (orientation) {
    case 2:
      return picture.flop()
    case 3:
      return picture.rotate(180)
    case 4:
      return picture.flip()
    case 5:
      return sharp(await picture.rotate(90).toBuffer()).flop()
    case 6:
      return picture.rotate(270)
    case 7:
      return sharp(await picture.rotate(270).toBuffer()).flop()
    case 8:
      return picture.rotate(90)
    default:
      return picture
  }
}

describe('orientation', () => {
  const formats = { jpeg: { quality: 100, chromaSubsampling: '4:4:4' }, png: {}, webp: { lossless: true } } as const
  for (const format of ['jpeg', 'png', 'webp'] as const)
    test.each([1, 2, 3, 4, 5, 6, 7, 8])(`${format} %i: the red corner stays in its corner`, async (orientation) => {
      const bytes = await (
        await storedFor(orientation)
      )
        .withMetadata({ orientation })
        .toFormat(format, formats[format])
        .toBuffer()
      const { image, at, size, header } = await served(bytes, `${orientation}.${format}`)
      expect(image).toMatchObject({ width: 60, height: 40, orientation })
      expect(size).toEqual([60, 40])
      expect(header.orientation).toBeUndefined()
      near(at(6, 6), [255, 0, 0], 6, 'upper left')
      for (const [x, y] of [
        [50, 6],
        [6, 34],
        [50, 34],
      ] as const)
        near(at(x, y), [0, 0, 255], 6, `${x}, ${y}`)

      const thumbnail = await under.library.thumbnail(image.hash)
      const small = await sharp(thumbnail?.bytes).raw().toBuffer()
      near([...small.subarray(3 * (6 * 60 + 6)).subarray(0, 3)], [255, 0, 0], 12, 'thumbnail')
    })

  test.each([0, 9, 99])('a value of %i means upright', async (orientation) => {
    const bytes = await upright().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const tag = bytes.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00]))
    bytes[tag + 8] = orientation
    const { image, size } = await served(bytes, `orientation ${orientation}.jpg`)
    expect(image).toMatchObject({ width: 60, height: 40, orientation: 1 })
    expect(size).toEqual([60, 40])
  })
})

const plane = (background: string) => sharp({ create: { width: 300, height: 20, channels: 3, background } })
const print = (background: string) =>
  plane(background).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer()

describe('colour', () => {
  const colour: Colour = [200, 90, 40]

  test('Display P3 comes out as sRGB', async () => {
    const bytes = await plane('#c85a28').withIccProfile('p3').png().toBuffer()
    near((await served(bytes, 'p3.png')).at(5, 5), colour, 3, 'P3')
  })

  test('CMYK comes out as sRGB', async () => {
    // Paper white must come back exactly; through the inks and back a colour shifts a little, but an inverted one far.
    expect((await sharp(await print('#ffffff')).metadata()).space).toBe('cmyk')
    near((await served(await print('#ffffff'), 'white.jpg')).at(5, 5), [255, 255, 255], 3, 'white')
    near((await served(await print('#96786e'), 'brown.jpg')).at(5, 5), [0x96, 0x78, 0x6e], 9, 'brown')
  })

  test('grey, 16 bits and palettes come out as 8-bit colour', async () => {
    const grey = await plane('#777777').toColourspace('b-w').png().toBuffer()
    const deep = await plane('#c85a28').toColourspace('rgb16').png().toBuffer()
    const deepGrey = await plane('#777777').toColourspace('grey16').png().toBuffer()
    const palette = await plane('#c85a28').png({ palette: true }).toBuffer()
    expect((await sharp(deep).metadata()).depth).toBe('ushort')
    expect((await sharp(deepGrey).metadata()).depth).toBe('ushort')
    const greyValue: Colour = [0x77, 0x77, 0x77]
    for (const [name, bytes, expected] of [
      ['grey', grey, greyValue],
      ['deep', deep, colour],
      ['deep grey', deepGrey, greyValue],
      ['palette', palette, colour],
    ] as const) {
      const { at, header } = await served(bytes, `${name}.png`)
      expect(header, name).toMatchObject({ space: 'srgb', depth: 'uchar', channels: 3 })
      near(at(5, 5), expected, 3, name)
    }
  })

  test('transparency is kept in what is served and white in the thumbnail', async () => {
    const bytes = await sharp({
      create: { width: 40, height: 20, channels: 4, background: { r: 200, g: 90, b: 40, alpha: 0 } },
    })
      .webp({ lossless: true })
      .toBuffer()
    const { at, copy, image } = await served(bytes, 'clear.webp')
    expect(copy.contentType).toBe('image/png')
    expect(at(5, 5)[3]).toBe(0)
    const thumbnail = await under.library.thumbnail(image.hash)
    near([...(await sharp(thumbnail?.bytes).raw().toBuffer())].slice(0, 3), [255, 255, 255], 1, 'thumbnail')
  })

  test('lossy pictures are served as JPEG, others pixel by pixel as PNG', async () => {
    const types = {
      jpeg: [await plane('#c85a28').jpeg().toBuffer(), 'image/jpeg'],
      lossy: [await plane('#c85a28').webp().toBuffer(), 'image/jpeg'],
      lossless: [await plane('#c85a28').webp({ lossless: true }).toBuffer(), 'image/png'],
      gif: [await plane('#c85a28').gif().toBuffer(), 'image/png'],
    } as const
    for (const [name, [bytes, type]] of Object.entries(types)) {
      const { copy, at } = await served(bytes, name)
      expect(copy.contentType, name).toBe(type)
      near(at(5, 5), colour, 5, name)
    }
  })
})

test('nothing of what a picture tells about its maker is served or sent', async () => {
  const canary = 'CANARY-7f3a'
  const tagged = () =>
    upright()
      .withExif({ IFD0: { Artist: canary, Copyright: canary }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${canary}</dc:creator></x:xmpmeta>`)
      .withIccProfile('p3')
  const png = await tagged().png().toBuffer()
  const jpeg = await tagged().jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + canary.length]), Buffer.from(canary)])
  const files = {
    'tagged.jpg': Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
    'tagged.png': Buffer.concat([
      png.subarray(0, 33),
      chunk('tEXt', Buffer.from(`Author\0${canary}`)),
      png.subarray(33),
    ]),
    'tagged.webp': await tagged().webp().toBuffer(),
  }
  const forbidden = [
    canary,
    'Exif',
    'eXIf',
    'EXIF',
    'xmpmeta',
    'XML:com.adobe',
    'ICC_PROFILE',
    'iCCP',
    'tEXt',
    'zTXt',
    'iTXt',
    'GPS',
  ]
  for (const [name, bytes] of Object.entries(files)) {
    expect(bytes.includes(canary), name).toBe(true)
    const { image } = await under.library.add(bytes, name)
    const copies = [
      await under.library.thumbnail(image.hash),
      await under.library.upright(image.hash),
      await under.library.forSolver(image.hash, {}),
      await under.library.forSolver(image.hash, { maxSide: 20 }),
      await under.library.forSolver(image.hash, { maxBytes: 300 }).catch(() => undefined),
    ]
    for (const copy of copies.filter((made) => made !== undefined))
      for (const word of forbidden) expect(Buffer.from(copy.bytes).includes(word), `${name}: ${word}`).toBe(false)
  }
})
