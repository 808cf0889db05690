import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImagePoint } from './geometry.ts'
import { distance } from './geometry.ts'
import type { Matching } from './matching.ts'
import { matchPoints } from './matching.ts'
import { isInRegion } from './region.ts'
import type { Region, Target, Targets } from './truth.ts'

const target = (x: number, y: number, more: Partial<Target> = {}): Target => ({
  id: `${x},${y}`,
  x,
  y,
  label: '',
  required: true,
  ...more,
})
const at = (...points: [number, number][]): ImagePoint[] => points.map(([x, y]) => ({ x, y }))
const pairsOf = (matching: Matching) => matching.pairs.map((pair) => [pair.target, pair.point])

/** The best assignment by trying all: most pairs, least total, then the first target's lowest point, and so on. */
function bruteForce(targets: Targets, points: readonly ImagePoint[], radius: number): number[] {
  let best: { chosen: number[]; pairs: number; total: number } | undefined
  const rank = (list: readonly number[]) => list.map((point) => (point < 0 ? points.length : point))
  const isEarlier = (a: readonly number[], b: readonly number[]) => {
    const [left, right] = [rank(a), rank(b)]
    const index = left.findIndex((value, position) => value !== right[position])
    return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0)
  }
  const visit = (chosen: number[], total: number) => {
    const here = targets[chosen.length]
    if (!here) {
      const pairs = chosen.filter((point) => point >= 0).length
      const same = best && best.pairs === pairs && Math.abs(best.total - total) < 1e-7
      const better = !best || pairs > best.pairs || (pairs === best.pairs && total < best.total - 1e-7)
      if (better || (same && best && isEarlier(chosen, best.chosen))) best = { chosen, pairs, total }
      return
    }
    visit([...chosen, -1], total)
    for (const [index, point] of points.entries()) {
      const cost = distance(here, point)
      const possible = cost <= radius || (here.region && isInRegion(here.region, point))
      if (possible && !chosen.includes(index)) visit([...chosen, index], total + cost)
    }
  }
  visit([], 0)
  return best?.chosen ?? []
}

const small = fc.integer({ min: 0, max: 12 })
const regions = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('circle' as const), x: small, y: small, radius: fc.integer({ min: 1, max: 6 }) }),
    fc.record({
      kind: fc.constant('box' as const),
      x: small,
      y: small,
      width: fc.integer({ min: 1, max: 6 }),
      height: fc.integer({ min: 1, max: 6 }),
    }),
  ),
  { nil: undefined, freq: 2 },
)
const scene = fc.record({
  targets: fc
    .array(fc.record({ x: small, y: small, region: regions }), { maxLength: 5 })
    .map((list): Targets => list.map(({ x, y, region }) => target(x, y, region ? { region: region as Region } : {}))),
  points: fc.array(fc.record({ x: small, y: small }), { maxLength: 5 }),
  radius: fc.integer({ min: 0, max: 8 }),
})

