import type { Position } from '../picture.ts'
import { fitError } from './fit-error.ts'
import type { Outline } from './outline.ts'

export interface PolygonFit {
  readonly corners: readonly Position[]
  /** Distance between outline and polygon, pixels. */
  readonly error: number
}

/** Share of a side, at both ends, that is left out when its line is fitted: corners are worn by blur and noise. */
const WORN = 0.15

/**
 * Polygons with each of the wanted numbers of corners that lie nearest to an outline. Corners are found by dropping, again and again,
 * the point that changes the surface least (M. Visvalingam and J. D. Whyatt, 1993); then each side is the line through the outline
 * between two corners by total least squares, and corners are where sides meet.
 */
export function fitPolygons(outline: Outline, wanted: readonly number[]): Map<number, PolygonFit> {
  const fits = new Map<number, PolygonFit>()
  const kept = outline.map((_, index) => index)
  const most = Math.max(...wanted)
  const least = Math.min(...wanted)
  while (kept.length > least) {
    kept.splice(leastCorner(outline, kept), 1)
    if (kept.length <= most && wanted.includes(kept.length)) fits.set(kept.length, refine(outline, kept))
  }
  return fits
}

function leastCorner(outline: Outline, kept: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (let at = 0; at < kept.length; at += 1) {
    const before = outline[kept[(at + kept.length - 1) % kept.length]!]!
    const point = outline[kept[at]!]!
    const behind = outline[kept[(at + 1) % kept.length]!]!
    const area = Math.abs((point.x - before.x) * (behind.y - before.y) - (behind.x - before.x) * (point.y - before.y))
    if (area < least) {
      least = area
      best = at
    }
  }
  return best
}

interface Line {
  readonly centre: Position
  readonly direction: Position
}

function refine(outline: Outline, start: readonly number[]): PolygonFit {
  let indices = start
  let corners: readonly Position[] = start.map((index) => outline[index]!)
  for (let round = 0; round < 2; round += 1) {
    const lines = indices.map((from, side) => lineBetween(outline, from, indices[(side + 1) % indices.length]!))
    corners = lines.map((line, side) => {
      const met = meet(lines[(side + lines.length - 1) % lines.length]!, line)
      const seen = outline[indices[side]!]!
      // Sides that are almost parallel meet anywhere; then the corner that was seen is better.
      return met && Math.hypot(met.x - seen.x, met.y - seen.y) < outline.length / 8 ? met : seen
    })
    indices = corners.map((corner, side) => nearestIndex(outline, corner, indices[side]!))
  }
  const squares = outline.map((point) =>
    Math.min(...corners.map((corner, side) => squaredDistance(point, corner, corners[(side + 1) % corners.length]!))),
  )
  return { corners, error: fitError(squares) }
}

function lineBetween(outline: Outline, from: number, to: number): Line {
  const length = (to - from + outline.length) % outline.length
  const worn = Math.min(Math.floor(length * WORN) + 1, Math.max(0, Math.floor((length - 1) / 2)))
  let x = 0
  let y = 0
  let xx = 0
  let yy = 0
  let xy = 0
  let count = 0
  for (let step = worn; step <= length - worn; step += 1) {
    const point = outline[(from + step) % outline.length]!
    x += point.x
    y += point.y
    xx += point.x * point.x
    yy += point.y * point.y
    xy += point.x * point.y
    count += 1
  }
  const centre = { x: x / count, y: y / count }
  const angle =
    Math.atan2(2 * (xy / count - centre.x * centre.y), xx / count - centre.x ** 2 - (yy / count - centre.y ** 2)) / 2
  return { centre, direction: { x: Math.cos(angle), y: Math.sin(angle) } }
}

function meet(one: Line, other: Line): Position | undefined {
  const cross = one.direction.x * other.direction.y - one.direction.y * other.direction.x
  if (Math.abs(cross) < 0.1) return undefined
  const x = other.centre.x - one.centre.x
  const y = other.centre.y - one.centre.y
  const along = (x * other.direction.y - y * other.direction.x) / cross
  return { x: one.centre.x + along * one.direction.x, y: one.centre.y + along * one.direction.y }
}

function nearestIndex(outline: Outline, corner: Position, around: number): number {
  const reach = Math.ceil(outline.length / 20)
  let best = around
  let least = Infinity
  for (let step = -reach; step <= reach; step += 1) {
    const index = (around + step + outline.length) % outline.length
    const distance = Math.hypot(outline[index]!.x - corner.x, outline[index]!.y - corner.y)
    if (distance < least) {
      least = distance
      best = index
    }
  }
  return best
}

function squaredDistance(point: Position, from: Position, to: Position): number {
  const x = to.x - from.x
  const y = to.y - from.y
  const along = Math.min(1, Math.max(0, ((point.x - from.x) * x + (point.y - from.y) * y) / (x * x + y * y || 1)))
  return (point.x - from.x - along * x) ** 2 + (point.y - from.y - along * y) ** 2
}
