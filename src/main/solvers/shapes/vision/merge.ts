import { labAt, labDistance } from './oklab.ts'
import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'
import { measure, rootOf } from './segmentation.ts'

/** The border of two regions: the sum of the colour steps across it, from the lower label to the higher, and their number. */
interface Border {
  readonly low: number
  readonly high: number
  steps: number
  l: number
  a: number
  b: number
}

/** Shorter borders, in pixels, are all soft edge and say nothing: two things that touch at a corner. */
const SHORTEST = 12

/**
 * Joins regions between which there is no edge: across their common border the colour changes, on the mean, by less than `step`
 * (OKLab), measured `reach` pixels to either side. A gradient, a soft shadow and the parts of a texture join however far apart their
 * colours are.
 */
export function mergeSoft(lab: Planes, regions: Segmentation, step: number, reach: number): Segmentation {
  const parents = Int32Array.from({ length: regions.count }, (_, label) => label)
  let borders = bordersOf(lab, regions, reach)
  // Neighbours of nearly one colour are one thing, whatever the soft edge of a third that runs along their border.
  for (const { low, high } of borders) {
    if (labDistance(labAt(regions.means, low), labAt(regions.means, high)) < step / 2)
      parents[rootOf(parents, high)] = rootOf(parents, low)
  }
  borders = joinBorders(borders, parents)
  for (;;) {
    const soft = borders
      .filter((border) => border.steps >= SHORTEST && contrast(border) < step)
      .sort((one, other) => contrast(one) - contrast(other))
    if (soft.length === 0) break
    // A region may take in many in a round (the ground does), but none that has itself changed in this round.
    const kept = new Set<number>()
    const gone = new Set<number>()
    for (const { low, high } of soft) {
      if (gone.has(low) || gone.has(high) || kept.has(high)) continue
      kept.add(low)
      gone.add(high)
      parents[high] = low
    }
    borders = joinBorders(borders, parents)
  }
  return measure(
    lab,
    regions.labels.map((label) => rootOf(parents, label)),
  )
}

const contrast = (border: Border): number => Math.hypot(border.l, border.a, border.b) / border.steps

function joinBorders(borders: readonly Border[], parents: Int32Array): Border[] {
  const joined = new Map<number, Border>()
  for (const border of borders) {
    const first = rootOf(parents, border.low)
    const second = rootOf(parents, border.high)
    if (first !== second) add(joined, parents.length, first, second, border)
  }
  return [...joined.values()]
}

function add(
  borders: Map<number, Border>,
  count: number,
  first: number,
  second: number,
  change: { steps: number; l: number; a: number; b: number },
): void {
  const low = Math.min(first, second)
  const high = Math.max(first, second)
  const sign = first === low ? 1 : -1
  const key = low * count + high
  let border = borders.get(key)
  if (!border) borders.set(key, (border = { low, high, steps: 0, l: 0, a: 0, b: 0 }))
  border.steps += change.steps
  border.l += sign * change.l
  border.a += sign * change.a
  border.b += sign * change.b
}

function bordersOf(lab: Planes, regions: Segmentation, reach: number): Border[] {
  const { width, height, labels, count } = regions
  const borders = new Map<number, Border>()
  /** The pixel `reach` further on in the same region, or the last one before the region ends. */
  const inside = (pixel: number, by: number, room: number): number => {
    let at = pixel
    for (let step = 0; step < Math.min(reach, room) && labels[at + by] === labels[pixel]; step += 1) at += by
    return at
  }
  const see = (from: number, to: number) => {
    const one = labels[from]!
    const other = labels[to]!
    if (one === other) return
    const by = to - from
    const x = from % width
    const y = (from - x) / width
    const before = by === 1 ? x : y
    const behind = by === 1 ? width - 2 - x : height - 2 - y
    const near = inside(from, -by, before) * 3
    const far = inside(to, by, behind) * 3
    const { data } = lab
    add(borders, count, one, other, {
      steps: 1,
      l: data[far]! - data[near]!,
      a: data[far + 1]! - data[near + 1]!,
      b: data[far + 2]! - data[near + 2]!,
    })
  }
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      if (x < width - 1) see(pixel, pixel + 1)
      if (y < height - 1) see(pixel, pixel + width)
    }
  }
  return [...borders.values()]
}
