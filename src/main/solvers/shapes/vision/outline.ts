import type { Position } from '../picture.ts'
import type { Mask } from './mask.ts'

/** A closed line, clockwise as seen on the picture; the last point joins the first. */
export type Outline = readonly Position[]

/** Directions along the pixel corners: right, down, left, up; with the pixels to the right and to the left of a step ahead. */
const STEPS = [
  { x: 1, y: 0, right: [0, 0], left: [0, -1] },
  { x: 0, y: 1, right: [-1, 0], left: [0, 0] },
  { x: -1, y: 0, right: [-1, -1], left: [-1, 0] },
  { x: 0, y: -1, right: [0, -1], left: [-1, -1] },
] as const

/** The outer edge of the first part of a mask, in the picture's pixels: the middles of the pixel sides it runs along. */
export function traceOutline({ width, height, data, left, top }: Mask): Outline {
  const start = data.indexOf(1)
  const isSet = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1
  const origin = { x: start % width, y: Math.floor(start / width) }
  const points: Position[] = []
  let { x, y } = origin
  let heading = 0
  do {
    const step = STEPS[heading]!
    points.push({ x: x + step.x / 2 + left, y: y + step.y / 2 + top })
    x += step.x
    y += step.y
    // Parts that touch only at a corner are two: turn right wherever that keeps a pixel on the right hand.
    for (const turn of [1, 0, 3]) {
      const next = STEPS[(heading + turn) % 4]!
      if (!isSet(x + next.right[0], y + next.right[1]) || isSet(x + next.left[0], y + next.left[1])) continue
      heading = (heading + turn) % 4
      break
    }
  } while (x !== origin.x || y !== origin.y || heading !== 0)
  return points
}

/** Evenly spaced points along an outline, each the mean of the outline around it, which takes the pixel steps out of it. */
export function resample(outline: Outline, count: number): Outline {
  const length = outline.length
  if (length <= count) return smooth(outline, 1)
  const spacing = length / count
  return Array.from({ length: count }, (_, index) => meanAround(outline, index * spacing, Math.max(1, spacing / 2)))
}

const smooth = (outline: Outline, radius: number): Outline =>
  outline.map((_, index) => meanAround(outline, index, radius))

function meanAround(outline: Outline, centre: number, radius: number): Position {
  let x = 0
  let y = 0
  let count = 0
  for (let at = Math.ceil(centre - radius); at <= centre + radius; at += 1) {
    const point = outline[((at % outline.length) + outline.length) % outline.length]!
    x += point.x
    y += point.y
    count += 1
  }
  return { x: x / count, y: y / count }
}

/** Area and moments of the surface inside a closed line (Green's theorem). */
export interface Moments {
  readonly area: number
  readonly centre: Position
  /** Variances along x and y, and their covariance, square pixels. */
  readonly xx: number
  readonly yy: number
  readonly xy: number
}

export function momentsOf(outline: Outline): Moments {
  let area = 0
  let x = 0
  let y = 0
  let xx = 0
  let yy = 0
  let xy = 0
  // Relative to the first point: far from the origin the sums would lose digits.
  const origin = outline[0]!
  outline.forEach((point, index) => {
    const following = outline[(index + 1) % outline.length]!
    const a = { x: point.x - origin.x, y: point.y - origin.y }
    const b = { x: following.x - origin.x, y: following.y - origin.y }
    const cross = a.x * b.y - b.x * a.y
    area += cross / 2
    x += ((a.x + b.x) * cross) / 6
    y += ((a.y + b.y) * cross) / 6
    xx += ((a.x * a.x + a.x * b.x + b.x * b.x) * cross) / 12
    yy += ((a.y * a.y + a.y * b.y + b.y * b.y) * cross) / 12
    xy += ((2 * a.x * a.y + a.x * b.y + b.x * a.y + 2 * b.x * b.y) * cross) / 24
  })
  const mean = { x: x / area, y: y / area }
  return {
    area,
    centre: { x: mean.x + origin.x, y: mean.y + origin.y },
    xx: xx / area - mean.x * mean.x,
    yy: yy / area - mean.y * mean.y,
    xy: xy / area - mean.x * mean.y,
  }
}

/** Whether a point lies inside a closed line. */
export function encloses(outline: Outline, { x, y }: Position): boolean {
  let inside = false
  outline.forEach((a, index) => {
    const b = outline[(index + 1) % outline.length]!
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  })
  return inside
}
