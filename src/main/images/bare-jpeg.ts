/** JFIF 1.01 without density or thumbnail: says that the colours are YCbCr, and nothing else. */
const HEAD = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0)
const END = Uint8Array.of(0xff, 0xd9)

const SOF_BASELINE = 0xc0
const SOF_PROGRESSIVE = 0xc2
const DHT = 0xc4
const EOI = 0xd9
const SOS = 0xda
const DQT = 0xdb
const DRI = 0xdd
const APP2 = 0xe2
const APP14 = 0xee

const startsWith = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.toString('latin1', at, at + text.length) === text

/** Whether a frame header is that of an 8-bit picture of this size in the usual three colours, numbered 1 to 3 as JFIF has them. */
function isUsual(bytes: Uint8Array, at: number, { width, height }: { width: number; height: number }): boolean {
  const two = (place: number) => (bytes[place] ?? 0) * 256 + (bytes[place + 1] ?? 0)
  const ids = [0, 3, 6].map((place) => bytes[at + 6 + place])
  return (
    bytes[at] === 8 &&
    two(at + 1) === height &&
    two(at + 3) === width &&
    bytes[at + 5] === 3 &&
    ids.every((id, place) => id === place + 1)
  )
}

/** Where the compressed data that begins at `from` ends: at the next marker but for restarts and stuffed bytes. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return -1
}

/**
 * The same JPEG without anything but the picture itself: no EXIF, XMP, comments, thumbnails, or bytes after its end. Undefined
 * where that would not be the upright sRGB picture of `size` (pixels, upright), bit by bit: another colour profile, other colours
 * than YCbCr, an unusual frame. The caller knows that it stands upright and can be decoded. ITU-T T.81 annex B, JFIF 1.02.
 */
export function bareJpeg(
  original: Uint8Array,
  size: { readonly width: number; readonly height: number },
): Uint8Array | undefined {
  const bytes = Buffer.from(original.buffer, original.byteOffset, original.byteLength)
  const parts: Uint8Array[] = [HEAD]
  let hasFrame = false
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return undefined
    // Markers may be preceded by fill bytes.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const body = at + 4
    const next = at + 2 + bytes.readUInt16BE(at + 2)
    if (next < body || next > bytes.length) return undefined
    if (marker === SOS) {
      const end = endOfScan(bytes, next)
      if (!hasFrame || end < 0) return undefined
      parts.push(bytes.subarray(at, end))
      at = end
      if (bytes[at + 1] === EOI) return Buffer.concat([...parts, END])
      continue
    }
    if (marker >= SOF_BASELINE && marker <= SOF_PROGRESSIVE) {
      if (hasFrame || !isUsual(bytes, body, size)) return undefined
      hasFrame = true
      parts.push(bytes.subarray(at, next))
    } else if (marker === DHT || marker === DQT || marker === DRI) {
      parts.push(bytes.subarray(at, next))
    } else if (marker === APP2 && startsWith(bytes, body, 'ICC_PROFILE')) {
      return undefined
    } else if (marker === APP14 && startsWith(bytes, body, 'Adobe') && bytes[body + 11] !== 1) {
      return undefined
    } else if (!(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe) {
      // Neither an application segment nor a comment, which are left out: a process that is not known here.
      return undefined
    }
    at = next
  }
  return undefined
}
