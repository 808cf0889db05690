import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)))

test.each([
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['gif', bytes('GIF89a')],
  ['webp', bytes('RIFF', [10, 0, 0, 0], 'WEBPVP8L')],
  ['png', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', Array<number>(17).fill(0))],
])('%s by its signature', async (format, head) => {
  expect(await sniff(head)).toBe(format)
})

test.each([
  ['It is a TIFF picture.', bytes([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0], Array<number>(40).fill(0))],
  ['It is a TIFF picture.', bytes([0x4d, 0x4d, 0, 0x2a, 0x7f, 0xff, 0xff, 0xff])],
  ['It is an SVG drawing.', bytes('\ufeff  <SVG>')],
  ['It is an SVG drawing.', bytes('<?xml version="1.0"?>\n<!-- a -->\n<svg/>')],
  ['It is an XML document.', bytes('<?xml version="1.0"?><kml/>')],
  ['It is an HTML page.', bytes('\n<!DOCTYPE HTML>')],
  ['It is a text file.', bytes('a,b\n1,2\n')],
  ['It is a BMP picture.', bytes('BM', Array<number>(30).fill(0))],
  ['It is a WAV file.', bytes('RIFF', [10, 0, 0, 0], 'WAVEfmt ')],
  ['It is not a picture of a known kind.', bytes([1, 2, 3, 0, 250])],
])('%s', async (reason, head) => {
  await expect(sniff(head)).rejects.toMatchObject({
    reason,
    remedy: 'JPEG, PNG, WebP and GIF are taken: save it as PNG.',
  })
})
