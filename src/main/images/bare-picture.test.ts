import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { bareJpeg } from './bare-jpeg.ts'
import { barePng } from './bare-png.ts'

const size = { width: 61, height: 43 }
const noise = () =>
  sharp({ create: { ...size, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 120, sigma: 60 } } })

const pixels = (bytes: Uint8Array | undefined) => sharp(bytes).raw().toBuffer()
const tell = (picture: Sharp) =>
  picture
    .withExif({ IFD0: { Artist: 'CANARY' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">CANARY</x:xmpmeta>')

/** Puts a segment after the first two bytes. */
const withSegment = (jpeg: Buffer, marker: number, body: Buffer): Buffer =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]),
    body,
    jpeg.subarray(2),
  ])

for (const [what, options] of [
  ['a baseline JPEG', {}],
  ['a progressive JPEG', { progressive: true }],
  ['a JPEG with halved colours', { chromaSubsampling: '4:2:0' }],
] as const) {
  test(`${what} keeps every pixel and loses what it tells`, async () => {
    const told = await tell(noise()).jpeg(options).toBuffer()
    const jpeg = Buffer.concat([withSegment(told, 0xfe, Buffer.from('CANARY')), Buffer.from('CANARY after the end')])
    const bare = bareJpeg(jpeg, size)
    expect((await pixels(bare)).equals(await pixels(jpeg))).toBe(true)
    expect(Buffer.from(bare ?? []).includes('CANARY')).toBe(false)
    expect(await sharp(bare).metadata()).not.toHaveProperty('exif')
    expect(await sharp(bare).metadata()).toMatchObject({ ...size, space: 'srgb' })
  })
}

test('a PNG keeps every pixel and loses what it tells', async () => {
  const told = await tell(noise()).png().toBuffer()
  const bare = barePng(Buffer.concat([told, Buffer.from('CANARY after the end')]), size)
  expect((await pixels(bare)).equals(await pixels(told))).toBe(true)
  expect(Buffer.from(bare ?? []).includes('CANARY')).toBe(false)
})

test('a palette with transparency is the same picture afterwards', async () => {
  const clear = { create: { ...size, channels: 4, background: { r: 9, g: 80, b: 7, alpha: 0.5 } } } as const
  const png = await sharp(clear).png({ palette: true }).toBuffer()
  const bare = barePng(png, size)
  expect((await pixels(bare)).equals(await pixels(png))).toBe(true)
})

test('what is not the upright sRGB picture already is left to the decoder', async () => {
  const jpeg = await noise().jpeg().toBuffer()
  const adobe = Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0])
  const cases = {
    'another profile': await noise().withIccProfile('p3').jpeg().toBuffer(),
    grey: await noise().toColourspace('b-w').jpeg().toBuffer(),
    'four colours': await noise().toColourspace('cmyk').jpeg().toBuffer(),
    'red, green and blue as they are': withSegment(jpeg, 0xee, adobe),
    'cut short': jpeg.subarray(0, jpeg.length - 2),
    'cut inside a segment': jpeg.subarray(0, 100),
    'no JPEG': Buffer.alloc(400),
  }
  for (const [what, bytes] of Object.entries(cases)) expect(bareJpeg(bytes, size), what).toBeUndefined()
  expect(bareJpeg(jpeg, { width: size.height, height: size.width })).toBeUndefined()
  const pngs = {
    'another profile': await noise().withIccProfile('p3').png().toBuffer(),
    grey: await noise().toColourspace('b-w').png().toBuffer(),
    '16 bits': await noise().toColourspace('rgb16').png().toBuffer(),
    'cut short': (await noise().png().toBuffer()).subarray(0, 500),
    'no PNG': Buffer.alloc(400),
  }
  for (const [what, bytes] of Object.entries(pngs)) expect(barePng(bytes, size), what).toBeUndefined()
})
