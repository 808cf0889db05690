import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { View } from '../../core/geometry.ts'
import { createPointIndex } from './point-index.ts'
import { CROWD, FEW, THIN, createPointFinder } from './visible-points.ts'

const size = { width: 400, height: 300 }
const view = fc.record({
  scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
  x: fc.double({ min: -500, max: 500, noNaN: true }),
  y: fc.double({ min: -500, max: 500, noNaN: true }),
})
const image = fc.double({ min: 0, max: 1_000, noNaN: true })
const points = fc.array(fc.tuple(image, image), { maxLength: 120 })

const indexOf = (all: readonly (readonly [number, number])[]) =>
  createPointIndex(
    Float64Array.from(all, ([x]) => x),
    Float64Array.from(all, ([, y]) => y),
  )
/** Positions found, with where they are on screen and whether they are crowded, in ascending order. */
function find(all: readonly (readonly [number, number])[], at: View) {
  const seen = createPointFinder().find(indexOf(all), at, size)
  return Array.from({ length: seen.count }, (_, place) => ({
    at: seen.at[place] ?? -1,
    x: seen.x[place] ?? 0,
    y: seen.y[place] ?? 0,
    crowded: seen.crowded[place] === 1,
  })).sort((a, b) => a.at - b.at)
}
const strewn = (count: number, step: number): [number, number][] =>
  Array.from({ length: count }, (_, at) => [(at % 100) * step, Math.floor(at / 100) * step])

test('everything on screen is found, and lies where the view puts it', () => {
  fc.assert(
    fc.property(points, view, (all, at) => {
      const seen = find(all, at)
      const found = new Set(seen.map((one) => one.at))
      for (const [index, [x, y]] of all.entries()) {
        const screen = { x: x * at.scale + at.x, y: y * at.scale + at.y }
        const isOnScreen = screen.x >= 0 && screen.y >= 0 && screen.x <= size.width && screen.y <= size.height
        if (isOnScreen) expect(found).toContain(index)
      }
      for (const one of seen) expect(one.x).toBeCloseTo((all[one.at]?.[0] ?? 0) * at.scale + at.x, 6)
    }),
  )
})

test('a marker is crowded exactly where another one on screen is near', () => {
  // Few enough points that no cell holds more than are looked at.
  fc.assert(
    fc.property(fc.array(fc.tuple(image, image), { maxLength: 40 }), view, (all, at) => {
      const seen = find(all, at)
      for (const one of seen) {
        const near = seen.filter((other) => other !== one && Math.hypot(other.x - one.x, other.y - one.y) < CROWD)
        if (one.crowded) expect(near.length).toBeGreaterThan(0)
        else expect(near.length).toBeLessThan(5)
        if (near.length > 0 && seen.length < 6) expect(one.crowded).toBe(true)
      }
    }),
  )
})

test('few markers are all drawn; of many, one for each cell', () => {
  expect(find(strewn(FEW, 1), { scale: 1, x: 0, y: 0 })).toHaveLength(FEW)
  const cells = 100 / THIN
  expect(find(strewn(100 * 100, 1), { scale: 1, x: 0, y: 0 })).toHaveLength(cells * cells)
})

test('panning does not change which markers are left out', () => {
  const all = strewn(100 * 100, 0.7)
  const chosen = (x: number, y: number) => find(all, { scale: 1.3, x, y }).map((one) => one.at)
  const still = chosen(60, 60)
  expect(still.length).toBeLessThan(all.length)
  for (const [x, y] of [
    [61, 60],
    [63.4, 57.9],
    [100.25, 80.5],
  ] as const)
    expect(chosen(x, y)).toEqual(still)
})
