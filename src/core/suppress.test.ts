import { array, assert, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { suppress } from './suppress.ts'

const square = (x: number, y: number, side: number, score: number) => ({ x, y, width: side, height: side, score })

test('of boxes over each other the best stays', () => {
  const found = suppress([square(10, 10, 20, 0.5), square(12, 10, 20, 0.9), square(60, 10, 20, 0.4)], 10)
  expect(found.map(({ score }) => score)).toEqual([0.9, 0.4])
})

test('a small box inside a large one is the same thing', () => {
  expect(suppress([square(50, 50, 100, 0.8), square(60, 60, 20, 0.7)], 10)).toHaveLength(1)
})

test('boxes that touch are two things', () => {
  expect(suppress([square(10, 10, 20, 0.5), square(30, 10, 20, 0.9)], 10)).toHaveLength(2)
})

test('so many layers as asked for stay', () => {
  const pile = [0.1, 0.2, 0.3, 0.4].map((score) => square(10, 10, 20, score))
  expect(suppress(pile, 10, 2).map(({ score }) => score)).toEqual([0.4, 0.3])
})

test('what is left is best first, never too much, and whatever was left out lies under something better', () => {
  const box = record({
    x: integer({ min: 0, max: 300 }),
    y: integer({ min: 0, max: 300 }),
    width: integer({ min: 1, max: 90 }),
    height: integer({ min: 1, max: 90 }),
    score: integer({ min: 0, max: 1_000 }),
  })
  assert(
    property(array(box, { maxLength: 60 }), (boxes) => {
      const kept = suppress(boxes, 1_000)
      const slow: typeof boxes = []
      for (const one of boxes.toSorted((a, b) => b.score - a.score)) {
        const lies = slow.some((other) => {
          const width =
            Math.min(one.x + one.width / 2, other.x + other.width / 2) -
            Math.max(one.x - one.width / 2, other.x - other.width / 2)
          const height =
            Math.min(one.y + one.height / 2, other.y + other.height / 2) -
            Math.max(one.y - one.height / 2, other.y - other.height / 2)
          const area = Math.max(0, width) * Math.max(0, height)
          return area / Math.min(one.width * one.height, other.width * other.height) > 0.4
        })
        if (!lies) slow.push(one)
      }
      expect(kept).toEqual(slow)
      expect(suppress(boxes, 3)).toEqual(slow.slice(0, 3))
    }),
  )
})
