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

/** Measures the regions of a label map and numbers them from 0 in the order of their first pixel. Negative labels are not allowed. */
export function measure(planes: Planes, raw: Int32Array): Segmentation {
  const numbers = new Map<number, number>()
  const labels = new Int32Array(raw.length)
  let previous = -1
  let number = 0
  for (let pixel = 0; pixel < raw.length; pixel += 1) {
    const label = raw[pixel]!
    if (label !== previous) {
      number = numbers.get(label) ?? numbers.size
      numbers.set(label, number)
      previous = label
    }
    labels[pixel] = number
  }
  const areas = new Int32Array(numbers.size)
  const sums = new Float64Array(numbers.size * 3)
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const label = labels[pixel]!
    areas[label]! += 1
    for (let channel = 0; channel < 3; channel += 1) sums[label * 3 + channel]! += planes.data[pixel * 3 + channel]!
  }
  const means = Float32Array.from(sums, (sum, index) => sum / areas[Math.floor(index / 3)]!)
  return { width: planes.width, height: planes.height, labels, count: numbers.size, areas, means }
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
