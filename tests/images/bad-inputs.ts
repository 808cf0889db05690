import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { SIGNATURE, blackRows, chunk, end, header, png } from './png-writer.ts'

/** One hostile or odd file with what must become of it: taken at this size, or refused for this reason. */
export interface Input {
  readonly name: string
  readonly bytes: Buffer
  readonly expected: { readonly taken: readonly [width: number, height: number] } | { readonly refused: RegExp }
}

const taken = (width: number, height: number) => ({ taken: [width, height] as const })
const refused = (reason: RegExp) => ({ refused: reason })
const damaged = refused(/damaged|cut short/)
const tooLarge = refused(/20,000 × 20,000 pixels, more than can be taken/)

/** A picture with detail in every part, so that a cut is a loss. 120 × 90. */
function scene() {
  const data = Buffer.alloc(120 * 90 * 3)
  for (let at = 0; at < data.length; at += 1) data[at] = (at * 7 + ((at * at) >> 9)) & 0xff
  return sharp(data, { raw: { width: 120, height: 90, channels: 3 } })
}

const upTo = (bytes: Buffer, share: number) => bytes.subarray(0, Math.floor(bytes.length * share))
const patched = (bytes: Buffer, at: number, ...values: number[]) => {
  const copy = Buffer.from(bytes)
  copy.set(values, at)
  return copy
}
/** Where the frame header of a JPEG begins: its height and width stand at +5 and +7. */
const frameOf = (jpeg: Buffer) =>
  Math.max(jpeg.indexOf(Buffer.from([0xff, 0xc0])), jpeg.indexOf(Buffer.from([0xff, 0xc2])))
const svg = (body: string, attributes = 'width="10" height="10"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
  )

async function cutFiles(): Promise<Input[]> {
  const jpeg = await scene().jpeg({ quality: 95 }).toBuffer()
  const progressive = await scene().jpeg({ quality: 95, progressive: true }).toBuffer()
  const whole = await scene().png().toBuffer()
  const webp = await scene().webp().toBuffer()
  const gif = await scene().gif().toBuffer()
  const cut = (name: string, bytes: Buffer) =>
    [0.1, 0.5, 0.9, 0.99].map((share) => ({
      name: `${name} cut at ${share * 100} %`,
      bytes: upTo(bytes, share),
      expected: damaged,
    }))
  return [
    ...cut('JPEG', jpeg),
    ...cut('progressive JPEG', progressive),
    ...cut('PNG', whole),
    ...cut('WebP', webp),
    ...cut('GIF', gif),
    { name: 'JPEG without its end marker', bytes: jpeg.subarray(0, -2), expected: damaged },
    { name: 'PNG without IEND', bytes: whole.subarray(0, -12), expected: refused(/cut short/) },
    { name: 'PNG cut inside IEND', bytes: whole.subarray(0, -2), expected: refused(/cut short/) },
    { name: 'PNG with a wrong checksum', bytes: patched(whole, 29, 1, 2, 3, 4), expected: damaged },
    { name: 'PNG with damaged data', bytes: patched(whole, whole.length >> 1, 1, 2, 3, 4), expected: damaged },
  ]
}

const oneBit = (side: number) => {
  const head = { width: side, height: side, depth: 1, colour: 0 }
  return png(head, blackRows(head))
}

function claims(): Input[] {
  const few = Buffer.alloc(64)
  const claim = (width: number, height: number) => png({ width, height }, few)
  const line = { width: 1_000_000, height: 1, depth: 1, colour: 0 }
  const column = { width: 1, height: 1_000_000, depth: 1, colour: 0 }
  return [
    { name: 'PNG of 0 × 0', bytes: claim(0, 0), expected: damaged },
    { name: 'PNG of width 0', bytes: claim(0, 10), expected: damaged },
    { name: 'PNG of negative width', bytes: claim(-1, 10), expected: damaged },
    { name: 'PNG of width 2³¹', bytes: claim(2 ** 31, 10), expected: damaged },
    { name: 'PNG that claims 60,000²', bytes: claim(60_000, 60_000), expected: refused(/60,000 × 60,000 pixels/) },
    { name: 'PNG that claims 20,000 × 3 rows', bytes: claim(20_000, 20_000), expected: tooLarge },
    { name: 'PNG of 20,000² at 1 bit', bytes: oneBit(20_000), expected: tooLarge },
    { name: 'PNG of 1,000,000 × 1', bytes: png(line, blackRows(line)), expected: refused(/1,000,000 × 1 pixels/) },
    { name: 'PNG of 1 × 1,000,000', bytes: png(column, blackRows(column)), expected: refused(/1 × 1,000,000 pixels/) },
    {
      name: 'PNG of 12,000² at 1 bit, interlaced claim',
      bytes: png({ width: 12_000, height: 12_000, depth: 1, colour: 0, interlaced: true }, few),
      expected: damaged,
    },
    {
      name: 'PNG of 16,000 × 10,000 at 1 bit',
      bytes: png(
        { width: 16_000, height: 10_000, depth: 1, colour: 0 },
        blackRows({ width: 16_000, height: 10_000, depth: 1, colour: 0 }),
      ),
      expected: taken(16_000, 10_000),
    },
  ]
}

