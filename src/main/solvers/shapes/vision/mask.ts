import type { Segmentation } from './segmentation.ts'

/** A part of a picture cut out: 1 where a pixel belongs to the thing. There is always one empty pixel around it. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  /** Where the mask's top-left corner lies in the picture. */
  readonly left: number
  readonly top: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** The bounding boxes of all regions, pixels, right and bottom inclusive. */
export function boxesOf({ width, labels, count }: Segmentation): Box[] {
  const boxes = Array.from({ length: count }, () => ({ left: Infinity, top: Infinity, right: -1, bottom: -1 }))
  for (let pixel = 0, x = 0, y = 0; pixel < labels.length; pixel += 1) {
    const box = boxes[labels[pixel]!]!
    if (x < box.left) box.left = x
    if (x > box.right) box.right = x
    if (y < box.top) box.top = y
    if (y > box.bottom) box.bottom = y
    x += 1
    if (x === width) {
      x = 0
      y += 1
    }
  }
  return boxes
}

/** Cuts out the pixels of a box whose label passes. */
export function maskOf({ width, labels }: Segmentation, box: Box, passes: (label: number) => boolean): Mask {
  const mask = {
    width: box.right - box.left + 3,
    height: box.bottom - box.top + 3,
    left: box.left - 1,
    top: box.top - 1,
  }
  const data = new Uint8Array(mask.width * mask.height)
  for (let y = box.top; y <= box.bottom; y += 1)
    for (let x = box.left; x <= box.right; x += 1)
      if (passes(labels[y * width + x]!)) data[(y - mask.top) * mask.width + x - mask.left] = 1
  return { ...mask, data }
}

/** The mask with its holes filled: all that cannot be reached from its edge. */
export function filled(mask: Mask): Mask {
  const { width, height, data } = mask
  const outside = new Uint8Array(data.length)
  const stack = [0]
  outside[0] = 1
  for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
    const x = pixel % width
    for (const next of [x > 0 ? pixel - 1 : -1, x < width - 1 ? pixel + 1 : -1, pixel - width, pixel + width]) {
      if (next < 0 || next >= width * height || outside[next] === 1 || data[next] === 1) continue
      outside[next] = 1
      stack.push(next)
    }
  }
  return { ...mask, data: outside.map((out) => 1 - out) }
}
