import type { Size } from '../../core/geometry.ts'

/** The size (pixels) of a picture scaled down, never up, so that no side is longer than `side`. */
export function fitWithin(size: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(size.width, size.height))
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
}
