import type { ImageFormat, Image } from '../../core/item.ts'
import { ImageRefused } from './image-refused.ts'

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const cutShort = () => new ImageRefused('It is cut short.', 'Copy or download it again.')

/**
 * Walks the chunks of a PNG to its end and returns its number of frames: 1, or what the animation chunk says.
 * The decoder stops at the last row and would take a file without an end. PNG specification (third edition), 5.3 and 11.
 */
function pngFrames(bytes: Uint8Array): number {
  const view = viewOf(bytes)
  let frames = 1
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const type = ascii(bytes, at + 4, at + 8)
    if (at + 12 + length > bytes.length) break
    if (type === 'IEND') return frames
    if (type === 'acTL' && length === 8) frames = Math.max(1, view.getUint32(at + 8))
    at += 12 + length
  }
  throw cutShort()
}

/**
 * Reads from the container what the decoder does not tell: frames of an animated PNG, and whether a GIF's canvas is the
 * size (pixels) that the decoder found. Throws ImageRefused where the file has no end, or where programs would disagree on its size.
 */
export function checkContainer(
  bytes: Uint8Array,
  format: ImageFormat,
  decoded: Pick<Image, 'width' | 'height' | 'frames'>,
): { readonly frames: number } {
  if (format === 'png') return { frames: pngFrames(bytes) }
  if (format === 'gif') {
    const view = viewOf(bytes)
    if (view.getUint16(6, true) !== decoded.width || view.getUint16(8, true) !== decoded.height)
      throw new ImageRefused('Its header gives another size than its picture has.', 'Save it as PNG.')
  }
  return { frames: decoded.frames }
}

/** Whether a still WebP holds lossy data, so that JPEG does it justice. WebP container specification: chunk `VP8 `. */
export function isLossyWebp(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let at = 12
  while (at + 8 <= bytes.length) {
    const type = ascii(bytes, at, at + 4)
    if (type === 'VP8 ') return true
    if (type === 'VP8L') return false
    const length = view.getUint32(at + 4, true)
    at += 8 + length + (length % 2)
  }
  return false
}