function chunks(): Input[] {
  const head = { width: 30, height: 20 }
  const rows = blackRows(head)
  const bomb = deflateSync(Buffer.alloc(100_000_000), { level: 9 })
  const texts = Array.from({ length: 10_000 }, (_, at) => chunk('tEXt', Buffer.from(`k${at}\0v`)))
  return [
    {
      name: 'PNG with a 100 MB text, packed',
      bytes: png(head, rows, [chunk('zTXt', Buffer.concat([Buffer.from('k\0\0'), bomb]))]),
      expected: taken(30, 20),
    },
    {
      name: 'PNG with a 100 MB colour profile, packed',
      bytes: png(head, rows, [chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), bomb]))]),
      expected: taken(30, 20),
    },
    { name: 'PNG with 10,000 texts', bytes: png(head, rows, texts), expected: taken(30, 20) },
    {
      name: 'PNG with 1 MB behind its end',
      bytes: Buffer.concat([png(head, rows), Buffer.alloc(1_000_000, 0x41)]),
      expected: taken(30, 20),
    },
    {
      name: 'PNG and HTML',
      bytes: Buffer.concat([png(head, rows), Buffer.from('<html><script>alert(1)</script>')]),
      expected: taken(30, 20),
    },
    {
      name: 'PNG and ZIP',
      bytes: Buffer.concat([png(head, rows), Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(60)]),
      expected: taken(30, 20),
    },
    {
      name: 'PNG with a chunk longer than the file',
      bytes: Buffer.concat([SIGNATURE, header(head), Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('IDAT')]),
      expected: damaged,
    },
    { name: 'PNG that ends before its rows', bytes: Buffer.concat([SIGNATURE, header(head), end]), expected: damaged },
    {
      name: 'PNG with an animation of 3 frames',
      bytes: png(head, rows, [chunk('acTL', Buffer.from([0, 0, 0, 3, 0, 0, 0, 0]))]),
      expected: taken(30, 20),
    },
    {
      name: 'PNG palette without colours',
      bytes: png({ ...head, colour: 3 }, blackRows({ ...head, colour: 3 })),
      expected: damaged,
    },
  ]
}

async function jpegs(): Promise<Input[]> {
  const jpeg = await scene().jpeg({ quality: 95 }).toBuffer()
  const progressive = await scene().jpeg({ quality: 95, progressive: true }).toBuffer()
  const at = frameOf(jpeg)
  const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])), -2)
  const scans = Array.from({ length: 200 }, () => scan)
  return [
    {
      name: 'JPEG that claims 65,500²',
      bytes: patched(jpeg, at + 5, 0xff, 0xdc, 0xff, 0xdc),
      expected: refused(/65,500 × 65,500 pixels/),
    },
    { name: 'JPEG of height 0', bytes: patched(jpeg, at + 5, 0, 0), expected: damaged },
    { name: 'JPEG that claims 10 rows more', bytes: patched(jpeg, at + 5, 0, 106), expected: damaged },
    { name: 'JPEG of 12 bits', bytes: patched(jpeg, at + 4, 12), expected: damaged },
    { name: 'JPEG with arithmetic coding', bytes: patched(jpeg, at + 1, 0xc9), expected: taken(120, 90) },
    {
      name: 'JPEG with 200 more scans',
      bytes: Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]),
      expected: taken(120, 90),
    },
    { name: 'JPEG with its start only', bytes: jpeg.subarray(0, 3), expected: damaged },
    { name: 'progressive JPEG', bytes: progressive, expected: taken(120, 90) },
    {
      name: 'JPEG with text behind its end',
      bytes: Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]),
      expected: taken(120, 90),
    },
    {
      name: 'JPEG with broken EXIF',
      bytes: Buffer.concat([
        jpeg.subarray(0, 2),
        Buffer.from([0xff, 0xe1, 0, 12]),
        Buffer.from('Exif\0\0JUNK'),
        jpeg.subarray(2),
      ]),
      expected: taken(120, 90),
    },
    {
      name: 'JPEG with a broken profile',
      bytes: Buffer.concat([
        jpeg.subarray(0, 2),
        Buffer.from([0xff, 0xe2, 0, 20]),
        Buffer.from('ICC_PROFILE\0\x01\x01junk', 'latin1'),
        jpeg.subarray(2),
      ]),
      expected: taken(120, 90),
    },
  ]
}

