import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Target, Targets } from './truth.ts'
import {
  addTarget,
  moveTargets,
  placeTarget,
  relabel,
  removeTargets,
  setRequired,
  Targets as TargetsSchema,
  useAnswer,
} from './truth.ts'

const target = (id: string, x: number, y: number, more: Partial<Target> = {}): Target => ({
  id,
  x,
  y,
  label: '',
  required: true,
  ...more,
})
const three: Targets = [target('a', 10, 10), target('b', 20, 20), target('c', 30, 30)]

const scene = fc
  .array(fc.record({ x: fc.integer({ min: -50, max: 500 }), y: fc.integer({ min: -50, max: 500 }) }), { maxLength: 20 })
  .map((points): Targets => points.map(({ x, y }, index) => target(`t${index}`, x, y)))
const ids = fc
  .array(fc.integer({ min: 0, max: 25 }), { maxLength: 10 })
  .map((list) => new Set(list.map((n) => `t${n}`)))

describe('edits', () => {
  test('change only what they name, and nothing in place', () => {
    fc.assert(
      fc.property(scene, ids, (before, chosen) => {
        const copy = structuredClone(before)
        const results = [
          moveTargets(before, chosen, 3, -4),
          relabel(before, chosen, 'car'),
          setRequired(before, chosen, false),
          removeTargets(before, chosen),
          addTarget(before, target('new', 1, 2)),
        ]
        expect(before).toEqual(copy)
        for (const after of results) {
          expect(TargetsSchema.safeParse(after).success).toBe(true)
          for (const old of before) if (!chosen.has(old.id)) expect(after).toContain(old)
        }
      }),
    )
  })

  test('a move and its reverse give the same targets', () => {
    fc.assert(
      fc.property(scene, ids, fc.integer(), fc.integer(), (before, chosen, dx, dy) => {
        expect(moveTargets(moveTargets(before, chosen, dx, dy), chosen, -dx, -dy)).toEqual(before)
      }),
    )
  })

  test('an added target is the last, a removed one is gone', () => {
    const four = addTarget(three, target('d', 1, 1))
    expect(four.map((one) => one.id)).toEqual(['a', 'b', 'c', 'd'])
    expect(removeTargets(four, new Set(['b', 'd', 'none'])).map((one) => one.id)).toEqual(['a', 'c'])
  })

  test('a region goes with its target', () => {
    const targets = [
      target('a', 5, 5, { region: { kind: 'circle', x: 5, y: 5, radius: 3 } }),
      target('b', 5, 5, {
        region: {
          kind: 'polygon',
          points: [
            { x: 0, y: 0 },
            { x: 9, y: 0 },
            { x: 5, y: 9 },
          ],
        },
      }),
    ]
    expect(placeTarget(targets, 'a', 7, 4)[0]).toEqual(
      target('a', 7, 4, { region: { kind: 'circle', x: 7, y: 4, radius: 3 } }),
    )
    expect(moveTargets(targets, new Set(['b']), 1, 2)[1]?.region).toEqual({
      kind: 'polygon',
      points: [
        { x: 1, y: 2 },
        { x: 10, y: 2 },
        { x: 6, y: 11 },
      ],
    })
  })
})

describe('using an answer', () => {
  test('makes one target a point, in order, and keeps labels', () => {
    expect(
      useAnswer(
        [
          { x: 1.5, y: -2 },
          { x: 3, y: 4, label: 'car' },
        ],
        ['p', 'q'],
      ),
    ).toEqual([target('p', 1.5, -2), target('q', 3, 4, { label: 'car' })])
    expect(useAnswer([], [])).toEqual([])
  })

  test('a box becomes the acceptance region, unless it has no area', () => {
    const box = { x: 1, y: 2, width: 10, height: 6 }
    expect(
      useAnswer(
        [
          { x: 6, y: 5, box },
          { x: 1, y: 5, box: { ...box, width: 0 } },
        ],
        ['p', 'q'],
      ),
    ).toEqual([target('p', 6, 5, { region: { kind: 'box', ...box } }), target('q', 1, 5)])
  })

  test('too few ids are refused', () => {
    expect(() => useAnswer([{ x: 1, y: 2 }], [])).toThrow(RangeError)
  })
})
