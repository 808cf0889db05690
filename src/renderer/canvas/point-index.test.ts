import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPointIndex, positionsInside } from './point-index.ts'

/** Points strewn, on one line, or all in one place: what an even grid copes with worst. */
const points = fc.oneof(
  fc.array(
    fc.tuple(fc.double({ min: -50, max: 5_000, noNaN: true }), fc.double({ min: -50, max: 5_000, noNaN: true })),
    {
      maxLength: 200,
    },
  ),
  fc.array(fc.tuple(fc.double({ min: 0, max: 12_000, noNaN: true }), fc.constant(7)), { maxLength: 200 }),
  fc.array(fc.constant([3, 3] as [number, number]), { maxLength: 50 }),
)
const place = fc.double({ min: -100, max: 6_000, noNaN: true })

const indexOf = (all: readonly (readonly [number, number])[]) =>
  createPointIndex(
    Float64Array.from(all, ([x]) => x),
    Float64Array.from(all, ([, y]) => y),
  )

test('finds exactly the points in a rectangle', () => {
  fc.assert(
    fc.property(points, place, place, place, place, (all, x1, y1, x2, y2) => {
      const [left, right, top, bottom] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)]
      const expected = all.flatMap(([x, y], at) => (x >= left && x <= right && y >= top && y <= bottom ? [at] : []))
      const found = [...positionsInside(indexOf(all), left, top, right, bottom)].sort((a, b) => a - b)
      expect(found).toEqual(expected)
    }),
  )
})

test('finds the nearest point within the radius, and of equally near ones the last', () => {
  fc.assert(
    fc.property(points, place, place, fc.double({ min: 0, max: 3_000, noNaN: true }), (all, x, y, radius) => {
      let [best, least] = [-1, radius]
      for (const [at, point] of all.entries()) {
        const far = Math.hypot(point[0] - x, point[1] - y)
        if (far <= least) [best, least] = [at, far]
      }
      expect(indexOf(all).nearest(x, y, radius)).toBe(best)
    }),
  )
})

test('a hundred thousand points in one line or one heap make no more cells than points warrant', () => {
  const line = Float64Array.from({ length: 100_000 }, (_, at) => at)
  const flat = new Float64Array(100_000)
  expect(createPointIndex(line, flat).nearest(77_777.2, 0, 1)).toBe(77_777)
  expect(createPointIndex(flat, flat).nearest(0, 0, 1)).toBe(99_999)
})
