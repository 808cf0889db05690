import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Form } from '../instruction/request.ts'
import type { Position } from '../picture.ts'
import { formOf } from './form.ts'
import type { Mask } from './mask.ts'
import { momentsOf, traceOutline } from './outline.ts'
import { partsOf } from './split.ts'

type Inside = (x: number, y: number) => boolean

/** Draws what is inside, in units of `size` pixels around the middle, turned by `angle`. */
function draw(inside: Inside, size: number, angle: number): Mask {
  const side = Math.ceil(size * 4) + 2
  const data = new Uint8Array(side * side)
  for (let y = 1; y < side - 1; y += 1) {
    for (let x = 1; x < side - 1; x += 1) {
      const [u, v] = [(x + 0.5 - side / 2) / size, (y + 0.5 - side / 2) / size]
      const [a, b] = [u * Math.cos(angle) + v * Math.sin(angle), v * Math.cos(angle) - u * Math.sin(angle)]
      if (inside(a, b)) data[y * side + x] = 1
    }
  }
  // A thin tip can leave a pixel that hangs together with nothing; what is found in a picture always hangs together.
  for (const [at, value] of data.entries()) {
    if (value === 1 && ![1, -1, side, -side].some((step) => data[at + step] === 1)) data[at] = 0
  }
  return { width: side, height: side, data, left: 0, top: 0 }
}

/** Inside of a regular polygon of radius 1, or of a star where the inner radius is given. */
const corners =
  (count: number, inner?: number): Inside =>
  (x, y) => {
    const part = Math.PI / count
    const angle = Math.abs((((Math.atan2(y, x) % (2 * part)) + 3 * part) % (2 * part)) - part)
    const radius = Math.hypot(x, y)
    if (inner === undefined) return radius * Math.cos(part - angle) < Math.cos(part)
    // Left of the line from a point of the star (angle π / count here) to the corner between two points (angle 0).
    const [px, py] = [radius * Math.cos(angle), radius * Math.sin(angle)]
    const [ox, oy] = [Math.cos(part), Math.sin(part)]
    return (ox - inner) * py - oy * (px - inner) > 0
  }

const forms: Readonly<Record<Exclude<Form, 'ring'>, Inside>> = {
  circle: (x, y) => Math.hypot(x, y) < 1,
  ellipse: (x, y) => Math.hypot(x, y * 1.7) < 1,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.8,
  rectangle: (x, y) => Math.abs(x) < 1 && Math.abs(y) < 0.55,
  triangle: corners(3),
  pentagon: corners(5),
  hexagon: corners(6),
  star: corners(5, 0.42),
  cross: (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.33 && Math.max(Math.abs(x), Math.abs(y)) < 1,
}

test.each(Object.entries(forms))('a %s is seen at any size and turn', (form, inside) => {
  fc.assert(
    fc.property(
      fc.double({ min: 16, max: 60, noNaN: true }),
      fc.double({ min: 0, max: 6.3, noNaN: true }),
      (size, angle) => {
        expect(formOf(traceOutline(draw(inside, size, angle)), false).form).toBe(form)
      },
    ),
    // The first is a square turned by so little that one side has a single step, which looked like the spikes of a star.
    { numRuns: 60, examples: [[27.07576498843531, 6.2999999999999945]] },
  )
})

test('a round outline with ground in its middle is a ring, a square one is nothing known', () => {
  expect(formOf(traceOutline(draw(forms.circle, 30, 0)), true).form).toBe('ring')
  expect(formOf(traceOutline(draw(forms.square, 30, 0)), true).form).toBeUndefined()
})

const crescent: Inside = (x, y) => Math.hypot(x, y) < 1 && Math.hypot(x - 0.7, y) > 0.8
const kite: Inside = (x, y) => Math.abs(y) < (x < 0 ? (x + 0.6) * 1.1 : 0.66 - x * 0.5)

test.each([
  ['crescent', crescent],
  ['kite', kite],
])('a %s is nothing known', (_, inside) => {
  for (const angle of [0, 0.5, 2]) expect(formOf(traceOutline(draw(inside, 40, angle)), false).form).toBeUndefined()
})

describe('things of one colour that touch', () => {
  const apart =
    (inside: Inside, x: number): Inside =>
    (u, v) =>
      inside(u - x, v)
  const both =
    (one: Inside, other: Inside): Inside =>
    (x, y) =>
      one(x, y) || other(x, y)

  test.each<readonly [string, Inside, readonly Form[]]>([
    [
      'two circles',
      both(
        apart((x, y) => Math.hypot(x, y) < 0.82, -0.8),
        apart((x, y) => Math.hypot(x, y) < 0.82, 0.8),
      ),
      ['circle', 'circle'],
    ],
    [
      'a star and a circle',
      both(
        apart(forms.star, 0.75),
        apart((x, y) => Math.hypot(x, y) < 0.75, -0.85),
      ),
      ['circle', 'star'],
    ],
  ])('are taken apart: %s', (_, inside, expected) => {
    const parts = partsOf(traceOutline(draw(inside, 40, 0.4)), [])
    expect(parts.map((part) => part.form ?? 'none').sort()).toEqual(expected)
  })

  test('but one thing stays one', () => {
    for (const inside of Object.values(forms)) expect(partsOf(traceOutline(draw(inside, 30, 1)), [])).toHaveLength(1)
  })
})

test('moments of a box are exact', () => {
  const box: Position[] = [
    { x: 10, y: 20 },
    { x: 16, y: 20 },
    { x: 16, y: 22 },
    { x: 10, y: 22 },
  ]
  const { area, centre, xx, yy, xy } = momentsOf(box)
  expect([area, centre.x, centre.y]).toEqual([12, 13, 21])
  expect([xx, yy, xy].map((value) => value.toFixed(6))).toEqual(['3.000000', '0.333333', '0.000000'])
})
