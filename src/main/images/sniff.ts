import { fileTypeFromBuffer } from 'file-type'
import type { ImageFormat } from '../../core/item.ts'
import { ImageRefused } from './image-refused.ts'

/** Bytes from the start that are looked at: enough for every signature. What follows is the decoder's business, in its own process. */
export const HEAD_BYTES = 4_096

const taken = new Map<string, ImageFormat>([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/apng', 'png'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
])

const names = new Map<string, string>([
  ['image/bmp', 'a BMP picture'],
  ['image/tiff', 'a TIFF picture'],
  ['image/heic', 'a HEIC picture'],
  ['image/heif', 'a HEIF picture'],
  ['image/heic-sequence', 'a HEIC picture'],
  ['image/heif-sequence', 'a HEIF picture'],
  ['image/avif', 'an AVIF picture'],
  ['image/x-icon', 'an icon'],
  ['image/jxl', 'a JPEG XL picture'],
  ['image/jp2', 'a JPEG 2000 picture'],
  ['image/vnd.adobe.photoshop', 'a Photoshop document'],
  ['application/pdf', 'a PDF document'],
  ['application/postscript', 'a PostScript document'],
  ['application/zip', 'a ZIP archive'],
])

/** A TIFF may keep its directory at the end of the file, where `file-type` looks for it; its first four bytes are enough for us. */
const isTiff = (head: Uint8Array): boolean => {
  const magic = [...head.subarray(0, 4)].join(' ')
  return magic === '73 73 42 0' || magic === '77 77 0 42'
}

/** What kind of text a file is, or undefined where it is not text. Drawings and pages are text and must not pass as pictures. */
function textKind(head: Uint8Array): string | undefined {
  if (head.includes(0)) return undefined
  const text = new TextDecoder().decode(head).trimStart().toLowerCase()
  if (text.includes('<svg')) return 'an SVG drawing'
  if (text.startsWith('<!doctype html') || text.includes('<html')) return 'an HTML page'
  if (text.startsWith('push graphic-context')) return 'an MVG drawing'
  if (text.startsWith('<?xml')) return 'an XML document'
  return text.includes('\ufffd') ? undefined : 'a text file'
}

/**
 * Says by content, whatever the name, which of the formats that are taken a file has.
 * Throws ImageRefused that names what it is instead.
 */
export async function sniff(bytes: Uint8Array): Promise<ImageFormat> {
  const head = bytes.subarray(0, HEAD_BYTES)
  const type = await fileTypeFromBuffer(head)
  const format = type && taken.get(type.mime)
  if (format) return format
  const kind =
    type && type.mime !== 'application/xml'
      ? (names.get(type.mime) ?? `a ${type.ext.toUpperCase()} file`)
      : isTiff(head)
        ? 'a TIFF picture'
        : textKind(head)
  throw new ImageRefused(
    kind ? `It is ${kind}.` : 'It is not a picture of a known kind.',
    'JPEG, PNG, WebP and GIF are taken: save it as PNG.',
  )
}