const gifOf = (canvas: string, frames: Buffer[]) =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from(canvas, 'hex'),
    Buffer.from('800000000000ffffff', 'hex'),
    ...frames,
    Buffer.from('3b', 'hex'),
  ])

async function animations(): Promise<Input[]> {
  const one = Buffer.from('2c000000000100010000020144003b'.slice(0, -2), 'hex')
  const lossless = await scene().webp({ lossless: true }).toBuffer()
  const lossy = await scene().webp().toBuffer()
  const swapped = patched(lossy, lossy.indexOf('VP8 ') + 14, 0xff, 0x3f, 0xff, 0x3f)
  return [
    { name: 'GIF of 1 × 1', bytes: gifOf('01000100', [one]), expected: taken(1, 1) },
    {
      name: 'GIF with 20,000 frames',
      bytes: gifOf(
        '01000100',
        Array.from({ length: 20_000 }, () => one),
      ),
      expected: taken(1, 1),
    },
    {
      name: 'GIF of 65,535² round one pixel',
      bytes: gifOf('ffffffff', [one]),
      expected: refused(/another size|pixels, more/),
    },
    {
      name: 'GIF and JavaScript',
      bytes: Buffer.from('GIF89a=1/*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*/;alert(1)'),
      expected: damaged,
    },
    { name: 'GIF without frames', bytes: gifOf('01000100', []), expected: damaged },
    { name: 'WebP without loss', bytes: lossless, expected: taken(120, 90) },
    { name: 'WebP that claims 16,383²', bytes: swapped, expected: damaged },
    { name: 'WebP of the header only', bytes: lossy.subarray(0, 30), expected: damaged },
  ]
}

async function others(): Promise<Input[]> {
  const nested = Array.from(
    { length: 8 },
    (_, at) => `<g id="g${at + 1}">${`<use xlink:href="#g${at}"/>`.repeat(10)}</g>`,
  ).join('')
  const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40, 0, 0, 0]), Buffer.alloc(60)])
  const drawing = refused(/SVG drawing/)
  return [
    { name: 'one byte', bytes: Buffer.from([0xff]), expected: refused(/not a picture/) },
    { name: 'text', bytes: Buffer.from('hello'), expected: refused(/text file/) },
    {
      name: 'random bytes',
      bytes: Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 197 + 13) & 0xff)),
      expected: refused(/not a picture/),
    },
    { name: 'SVG with a script', bytes: svg('<script>alert(1)</script>'), expected: drawing },
    { name: 'SVG of a million', bytes: svg('', 'width="1000000" height="1000000"'), expected: drawing },
    {
      name: 'SVG with a picture from elsewhere',
      bytes: svg('<image xlink:href="http://127.0.0.1:9/x.png"/>'),
      expected: drawing,
    },
    {
      name: 'SVG of nested uses',
      bytes: svg(`<defs><rect id="g0" width="1" height="1"/>${nested}</defs><use xlink:href="#g8"/>`),
      expected: drawing,
    },
    {
      name: 'SVG with entities',
      bytes: Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
      ),
      expected: drawing,
    },
    { name: 'SVG in UTF-16', bytes: Buffer.from(`\ufeff${svg('').toString()}`, 'utf16le'), expected: refused(/./) },
    { name: 'HTML', bytes: Buffer.from('<!DOCTYPE html><html></html>'), expected: refused(/HTML page/) },
    {
      name: 'MVG',
      bytes: Buffer.from('push graphic-context\nviewbox 0 0 1 1\nimage over 0,0 0,0 "|id"'),
      expected: refused(/MVG drawing/),
    },
    { name: 'PDF', bytes: Buffer.from('%PDF-1.7\n'), expected: refused(/PDF document/) },
    { name: 'PostScript', bytes: Buffer.from('%!PS-Adobe-3.0\n'), expected: refused(/PostScript/) },
    { name: 'TIFF', bytes: await scene().tiff().toBuffer(), expected: refused(/TIFF picture/) },
    { name: 'AVIF', bytes: await scene().avif().toBuffer(), expected: refused(/AVIF picture/) },
    {
      name: 'HEIC',
      bytes: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]),
      expected: refused(/HEIC picture/),
    },
    { name: 'BMP', bytes: bmp, expected: refused(/BMP picture/) },
    {
      name: 'ICO',
      bytes: Buffer.concat([Buffer.from([0, 0, 1, 0, 255, 0]), Buffer.alloc(100)]),
      expected: refused(/icon/),
    },
    {
      name: 'ZIP',
      bytes: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(40)]),
      expected: refused(/ZIP/),
    },
  ]
}

/** All of them; each is made here, none is stored. */
export async function badInputs(): Promise<Input[]> {
  return [
    ...(await cutFiles()),
    ...claims(),
    ...chunks(),
    ...(await jpegs()),
    ...(await animations()),
    ...(await others()),
  ]
}
