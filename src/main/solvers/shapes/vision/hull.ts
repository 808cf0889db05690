import type { Position } from '../picture.ts'
import type { Outline } from './outline.ts'
import { momentsOf } from './outline.ts'

/** Area of the tightest convex line around an outline (A. M. Andrew's monotone chain, 1979). */
export function hullArea(outline: Outline): number {
  const sorted = outline.toSorted((one, other) => one.x - other.x || one.y - other.y)
  return momentsOf([...chain(sorted), ...chain(sorted.toReversed())]).area
}

/** One half of the hull, without its last point, which begins the other half. */
function chain(points: readonly Position[]): Position[] {
  const hull: Position[] = []
  for (const point of points) {
    while (hull.length > 1 && !turnsRight(hull.at(-2)!, hull.at(-1)!, point)) hull.pop()
    hull.push(point)
  }
  return hull.slice(0, -1)
}

const turnsRight = (before: Position, last: Position, next: Position): boolean =>
  (last.x - before.x) * (next.y - before.y) - (last.y - before.y) * (next.x - before.x) > 0
