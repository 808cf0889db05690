import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'
import { measure } from './segmentation.ts'

/** How far a pixel of no region of its own looks for one, pixels. */
const REACH = 3

/**
 * Gives the pixels of thin regions (soft edges) and small ones (specks, below `smallest` pixels) to the region nearby whose colour is
 * nearest, so that an edge runs where two colours are mixed half and half. A region is thick where a square of `side` pixels
 * fits into it.
 */
export function absorbThin(lab: Planes, regions: Segmentation, side: number, smallest: number): Segmentation {
  const thick = thickRegions(regions, side).map((fits, label) => (regions.areas[label]! < smallest ? 0 : fits))
  if (!thick.includes(1)) return measure(lab, new Int32Array(regions.labels.length))
  const labels = regions.labels.map((label) => (thick[label] === 1 ? label : -1))
  let pending: number[] = []
  for (let pixel = 0; pixel < labels.length; pixel += 1) if (labels[pixel] === -1) pending.push(pixel)
  while (pending.length > 0) {
    const found = pending.map((pixel) => nearestLabel(lab, regions, labels, pixel))
    pending.forEach((pixel, index) => (labels[pixel] = found[index]!))
    pending = pending.filter((pixel) => labels[pixel] === -1)
  }
  return measure(lab, labels)
}

function thickRegions({ labels, width, height, count }: Segmentation, side: number): Uint8Array {
  const thick = new Uint8Array(count)
  // How far the run of equal labels that ends at a pixel reaches to the left, and how many such wide rows lie above it.
  const rows = new Uint16Array(width)
  for (let y = 0; y < height; y += 1) {
    let run = 0
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x
      const label = labels[pixel]!
      run = x > 0 && labels[pixel - 1] === label ? run + 1 : 1
      const continues = y > 0 && labels[pixel - width] === label
      rows[x] = run < side ? 0 : continues ? rows[x]! + 1 : 1
      if (rows[x]! >= side) thick[label] = 1
    }
  }
  return thick
}

function nearestLabel(
  { data }: Planes,
  { width, height, means }: Segmentation,
  labels: Int32Array,
  pixel: number,
): number {
  const x = pixel % width
  const y = (pixel - x) / width
  let best = -1
  let least = Infinity
  let checked = -1
  for (let row = Math.max(0, y - REACH); row <= Math.min(height - 1, y + REACH); row += 1) {
    for (let column = Math.max(0, x - REACH); column <= Math.min(width - 1, x + REACH); column += 1) {
      const label = labels[row * width + column]!
      if (label === -1 || label === checked) continue
      checked = label
      const l = data[pixel * 3]! - means[label * 3]!
      const a = data[pixel * 3 + 1]! - means[label * 3 + 1]!
      const b = data[pixel * 3 + 2]! - means[label * 3 + 2]!
      const distance = l * l + a * a + b * b
      if (distance < least) {
        least = distance
        best = label
      }
    }
  }
  return best
}
