import { z } from 'zod'

/*
 * Two frames exist and must not be mixed.
 *   image:  float pixels of the EXIF-upright, full-size image; origin at its top-left corner, x right, y down, valid [0,W] × [0,H].
 *   screen: CSS pixels of the canvas viewport; origin at its top-left corner.
 * The optional phantom property makes the compiler refuse one where the other is meant, and costs nothing at run time.
 */
declare const frame: unique symbol
export interface ImagePoint {
  readonly x: number
  readonly y: number
  readonly [frame]?: 'image'
}
export interface ScreenPoint {
  readonly x: number
  readonly y: number
  readonly [frame]?: 'screen'
}

export const Size = z.object({ width: z.number().int().positive(), height: z.number().int().positive() }).readonly()
/** Pixels. */
export type Size = z.infer<typeof Size>

/** How the image lies on the viewport: `screen = image × scale + (x, y)`. Scale 1 shows one image pixel as one CSS pixel. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const MIN_SCALE = 0.01
export const MAX_SCALE = 64

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

/** Image frame → screen frame. */
export const toScreen = (view: View, point: ImagePoint): ScreenPoint => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
})

/** Screen frame → image frame. */
export const toImage = (view: View, point: ScreenPoint): ImagePoint => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
})

/** The view after zooming by `factor` so that the image point under `anchor` stays under it. The scale is kept within 1–6,400 %. */
export function zoomAt(view: View, anchor: ScreenPoint, factor: number): View {
  const scale = clamp(view.scale * factor, MIN_SCALE, MAX_SCALE)
  const ratio = scale / view.scale
  return { scale, x: anchor.x - (anchor.x - view.x) * ratio, y: anchor.y - (anchor.y - view.y) * ratio }
}

/** The view that shows the whole image centred in the viewport with `margin` CSS pixels around it. */
export function fit(image: Size, viewport: { width: number; height: number }, margin = 0): View {
  const room = { width: Math.max(1, viewport.width - 2 * margin), height: Math.max(1, viewport.height - 2 * margin) }
  const scale = clamp(Math.min(room.width / image.width, room.height / image.height), MIN_SCALE, MAX_SCALE)
  return {
    scale,
    x: (viewport.width - image.width * scale) / 2,
    y: (viewport.height - image.height * scale) / 2,
  }
}

/** Euclidean distance of two points of one frame. */
export const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.hypot(a.x - b.x, a.y - b.y)

/** Whether a point of the image frame lies in [0,W] × [0,H]. */
export const isInside = (point: ImagePoint, size: Size): boolean =>
  point.x >= 0 && point.y >= 0 && point.x <= size.width && point.y <= size.height

/** The integer pixel that holds a point: floor, clamped to W−1, H−1 (and 0). */
export const pixelOf = (point: ImagePoint, size: Size): { x: number; y: number } => ({
  x: clamp(Math.floor(point.x), 0, size.width - 1),
  y: clamp(Math.floor(point.y), 0, size.height - 1),
})

/** Maps a point between two sizes of the same upright picture (for example sent size → full size). */
export const rescale = (point: ImagePoint, from: Size, to: Size): ImagePoint => ({
  x: (point.x * to.width) / from.width,
  y: (point.y * to.height) / from.height,
})
