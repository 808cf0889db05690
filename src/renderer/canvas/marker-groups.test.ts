import { expect, test } from 'vitest'
import { matchPoints } from '../../core/matching.ts'
import type { Target } from '../../core/truth.ts'
import { groupMarkers } from './marker-groups.ts'

const target = (id: string, x: number): Target => ({ id, x, y: 0, label: '', required: true })
const truth = [target('a', 0), target('b', 100), target('c', 200)]
const points = [
  { x: 3, y: 0 },
  { x: 103, y: 0 },
  { x: 104, y: 0 },
  { x: 500, y: 0 },
]
const answer = { slot: 1, points, judged: { targets: truth, matching: matchPoints(truth, points, 10) } }

test('targets keep their numbers whether they rest or are selected', () => {
  const { resting, selected } = groupMarkers(truth, new Set(['b']), [])
  expect([resting.ids, [...resting.numbers]]).toEqual([
    ['a', 'c'],
    [1, 3],
  ])
  expect([selected.ids, [...selected.numbers]]).toEqual([['b'], [2]])
})

test('each point has its fate, each hit its line in the layer of its target, each miss its circle', () => {
  const { answers, restingMisses, tags } = groupMarkers(truth, new Set(['b']), [answer, { ...answer, slot: 4 }])
  expect(answers[0]?.fates).toEqual(['plain', 'plain', 'duplicate', 'extra'])
  expect(answers[0]?.resting).toEqual([{ from: points[0], to: truth[0] }])
  expect(answers[0]?.selected).toEqual([{ from: points[1], to: truth[1] }])
  expect(answers[0]?.errors).toEqual(
    new Map([
      [0, 3],
      [1, 3],
    ]),
  )
  expect(restingMisses).toMatchObject([{ at: truth[2], slots: [1, 4] }])
  expect(tags.map(({ fate, slots }) => [fate, ...slots])).toEqual([
    ['missed', 1, 4],
    ['duplicate', 1],
    ['extra', 1],
    ['duplicate', 4],
    ['extra', 4],
  ])
})

test('a line follows its target that moved since, and goes when the target does', () => {
  const moved = [target('b', 150), target('a', 5)]
  const { answers, restingMisses } = groupMarkers(moved, new Set(), [answer])
  expect(answers[0]?.resting).toEqual([
    { from: points[0], to: moved[1] },
    { from: points[1], to: moved[0] },
  ])
  expect(restingMisses).toEqual([])
})
