import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'
import { measure, rootOf } from './segmentation.ts'

/** Neighbouring pixels further apart than this never join directly, OKLab. */
const FARTHEST = 0.2
const LEVELS = 512

/**
 * Joins pixels into regions of even colour: pairs of neighbours from the most alike to the least, two regions become one where their
 * means differ less than chance explains (statistical region merging; R. Nock and F. Nielsen, 2004, with a normal noise model).
 *
 * @param lab OKLab planes
 * @param tolerance difference of means that is always forgiven, OKLab
 * @param noise standard deviation of a pixel, OKLab
 */
export function growRegions(lab: Planes, tolerance: number, noise: number): Segmentation {
  const { width, height, data } = lab
  const pixels = width * height
  const pairs = sortedPairs(lab)
  const parents = new Int32Array(pixels).map((_, pixel) => pixel)
  const areas = new Int32Array(pixels).fill(1)
  const sums = data.slice()
  // An index, not an iterator: this loop runs for every pair of pixels.
  for (let index = 0; index < pairs.length; index += 1) {
    const pair = pairs[index]!
    const first = pair >> 1
    const a = rootOf(parents, first)
    const b = rootOf(parents, (pair & 1) === 0 ? first + 1 : first + width)
    if (a === b) continue
    const shareA = 1 / areas[a]!
    const shareB = 1 / areas[b]!
    const x = sums[a * 3]! * shareA - sums[b * 3]! * shareB
    const y = sums[a * 3 + 1]! * shareA - sums[b * 3 + 1]! * shareB
    const z = sums[a * 3 + 2]! * shareA - sums[b * 3 + 2]! * shareB
    const limit = tolerance + 2 * noise * Math.sqrt(shareA + shareB)
    if (x * x + y * y + z * z > limit * limit) continue
    const [kept, gone] = areas[a]! >= areas[b]! ? [a, b] : [b, a]
    parents[gone] = kept
    areas[kept]! += areas[gone]!
    sums[kept * 3]! += sums[gone * 3]!
    sums[kept * 3 + 1]! += sums[gone * 3 + 1]!
    sums[kept * 3 + 2]! += sums[gone * 3 + 2]!
  }
  for (let pixel = 0; pixel < pixels; pixel += 1) parents[pixel] = rootOf(parents, pixel)
  return measure(lab, parents)
}

/** Pairs of neighbours by their difference, smallest first: twice the first pixel's number, plus one where the second is below it. */
function sortedPairs({ width, height, data }: Planes): Int32Array {
  const levels = new Int16Array(width * height * 2).fill(-1)
  const starts = new Int32Array(LEVELS + 1)
  const scale = LEVELS / FARTHEST
  const put = (pair: number, from: number, to: number) => {
    const x = data[from]! - data[to]!
    const y = data[from + 1]! - data[to + 1]!
    const z = data[from + 2]! - data[to + 2]!
    const level = Math.floor(Math.sqrt(x * x + y * y + z * z) * scale)
    if (level >= LEVELS) return
    levels[pair] = level
    starts[level + 1]! += 1
  }
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      if (x < width - 1) put(pixel * 2, pixel * 3, pixel * 3 + 3)
      if (y < height - 1) put(pixel * 2 + 1, pixel * 3, (pixel + width) * 3)
    }
  }
  for (let level = 0; level < LEVELS; level += 1) starts[level + 1]! += starts[level]!
  const pairs = new Int32Array(starts[LEVELS]!)
  for (let pair = 0; pair < levels.length; pair += 1) {
    const level = levels[pair]!
    if (level >= 0) pairs[starts[level]!++] = pair
  }
  return pairs
}
