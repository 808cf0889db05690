import type { Planes } from './planes.ts'

/** A picture cut into regions: `labels` holds the region of each pixel, from 0 without gaps. */
export interface Segmentation {
  readonly width: number
  readonly height: number
  readonly labels: Int32Array
  readonly count: number
  /** Pixels of each region. */
  readonly areas: Int32Array
  /** Mean of each region's three values, interleaved. */
  readonly means: Float32Array
}

/** Measures the regions of a label map and numbers them from 0 in the order of their first pixel. Labels are 0 to the number of pixels. */
export function measure(planes: Planes, raw: Int32Array): Segmentation {
  const numbers = new Int32Array(raw.length + 1).fill(-1)
  const labels = new Int32Array(raw.length)
  let count = 0
  for (let pixel = 0; pixel < raw.length; pixel += 1) {
    const label = raw[pixel]!
    if (numbers[label] === -1) numbers[label] = count++
    labels[pixel] = numbers[label]!
  }
  const areas = new Int32Array(count)
  const sums = new Float64Array(count * 3)
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const label = labels[pixel]!
    areas[label]! += 1
    sums[label * 3]! += planes.data[pixel * 3]!
    sums[label * 3 + 1]! += planes.data[pixel * 3 + 1]!
    sums[label * 3 + 2]! += planes.data[pixel * 3 + 2]!
  }
  const means = Float32Array.from(sums, (sum, index) => sum / areas[Math.floor(index / 3)]!)
  return { width: planes.width, height: planes.height, labels, count, areas, means }
}

/** Root of a label in a forest of parents, shortening the way. */
export function rootOf(parents: Int32Array, label: number): number {
  let root = label
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]!]!
    root = parents[root]!
  }
  return root
}
