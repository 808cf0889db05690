import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlaps, placeTag } from './tags.ts'

const marker = { x: 100, y: 100 }

test('a tag goes to the right, else below, else above', () => {
  expect(placeTag(marker, 80, [])).toEqual({ x: 118, y: 90 })
  expect(placeTag(marker, 80, [{ x: 150, y: 100 }])).toEqual({ x: 60, y: 122 })
  expect(
    placeTag(marker, 80, [
      { x: 150, y: 100 },
      { x: 90, y: 130 },
    ]),
  ).toEqual({ x: 60, y: 58 })
})

test('a tag goes where no other lies', () => {
  const first = { corner: placeTag(marker, 80, []), width: 80 }
  const second = placeTag({ x: 104, y: 106 }, 80, [], [first])
  expect(overlaps({ corner: second, width: 80 }, [first])).toBe(false)
})

test('a tag covers no target where there is a free side', () => {
  const spot = fc.record({ x: fc.integer({ min: 0, max: 250 }), y: fc.integer({ min: 0, max: 250 }) })
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 4 }), (targets) => {
      const corner = placeTag(marker, 80, targets)
      const covered = targets.filter(
        ({ x, y }) => x > corner.x && x < corner.x + 80 && y > corner.y && y < corner.y + 20,
      )
      // Only a tag that found no free side, and went to the right, may cover one.
      if (corner.x !== 118) expect(covered).toEqual([])
    }),
  )
})
