import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsOf, isInRegion } from './region.ts'
import type { Region } from './truth.ts'

const triangle: Region = {
  kind: 'polygon',
  points: [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 0, y: 10 },
  ],
}
const bay: Region = {
  kind: 'polygon',
  points: [
    { x: 0, y: 0 },
    { x: 5, y: 5 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ],
}

test.each<[string, Region, { x: number; y: number }, boolean]>([
  ['the edge of a circle', { kind: 'circle', x: 1, y: 1, radius: 5 }, { x: 4, y: 5 }, true],
  ['past the edge of a circle', { kind: 'circle', x: 1, y: 1, radius: 5 }, { x: 4, y: 5.001 }, false],
  ['the far corner of a box', { kind: 'box', x: 1, y: 2, width: 3, height: 4 }, { x: 4, y: 6 }, true],
  ['left of a box', { kind: 'box', x: 1, y: 2, width: 3, height: 4 }, { x: 0.999, y: 3 }, false],
  ['inside a triangle', triangle, { x: 3, y: 3 }, true],
  ['the slanted edge of a triangle', triangle, { x: 5, y: 5 }, true],
  ['a corner of a triangle', triangle, { x: 0, y: 10 }, true],
  ['past the slanted edge of a triangle', triangle, { x: 5.001, y: 5 }, false],
  ['on the line of an edge but past its end', triangle, { x: 11, y: 0 }, false],
  ['in the bay of a polygon', bay, { x: 5, y: 4 }, false],
  ['below the bay of a polygon', bay, { x: 5, y: 6 }, true],
])('%s', (_, region, point, inside) => {
  expect(isInRegion(region, point)).toBe(inside)
})

test('what is inside a region is inside its bounds', () => {
  const value = fc.double({ min: -20, max: 20, noNaN: true })
  fc.assert(
    fc.property(
      fc.constantFrom<Region>(triangle, bay, { kind: 'circle', x: 2, y: -3, radius: 7 }),
      value,
      value,
      (region, x, y) => {
        fc.pre(isInRegion(region, { x, y }))
        const { left, top, right, bottom } = boundsOf(region)
        expect(x >= left && x <= right && y >= top && y <= bottom).toBe(true)
      },
    ),
  )
})
