import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctionsOf } from './correction.ts'
import type { Target } from './truth.ts'
import { moveTargets, useAnswer } from './truth.ts'

const target = (id: string, x: number, y: number): Target => ({ id, x, y, label: '', required: true })

test('says of every point and target what became of it', () => {
  const targets = [target('a', 10, 10), target('b', 53, 48), target('c', 90, 90)]
  const points = [
    { x: 10, y: 10 },
    { x: 50, y: 50 },
    { x: 20, y: 80 },
  ]
  expect(correctionsOf(targets, points, 5)).toEqual([
    { kind: 'kept', answerPoint: 0, targetId: 'a' },
    { kind: 'moved', answerPoint: 1, targetId: 'b', dx: 3, dy: -2 },
    { kind: 'deleted', answerPoint: 2 },
    { kind: 'added', targetId: 'c' },
  ])
})

test('the rounding of a scaled coordinate is no move', () => {
  expect(correctionsOf([target('a', 10, 10)], [{ x: 10 + 1e-9, y: 10 }], 5)).toEqual([
    { kind: 'kept', answerPoint: 0, targetId: 'a' },
  ])
})

test('applying the corrections to the answer gives the truth', () => {
  const value = fc.integer({ min: 0, max: 100 })
  const points = fc.array(fc.record({ x: value, y: value }), { maxLength: 15 })
  fc.assert(
    fc.property(points, points, fc.integer({ min: 1, max: 30 }), (truth, answer, radius) => {
      const targets = truth.map(({ x, y }, index) => target(`t${index}`, x, y))
      const made = correctionsOf(targets, answer, radius).flatMap((correction) => {
        if (correction.kind === 'deleted') return []
        if (correction.kind === 'added') return targets.filter((one) => one.id === correction.targetId)
        const from = answer[correction.answerPoint] ?? { x: Number.NaN, y: Number.NaN }
        const by = correction.kind === 'moved' ? correction : { dx: 0, dy: 0 }
        return [target(correction.targetId, from.x + by.dx, from.y + by.dy)]
      })
      expect(made.sort((a, b) => a.id.localeCompare(b.id))).toEqual(
        targets.toSorted((a, b) => a.id.localeCompare(b.id)),
      )
    }),
  )
})

test('a used answer is kept whole, until something is moved', () => {
  const points = [
    { x: 1.25, y: 2 },
    { x: 40, y: 50 },
  ]
  const targets = useAnswer(points, ['p', 'q'])
  expect(correctionsOf(targets, points, 10).map((one) => one.kind)).toEqual(['kept', 'kept'])
  expect(correctionsOf(moveTargets(targets, new Set(['q']), 0.5, 0), points, 10)[1]).toEqual({
    kind: 'moved',
    answerPoint: 1,
    targetId: 'q',
    dx: 0.5,
    dy: 0,
  })
})
