import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hitRadiusPx, itemErrorPx, scoreAnswer } from './scoring.ts'
import type { Target } from './truth.ts'

const target = (x: number, y: number, required = true): Target => ({ id: `${x},${y}`, x, y, label: '', required })
const nothing = { hits: 0, misses: 0, extras: 0, duplicates: 0, meanErrorPx: undefined }

describe('the figures of an answer', () => {
  test('an answer that is the truth is right', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 200 }), y: fc.integer({ min: 0, max: 200 }) })
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), fc.integer({ min: 0, max: 50 }), (points, radius) => {
        const score = scoreAnswer(
          points.map(({ x, y }) => target(x, y)),
          points,
          radius,
        )
        expect(score).toEqual({
          ...nothing,
          hits: points.length,
          meanErrorPx: points.length > 0 ? 0 : undefined,
          exactSet: true,
          verdict: 'right',
        })
      }),
    )
  })

  test('a solver that repeats one right click has one hit and otherwise duplicates', () => {
    const points = Array.from({ length: 8 }, () => ({ x: 11, y: 10 }))
    expect(scoreAnswer([target(10, 10)], points, 5)).toEqual({
      hits: 1,
      misses: 0,
      extras: 0,
      duplicates: 7,
      meanErrorPx: 1,
      exactSet: false,
      verdict: 'wrong',
    })
  })

  test('nothing there and nothing clicked is right; any click is wrong', () => {
    expect(scoreAnswer([], [], 5)).toEqual({ ...nothing, exactSet: true, verdict: 'right' })
    expect(scoreAnswer([], [{ x: 1, y: 1 }], 5)).toMatchObject({ extras: 1, exactSet: false, verdict: 'wrong' })
    expect(scoreAnswer([target(1, 1)], [], 5)).toMatchObject({ misses: 1, exactSet: false, verdict: 'wrong' })
  })

  test('optional targets neither help nor hurt', () => {
    const targets = [target(10, 10), target(50, 50, false)]
    const right = { ...nothing, hits: 1, meanErrorPx: 0, exactSet: true, verdict: 'right' }
    expect(scoreAnswer(targets, [{ x: 10, y: 10 }], 5)).toEqual(right)
    expect(
      scoreAnswer(
        targets,
        [
          { x: 10, y: 10 },
          { x: 53, y: 54 },
        ],
        5,
      ),
    ).toEqual(right)
  })
})

test('the hit radius is pixels or a share of the diagonal', () => {
  expect(hitRadiusPx({ unit: 'px', value: 12 }, { width: 300, height: 400 })).toBe(12)
  expect(hitRadiusPx({ unit: 'diagonal', value: 0.025 }, { width: 300, height: 400 })).toBe(12.5)
})

test('the error of an item is the mean over the answers that hit anything', () => {
  const targets = [target(0, 0), target(100, 0)]
  const answers = [
    {
      points: [
        { x: 3, y: 4 },
        { x: 100, y: 1 },
      ],
    },
    { points: [{ x: 0, y: 1 }] },
    { points: [{ x: 50, y: 50 }] },
  ]
  expect(itemErrorPx(targets, answers, 10)).toBe(2)
  expect(itemErrorPx(targets, answers.slice(2), 10)).toBeUndefined()
  expect(itemErrorPx(targets, [], 10)).toBeUndefined()
})
