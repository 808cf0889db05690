import { expect, test } from 'vitest'
import type { WantedBoxes } from '../../../core/class-matching.ts'
import { pickBoxes } from './pick-boxes.ts'
import type { Candidate } from './suppress.ts'

const box = (classIndex: number, left: number, top: number, side: number, score: number): Candidate => ({
  classIndex,
  left,
  top,
  right: left + side,
  bottom: top + side,
  score,
})
const [first, second, third, other] = [
  box(0, 50, 10, 10, 0.9),
  box(0, 10, 50, 20, 0.8),
  box(0, 30, 30, 5, 0.7),
  box(1, 0, 0, 50, 0.6),
] as const
const boxes = [first, second, third, other]
const dogs = (order: WantedBoxes['order'], count?: number): WantedBoxes => ({
  classes: [0],
  order,
  ...(count !== undefined && { count }),
})

test.each<[WantedBoxes['order'], readonly Candidate[]]>([
  ['score', [first, second, third]],
  ['largest', [second, first, third]],
  ['smallest', [third, first, second]],
  ['leftmost', [second, third, first]],
  ['rightmost', [first, third, second]],
  ['topmost', [first, third, second]],
  ['bottommost', [second, third, first]],
])('%s: all, or the first of them', (order, sorted) => {
  expect(pickBoxes(boxes, [dogs(order)])).toEqual(sorted)
  expect(pickBoxes(boxes, [dogs(order, 1)])).toEqual(sorted.slice(0, 1))
})

test('wishes are met one after another, each box once', () => {
  expect(pickBoxes(boxes, [{ classes: [1], order: 'score' }, dogs('largest', 1), dogs('score', 2)])).toEqual([
    other,
    second,
    first,
  ])
})
