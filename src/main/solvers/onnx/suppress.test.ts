import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, MOST_BOXES, overlap, suppress } from './suppress.ts'

const box = (left: number, top: number, width: number, height: number, score: number, classIndex = 0): Candidate => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
  score,
  classIndex,
})

test('the overlap of two boxes is what they share of both together', () => {
  // 10 × 10 each, 5 × 10 shared: 50 of 150.
  expect(overlap(box(0, 0, 10, 10, 1), box(5, 0, 10, 10, 1))).toBeCloseTo(1 / 3, 12)
  expect(overlap(box(0, 0, 10, 10, 1), box(10, 0, 10, 10, 1))).toBe(0)
  expect(overlap(box(0, 0, 10, 10, 1), box(0, 0, 10, 10, 1))).toBe(1)
})

test('the best of a heap is kept, other classes stay, and a box that only meets a dropped one stays', () => {
  const best = box(0, 0, 10, 10, 0.9)
  const dropped = box(3, 0, 10, 10, 0.8)
  const chained = box(7, 0, 10, 10, 0.7)
  const other = box(0, 0, 10, 10, 0.6, 1)
  expect(suppress([other, chained, dropped, best], 0.45)).toEqual([best, chained, other])
})

/** The definition, without a grid. */
function plainly(candidates: readonly Candidate[], most: number): Candidate[] {
  const kept: Candidate[] = []
  for (const one of [...candidates].sort((a, b) => b.score - a.score))
    if (!kept.some((other) => other.classIndex === one.classIndex && overlap(other, one) > most)) kept.push(one)
  return kept
}

test('the grid changes nothing but the time', () => {
  const side = fc.integer({ min: 0, max: 120 })
  const candidate = fc
    .tuple(side, side, side, side, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 }))
    .map(([left, top, width, height, score, classIndex]) => box(left, top, width, height, score / 10, classIndex))
  const most = fc.constantFrom(0, 0.3, 0.45, 0.7, 1)
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 120 }), most, (candidates, share) => {
      expect(suppress(candidates, share)).toEqual(plainly(candidates, share))
    }),
  )
})

/** Numbers that look random and are the same each time. */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

test('100,000 boxes, scattered or in one heap, take seconds at most and keep at most 10,000', () => {
  const next = numbers(1)
  const scattered = Array.from({ length: 100_000 }, () =>
    box(next() * 1_200, next() * 1_200, 4 + next() * 60, 4 + next() * 60, next()),
  )
  const heap = Array.from({ length: 100_000 }, () => box(next() * 30, next() * 30, 200, 200, next()))
  const began = performance.now()
  expect(suppress(scattered, 0.45).length).toBeLessThanOrEqual(MOST_BOXES)
  expect(suppress(heap, 0.45).length).toBeLessThan(10)
  // A comparison of all with all would take minutes.
  expect(performance.now() - began).toBeLessThan(15_000)
})
