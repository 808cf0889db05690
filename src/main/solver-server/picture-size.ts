import type { Size } from '../../core/geometry.ts'

/** Markers of a JPEG that begin a frame: all SOF but those of tables (C4, C8, CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function jpegSize(bytes: Buffer): Size | undefined {
  let at = 2
  while (at + 9 <= bytes.length) {
    const marker = bytes.readUInt8(at + 1)
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** Pixels of a PNG, GIF or JPEG as stored, without looking at an EXIF orientation; undefined for anything else. */
export function pictureSize(image: Uint8Array): Size | undefined {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength)
  if (bytes.length < 24) return undefined
  const head = bytes.toString('latin1', 0, 6)
  if (head.startsWith('\x89PNG')) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (head === 'GIF87a' || head === 'GIF89a') return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  return head.startsWith('\xff\xd8') ? jpegSize(bytes) : undefined
}
