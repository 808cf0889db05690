import { assign } from './assignment.ts'
import type { ImagePoint } from './geometry.ts'
import { distance } from './geometry.ts'
import { createPointGrid } from './point-grid.ts'
import { boundsOf, isInRegion } from './region.ts'
import type { Edge } from './tie-breaking.ts'
import type { Target, Targets } from './truth.ts'

/** A target and the point that hit it, by position; `distance` in pixels. */
interface MatchedPair {
  readonly target: number
  readonly point: number
  readonly distance: number
}

/** How the points of an answer lie to the truth. Positions in the lists that were given, ascending; every point is in exactly one list. */
export interface Matching {
  /** In target order. Optional targets that were hit are among them. */
  readonly pairs: readonly MatchedPair[]
  /** Required targets that nothing hit. */
  readonly misses: readonly number[]
  /** Points that hit nothing and lie by no target that was hit. */
  readonly extras: readonly number[]
  /** Points that hit nothing because the target they lie by was hit already. */
  readonly duplicates: readonly number[]
}

/** For each target the points that can hit it: within `radius` pixels, or inside its region; the edge counts. */
function gate(targets: Targets, points: readonly ImagePoint[], radius: number): Edge[][] {
  const grid = createPointGrid(points, Math.max(radius, 1))
  return targets.map((target) => {
    const region = target.region && boundsOf(target.region)
    const bounds = {
      left: Math.min(target.x - radius, region?.left ?? Infinity),
      top: Math.min(target.y - radius, region?.top ?? Infinity),
      right: Math.max(target.x + radius, region?.right ?? -Infinity),
      bottom: Math.max(target.y + radius, region?.bottom ?? -Infinity),
    }
    return grid.near(bounds).flatMap((to) => {
      const point = points[to]
      if (!point) return []
      const cost = distance(target, point)
      return cost <= radius || (target.region && isInRegion(target.region, point)) ? [{ to, cost }] : []
    })
  })
}

/** Groups of targets that share points, each in ascending order. Targets that no point can hit are in none. */
function components(edges: readonly (readonly Edge[])[], pointCount: number): number[][] {
  const targetsOf = Array.from({ length: pointCount }, (): number[] => [])
  for (const [target, list] of edges.entries()) for (const edge of list) targetsOf[edge.to]?.push(target)
  const seen = new Set<number>()
  const groups: number[][] = []
  for (const [start, list] of edges.entries()) {
    if (seen.has(start) || list.length === 0) continue
    seen.add(start)
    const group = [start]
    const visited = new Set<number>()
    for (const target of group)
      for (const { to } of edges[target] ?? []) {
        if (visited.has(to)) continue
        visited.add(to)
        for (const next of targetsOf[to] ?? [])
          if (!seen.has(next)) {
            seen.add(next)
            group.push(next)
          }
      }
    groups.push(group.sort((a, b) => a - b))
  }
  return groups
}

/** Assigns one group. Its points are renumbered in their order, so that the cost matrix is as small as the group. */
function assignGroup(group: readonly number[], edges: readonly (readonly Edge[])[]): MatchedPair[] {
  const points = [...new Set(group.flatMap((target) => (edges[target] ?? []).map((edge) => edge.to)))].sort(
    (a, b) => a - b,
  )
  const position = new Map(points.map((point, index) => [point, index]))
  const rows = group.map((target) =>
    (edges[target] ?? []).map(({ to, cost }) => ({ to: position.get(to) ?? -1, cost })),
  )
  return assign(rows, points.length).flatMap((column, row) => {
    const [target, point] = [group[row], points[column]]
    const cost = rows[row]?.find((edge) => edge.to === column)?.cost
    return target === undefined || point === undefined || cost === undefined ? [] : [{ target, point, distance: cost }]
  })
}

function assignAll(edges: readonly (readonly Edge[])[], pointCount: number): MatchedPair[] {
  return components(edges, pointCount).flatMap((group) => assignGroup(group, edges))
}

/**
 * Matches points with targets one to one as `scoring.md` 2 says: a pair is possible within `radiusPx` or inside the target's
 * region, edges included; as many pairs as possible, then the least total distance, ties by target order, then point order.
 * Optional targets take part after the required ones, with the points that are left, so that they neither help nor hurt.
 * Both lists are in the same full-size upright image frame. Throws RangeError for a radius that is negative or not finite.
 */
export function matchPoints(targets: Targets, points: readonly ImagePoint[], radiusPx: number): Matching {
  if (!(radiusPx >= 0 && Number.isFinite(radiusPx))) throw new RangeError(`${radiusPx} is no radius.`)
  const edges = gate(targets, points, radiusPx)
  const only = (wanted: (target: Target) => boolean, taken: ReadonlySet<number>): Edge[][] =>
    edges.map((list, index) => {
      const target = targets[index]
      return target && wanted(target) ? list.filter((edge) => !taken.has(edge.to)) : []
    })

  const required = assignAll(
    only((target) => target.required, new Set()),
    points.length,
  )
  const optional = assignAll(
    only((target) => !target.required, new Set(required.map((pair) => pair.point))),
    points.length,
  )
  const pairs = [...required, ...optional].sort((a, b) => a.target - b.target)

  const hit = new Set(pairs.map((pair) => pair.target))
  const used = new Set(pairs.map((pair) => pair.point))
  const byHitTarget = new Set(pairs.flatMap((pair) => (edges[pair.target] ?? []).map((edge) => edge.to)))
  const unused = Array.from(points.keys()).filter((point) => !used.has(point))
  return {
    pairs,
    misses: targets.flatMap((target, index) => (target.required && !hit.has(index) ? [index] : [])),
    extras: unused.filter((point) => !byHitTarget.has(point)),
    duplicates: unused.filter((point) => byHitTarget.has(point)),
  }
}
