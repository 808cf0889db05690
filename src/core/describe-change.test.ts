import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeChange } from './describe-change.ts'
import type { Target, Targets } from './truth.ts'
import { addTarget, moveTargets, relabel, removeTargets, setRequired } from './truth.ts'

const target = (id: string, x = 0, y = 0): Target => ({ id, x, y, label: '', required: true })
const five: Targets = ['a', 'b', 'c', 'd', 'e'].map((id, index) => target(id, index * 10, index))
const only = (...ids: string[]) => new Set(ids)

test.each<[string, Targets]>([
  ['Moved 3 by +4.0, −2.5', moveTargets(five, only('c'), 4, -2.5)],
  ['Moved 2 targets by +0.0, +1.0', moveTargets(five, only('a', 'c'), -0.01, 1)],
  ['Moved 2 targets', moveTargets(moveTargets(five, only('a'), 1, 1), only('b'), 2, 2)],
  ['Added 6', addTarget(five, target('f'))],
  ['Added 2 targets', addTarget(addTarget(five, target('f')), target('g'))],
  ['Removed 2', removeTargets(five, only('b'))],
  ['Removed 2 targets', removeTargets(five, only('b', 'd'))],
  ['Labelled 3 as car', relabel(five, only('c'), 'car')],
  ['Labelled 5 targets as car', relabel(five, only('a', 'b', 'c', 'd', 'e'), 'car')],
  ['Made 2 optional', setRequired(five, only('b'), false)],
  ['Removed 5 targets, added 1', [target('z')]],
  ['Removed 2, moved 2 by +1.0, +1.0', removeTargets(moveTargets(five, only('c'), 1, 1), only('b'))],
  ['Changed the order', [...five.slice(1), ...five.slice(0, 1)]],
  [
    'Changed the region of 1',
    five.map((one) => (one.id === 'a' ? { ...one, region: { kind: 'circle', x: 0, y: 0, radius: 5 } } : one)),
  ],
  ['No change', five.map((one) => ({ ...one }))],
])('%s', (words, after) => {
  expect(describeChange(five, after)).toBe(words)
})

test('the reverse of a change is named too', () => {
  const optional = setRequired(relabel(five, only('b'), 'car'), only('b'), false)
  expect(describeChange(optional, five)).toBe('Took the label off 2, made 2 required')
})

test('always fits a revision', () => {
  const scene = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      x: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      y: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      label: fc.string({ maxLength: 500 }),
      required: fc.boolean(),
    }),
    { selector: (one) => one.id },
  )
  fc.assert(
    fc.property(scene, scene, (before, after) => {
      const words = describeChange(before, after)
      expect(words.length).toBeGreaterThan(0)
      expect(words.length).toBeLessThanOrEqual(300)
      expect(describeChange(after, structuredClone(after))).toBe('No change')
    }),
  )
})
