import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Target } from '../../core/truth.ts'
import {
  cancelGesture,
  endGesture,
  openDocument,
  previewMarquee,
  previewMove,
  select,
  selectAll,
  selectedTargets,
  shownAt,
  stepSelection,
  toggle,
  withDecision,
} from './document.ts'

const size = { width: 100, height: 80 }
const coordinate = (most: number) => fc.double({ min: 0, max: most, noNaN: true })
const targets = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    x: coordinate(size.width),
    y: coordinate(size.height),
    label: fc.constant(''),
    required: fc.constant(true),
  }),
  { selector: (target: Target) => target.id, maxLength: 30 },
)
/** A document with some of its targets selected. */
const document = targets.chain((all) =>
  fc
    .subarray(all.map((target) => target.id))
    .map((ids) => select(openDocument({ targets: all, state: 'unreviewed' }), ids)),
)
const delta = fc.double({ min: -500, max: 500, noNaN: true })

test('a move keeps the shape of the group, keeps it in the image, and touches no target', () => {
  fc.assert(
    fc.property(document, delta, delta, (before, dx, dy) => {
      const after = previewMove(before, size, dx, dy)
      expect(after.decision).toBe(before.decision)
      const shifts = selectedTargets(after).map((target) => {
        const place = shownAt(after, target)
        expect(place.x).toBeGreaterThanOrEqual(-1e-9)
        expect(place.y).toBeGreaterThanOrEqual(-1e-9)
        expect(place.x).toBeLessThanOrEqual(size.width + 1e-9)
        expect(place.y).toBeLessThanOrEqual(size.height + 1e-9)
        return [place.x - target.x, place.y - target.y] as const
      })
      for (const [x, y] of shifts) {
        expect(x).toBeCloseTo(shifts[0]?.[0] ?? 0)
        expect(y).toBeCloseTo(shifts[0]?.[1] ?? 0)
      }
    }),
  )
})

test('only the last step of a drag counts', () => {
  fc.assert(
    fc.property(document, delta, delta, delta, delta, (before, x1, y1, x2, y2) => {
      expect(previewMove(previewMove(before, size, x1, y1), size, x2, y2)).toEqual(previewMove(before, size, x2, y2))
    }),
  )
})

test('a cancelled gesture leaves no trace', () => {
  fc.assert(
    fc.property(document, delta, delta, fc.boolean(), (before, dx, dy, extend) => {
      expect(cancelGesture(previewMove(before, size, dx, dy))).toEqual(before)
      const drawn = previewMarquee(before, { x: 0, y: 0 }, { x: dx, y: dy }, ['a', 'b'], extend)
      expect(cancelGesture(drawn)).toEqual(before)
    }),
  )
})

test('a marquee selects what is inside, beside what was selected where it extends', () => {
  const all: Target[] = ['a', 'b', 'c'].map((id) => ({ id, x: 1, y: 1, label: '', required: true }))
  const before = select(openDocument({ targets: all, state: 'unreviewed' }), ['a'])
  const drawn = (extend: boolean) =>
    endGesture(previewMarquee(before, { x: 0, y: 0 }, { x: 9, y: 9 }, ['b', 'gone'], extend)).selection
  expect(drawn(false)).toEqual(new Set(['b']))
  expect(drawn(true)).toEqual(new Set(['a', 'b']))
})

test('stepping goes through all targets in their order and starts over, both ways', () => {
  fc.assert(
    fc.property(targets, (all) => {
      let walked = openDocument({ targets: all, state: 'unreviewed' })
      const names: string[] = []
      for (let step = 0; step < all.length; step += 1) {
        walked = stepSelection(walked, 'next')
        names.push(...walked.selection)
      }
      expect(names).toEqual(all.map((target) => target.id))
      expect(stepSelection(walked, 'next').selection).toEqual(new Set(names.slice(0, 1)))
      expect(stepSelection(stepSelection(walked, 'next'), 'previous').selection).toEqual(walked.selection)
    }),
  )
})

test('stepping goes on where a target was removed', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, x: 1, y: 1, label: '', required: true }))
  const left = openDocument({ targets: [a, b, c] as Target[], state: 'unreviewed' })
  expect([...stepSelection(left, 'next', 1).selection]).toEqual(['b'])
  expect([...stepSelection(left, 'previous', 1).selection]).toEqual(['a'])
  expect([...stepSelection(left, 'next', 3).selection]).toEqual(['a'])
  expect([...stepSelection(left, 'previous', 0).selection]).toEqual(['c'])
})

test('the selection never names what is not there', () => {
  fc.assert(
    fc.property(document, targets, (before, others) => {
      const moving = previewMove(before, size, 1, 1)
      const after = withDecision(moving, { targets: others, state: 'reviewed' })
      const known = new Set(others.map((target) => target.id))
      for (const id of after.selection) expect(known).toContain(id)
      if (after.gesture?.kind === 'move') for (const id of after.gesture.ids) expect(known).toContain(id)
      expect(toggle(after, 'not there').selection).toEqual(after.selection)
    }),
  )
})

test('toggling twice changes nothing; selecting the same again keeps the very set', () => {
  fc.assert(
    fc.property(document, (before) => {
      for (const { id } of before.decision.targets) expect(toggle(toggle(before, id), id)).toEqual(before)
      expect(select(before, before.selection)).toBe(before)
      expect(selectAll(before).selection.size).toBe(before.decision.targets.length)
    }),
  )
})
