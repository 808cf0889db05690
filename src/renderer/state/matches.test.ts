import { array, assert, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { counted, type FoundMatch, withoutKnown } from './matches.ts'

const match = (x: number, y: number, score: number, side = 40): FoundMatch => ({
  x,
  y,
  score,
  box: { x: x - side / 2, y: y - side / 2, width: side, height: side },
})

test('what is as alike as the threshold counts', () => {
  const found = [match(0, 0, 0.9), match(50, 0, 0.8), match(100, 0, 0.79)]
  expect(counted(found, 0.8)).toEqual(found.slice(0, 2))
  expect(counted(found, 0.3)).toEqual(found)
  expect(counted(found, 1)).toEqual([])
})

test('a match on a target is left out, one beside it is not', () => {
  const found = [match(100, 100, 0.9), match(150, 100, 0.9)]
  expect(withoutKnown(found, [{ x: 110, y: 95 }])).toEqual([found[1]])
  expect(withoutKnown(found, [{ x: 120, y: 100 }])).toEqual(found)
  expect(withoutKnown(found, [])).toEqual(found)
})

test('finds the same as comparing every match with every target', () => {
  const place = record({ x: integer({ min: 0, max: 400 }), y: integer({ min: 0, max: 400 }) })
  const some = record({ at: place, side: integer({ min: 2, max: 120 }) })
  assert(
    property(array(some, { maxLength: 20 }), array(place, { maxLength: 20 }), (made, targets) => {
      const found = made.map(({ at, side }) => match(at.x, at.y, 0.9, side))
      const slow = found.filter((one) =>
        targets.every((target) => Math.hypot(target.x - one.x, target.y - one.y) > 0.35 * one.box.width),
      )
      expect(withoutKnown(found, targets)).toEqual(slow)
    }),
  )
})
