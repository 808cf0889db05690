import type { Lab } from './oklab.ts'
import { labAt, labDistance, labOf } from './oklab.ts'
import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'
import { measure } from './segmentation.ts'

/** Pixels this near to a border may belong to either side. */
const DOUBT = 3
/** How far around such a pixel the colours of the sides are looked up, pixels. */
const REACH = 7

/**
 * Draws the borders of regions anew where blur wore them: each pixel near a border goes to the side whose colour, a little further
 * inside, is nearest to its own in the picture before the blur; then each of these pixels follows the majority around it.
 *
 * @param raw the picture before the blur, sRGB 0–255
 * @param noisy whether a single pixel can be trusted
 */
export function refineBorders(raw: Planes, lab: Planes, regions: Segmentation, noisy: boolean): Segmentation {
  const doubtful = nearBorders(regions)
  const labels = regions.labels.slice()
  const pixels: number[] = []
  for (let pixel = 0; pixel < doubtful.length; pixel += 1) if (doubtful[pixel] === 1) pixels.push(pixel)
  for (const pixel of pixels) {
    const own = noisy ? sharpColour(raw, pixel) : labAt(lab.data, pixel)
    labels[pixel] = nearestSide(own, lab, regions, doubtful, pixel)
  }
  for (let vote = 0; vote < (noisy ? 2 : 1); vote += 1) {
    const before = labels.slice()
    for (const pixel of pixels) labels[pixel] = majority(before, regions, pixel)
  }
  return measure(lab, labels)
}

function nearBorders({ width, height, labels }: Segmentation): Uint8Array {
  const near = new Uint8Array(labels.length)
  const mark = (x: number, y: number) => {
    for (let row = Math.max(0, y - DOUBT + 1); row <= Math.min(height - 1, y + DOUBT - 1); row += 1)
      near.fill(1, row * width + Math.max(0, x - DOUBT + 1), row * width + Math.min(width, x + DOUBT))
  }
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const across = x < width - 1 && labels[pixel + 1] !== labels[pixel]
      const down = y < height - 1 && labels[pixel + width] !== labels[pixel]
      if (across || down) mark(x, y)
      if (across) mark(x + 1, y)
      if (down) mark(x, y + 1)
    }
  }
  return near
}

interface Side {
  readonly label: number
  l: number
  a: number
  b: number
  count: number
}

function nearestSide(own: Lab, lab: Planes, regions: Segmentation, doubtful: Uint8Array, pixel: number): number {
  const { width, height, labels, means } = regions
  const x = pixel % width
  const y = (pixel - x) / width
  const sides: Side[] = []
  let side: Side | undefined
  for (let row = Math.max(0, y - REACH); row <= Math.min(height - 1, y + REACH); row += 1) {
    for (let column = Math.max(0, x - REACH); column <= Math.min(width - 1, x + REACH); column += 1) {
      const at = row * width + column
      const label = labels[at]!
      if (side?.label !== label) {
        side = sides.find((other) => other.label === label)
        if (!side) sides.push((side = { label, l: 0, a: 0, b: 0, count: 0 }))
      }
      if (doubtful[at] === 1) continue
      side.l += lab.data[at * 3]!
      side.a += lab.data[at * 3 + 1]!
      side.b += lab.data[at * 3 + 2]!
      side.count += 1
    }
  }
  let best = labels[pixel]!
  let least = Infinity
  for (const { label, l, a, b, count } of sides) {
    // A thin thing has no pixels beyond doubt nearby; then all of it stands for it.
    const colour: Lab =
      count === 0
        ? [means[label * 3]!, means[label * 3 + 1]!, means[label * 3 + 2]!]
        : [l / count, a / count, b / count]
    const distance = labDistance(own, colour)
    if (distance < least) {
      least = distance
      best = label
    }
  }
  return best
}

/** Colour of a pixel, a quarter of it from its neighbours on either side: enough against noise, too little to wear a corner. */
function sharpColour({ width, height, data }: Planes, pixel: number): Lab {
  const x = pixel % width
  const y = (pixel - x) / width
  const sum: [number, number, number] = [0, 0, 0]
  for (let row = -1; row <= 1; row += 1) {
    for (let column = -1; column <= 1; column += 1) {
      const weight = ((2 - Math.abs(row)) * (2 - Math.abs(column))) / 16
      const at = (Math.min(height - 1, Math.max(0, y + row)) * width + Math.min(width - 1, Math.max(0, x + column))) * 3
      for (let channel = 0; channel < 3; channel += 1) sum[channel]! += weight * data[at + channel]!
    }
  }
  return labOf(...sum)
}

function majority(labels: Int32Array, { width, height }: Segmentation, pixel: number): number {
  const x = pixel % width
  const y = (pixel - x) / width
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return labels[pixel]!
  const own = labels[pixel]!
  let same = 0
  let other = -1
  let others = 0
  for (let row = -width; row <= width; row += width) {
    for (let column = -1; column <= 1; column += 1) {
      const label = labels[pixel + row + column]!
      if (label === own) same += 1
      else if (other === -1 || label === other) {
        other = label
        others += 1
      }
    }
  }
  return others > same ? other : own
}