const shuffle = <T>(list: readonly T[], seeds: readonly number[]): T[] =>
  list
    .map((value, index) => ({ value, key: seeds[index % seeds.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || a.index - b.index)
    .map(({ value }) => value)

const figures = (matching: Matching) => ({
  hits: matching.pairs.length,
  misses: matching.misses.length,
  unused: matching.extras.length + matching.duplicates.length,
})
const total = (matching: Matching) => matching.pairs.reduce((sum, pair) => sum + pair.distance, 0)

describe('one to one, gated', () => {
  test('is what trying all assignments finds, ties included', () => {
    fc.assert(
      fc.property(scene, ({ targets, points, radius }) => {
        const wanted = bruteForce(targets, points, radius).flatMap((point, index) =>
          point < 0 ? [] : [[index, point]],
        )
        expect(pairsOf(matchPoints(targets, points, radius))).toEqual(wanted)
      }),
      { numRuns: 1_500 },
    )
  })

  test('shuffling changes who is named, not what is counted', () => {
    const many = fc.array(fc.record({ x: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: 0, max: 60 }) }), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(many, many, fc.array(fc.nat(), { minLength: 7, maxLength: 60 }), (truth, points, seeds) => {
        const targets = truth.map(({ x, y }) => target(x, y))
        const straight = matchPoints(targets, points, 9)
        const shuffled = matchPoints(shuffle(targets, seeds), shuffle(points, seeds.toReversed()), 9)
        expect(figures(shuffled)).toEqual(figures(straight))
        expect(total(shuffled)).toBeCloseTo(total(straight), 6)
      }),
    )
  })

  test('every point and every target is accounted for once', () => {
    fc.assert(
      fc.property(scene, ({ targets, points, radius }) => {
        const { pairs, misses, extras, duplicates } = matchPoints(targets, points, radius)
        const all = [...pairs.map((pair) => pair.point), ...extras, ...duplicates].sort((a, b) => a - b)
        expect(all).toEqual([...points.keys()])
        expect([...pairs.map((pair) => pair.target), ...misses].sort((a, b) => a - b)).toEqual([...targets.keys()])
      }),
    )
  })

  test('more pairs come before shorter ones', () => {
    // Taking the nearest first would leave the second target without a point.
    expect(pairsOf(matchPoints([target(0, 0), target(10, 0)], at([4, 0], [-9, 0]), 10))).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  test('exactly at the radius, and on the edge of a region, counts', () => {
    expect(pairsOf(matchPoints([target(0, 0)], at([3, 4]), 5))).toEqual([[0, 0]])
    expect(matchPoints([target(0, 0)], at([3, 4.000001]), 5).misses).toEqual([0])
    const box: Region = { kind: 'box', x: 0, y: 0, width: 100, height: 50 }
    expect(pairsOf(matchPoints([target(5, 5, { region: box })], at([100, 50]), 5))).toEqual([[0, 0]])
    expect(matchPoints([target(5, 5, { region: box })], at([100.1, 50]), 5).extras).toEqual([0])
  })

  test('a point by a target that was hit is a duplicate, elsewhere an extra', () => {
    expect(matchPoints([target(0, 0), target(100, 0)], at([1, 0], [2, 0], [50, 0], [0, 0]), 5)).toEqual({
      pairs: [{ target: 0, point: 3, distance: 0 }],
      misses: [1],
      extras: [2],
      duplicates: [0, 1],
    })
  })

  test('an optional target takes what is left and is never missed', () => {
    const targets = [target(0, 0, { required: false }), target(6, 0)]
    expect(matchPoints(targets, at([1, 0]), 10)).toEqual({
      pairs: [{ target: 1, point: 0, distance: 5 }],
      misses: [],
      extras: [],
      duplicates: [],
    })
    expect(pairsOf(matchPoints(targets, at([1, 0], [6, 0]), 10))).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  test('a radius that is none is refused', () => {
    for (const radius of [-1, Number.NaN, Infinity]) expect(() => matchPoints([], [], radius)).toThrow(RangeError)
  })
})

describe('size', () => {
  test('5,000 sparse targets and as many points', () => {
    const targets = Array.from({ length: 5_000 }, (_, index) =>
      target((index % 100) * 40, Math.floor(index / 100) * 40),
    )
    const points = targets.map(({ x, y }, index) => ({ x: x + (index % 7) - 3, y: y + (index % 5) - 2 }))
    const { pairs, misses } = matchPoints(targets, points.toReversed(), 10)
    expect(misses).toEqual([])
    expect(pairs.every((pair) => pair.point === 4_999 - pair.target)).toBe(true)
  })

  test('a dense group of hundreds, with ties everywhere', () => {
    const grid = Array.from({ length: 300 }, (_, index) => ({ x: (index % 20) * 4, y: Math.floor(index / 20) * 4 }))
    const { pairs } = matchPoints(
      grid.map(({ x, y }) => target(x, y)),
      grid.map(({ x, y }) => ({ x: x + 2, y })),
      9,
    )
    expect(pairsOf({ pairs, misses: [], extras: [], duplicates: [] })).toEqual(grid.map((_, index) => [index, index]))
  })

  test('a region far larger than the radius', () => {
    const region: Region = { kind: 'circle', x: 0, y: 0, radius: 1e6 }
    const points = Array.from({ length: 100 }, (_, index) => ({ x: 1_000 + index, y: 0 }))
    expect(pairsOf(matchPoints([target(0, 0, { region })], points, 1))).toEqual([[0, 0]])
  })
})
