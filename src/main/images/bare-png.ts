/** What the picture itself is made of. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** What changes how its colours are meant, or which picture is shown first. */
const CHANGES: ReadonlySet<string> = new Set(['iCCP', 'gAMA', 'cHRM', 'cICP', 'mDCV', 'cLLI', 'acTL'])
/** Colour, palette, and colour with transparency. */
const COLOUR_TYPES: ReadonlySet<number | undefined> = new Set([2, 3, 6])

/**
 * The same PNG without anything but the picture itself: no text, time, EXIF, or bytes after its end. Undefined where that would not
 * be the upright sRGB picture with 8 bits a channel of `size` (pixels): another colour space, grey, 16 bits, animated. The caller
 * knows that it stands upright and can be decoded. PNG specification (third edition), 5.3 and 11.
 */
export function barePng(
  original: Uint8Array,
  size: { readonly width: number; readonly height: number },
): Uint8Array | undefined {
  const bytes = Buffer.from(original.buffer, original.byteOffset, original.byteLength)
  const isUsual =
    bytes.length > 33 &&
    bytes.readUInt32BE(16) === size.width &&
    bytes.readUInt32BE(20) === size.height &&
    (bytes[24] === 8 || (bytes[25] === 3 && (bytes[24] ?? 16) < 8)) &&
    COLOUR_TYPES.has(bytes[25])
  if (!isUsual) return undefined
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    const next = at + 12 + bytes.readUInt32BE(at)
    if (next > bytes.length || CHANGES.has(type)) return undefined
    if (KEPT.has(type)) parts.push(bytes.subarray(at, next))
    // An unknown chunk that the picture cannot be shown without: bit 5 of its first letter.
    else if (((bytes[at + 4] ?? 0) & 32) === 0) return undefined
    if (type === 'IEND') return Buffer.concat(parts)
    at = next
  }
  return undefined
}
