import type { Size } from '../../../core/geometry.ts'

/** A box by its edges, pixels of whatever frame it is in. */
export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How a picture lies in the input of a model: scaled to `inner` without changing its shape, in the middle, grey around it. Pixels of the input. */
export interface Letterbox {
  readonly picture: Size
  readonly input: Size
  readonly inner: Size
  readonly left: number
  readonly top: number
}

/** The grey that detectors are trained with around a picture, 0 to 255. */
export const PADDING = 114

/** Lays a picture into an input as the YOLO family does: as large as fits, the odd pixel of the padding right and below. */
export function letterbox(picture: Size, input: Size): Letterbox {
  const scale = Math.min(input.width / picture.width, input.height / picture.height)
  const side = (length: number, most: number) => Math.min(most, Math.max(1, Math.round(length * scale)))
  const inner = { width: side(picture.width, input.width), height: side(picture.height, input.height) }
  return {
    picture,
    input,
    inner,
    left: Math.floor((input.width - inner.width) / 2),
    top: Math.floor((input.height - inner.height) / 2),
  }
}

/**
 * Input frame → picture frame, cut off at the picture's edges. Each axis by the ratio that it was really scaled with, rounding of `inner`
 * included. Undefined where nothing of the box lies on the picture.
 */
export function toPicture(box: Edges, { picture, inner, left, top }: Letterbox): Edges | undefined {
  const x = (value: number) => Math.min(Math.max(((value - left) * picture.width) / inner.width, 0), picture.width)
  const y = (value: number) => Math.min(Math.max(((value - top) * picture.height) / inner.height, 0), picture.height)
  const mapped = { left: x(box.left), top: y(box.top), right: x(box.right), bottom: y(box.bottom) }
  return mapped.right > mapped.left && mapped.bottom > mapped.top ? mapped : undefined
}
