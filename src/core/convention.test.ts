import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerPoint } from './answer.ts'
import type { Convention, Frames } from './convention.ts'
import {
  applyConvention,
  candidateConventions,
  Convention as Conventions,
  conventionFormula,
  conventionTitle,
  fixedConventionOf,
  partsOf,
  resizedSize,
} from './convention.ts'

const frames: Frames = {
  sentSize: { width: 800, height: 600 },
  fullSize: { width: 1600, height: 1200 },
  frameSize: { width: 1092, height: 812 },
}

test.each<[Convention, number, number]>([
  ['sent-pixels', 200, 450],
  ['unit', 0.25, 0.75],
  ['percent', 25, 75],
  ['thousand', 250, 750],
  ['resized-pixels', 273, 609],
  ['sent-pixels-yx', 450, 200],
  ['unit-yx', 0.75, 0.25],
  ['percent-yx', 75, 25],
  ['thousand-yx', 750, 250],
  ['resized-pixels-yx', 609, 273],
])('under %s, %d and %d are the pixel 400, 900', (convention, x, y) => {
  expect(applyConvention([{ x, y }], convention, frames)).toEqual([{ x: 400, y: 900 }])
})

test('a box is mapped with its point, and turned with it', () => {
  const point = { x: 5, y: 20, label: 'car', score: 0.5, box: { x: 0, y: 10, width: 10, height: 20 } }
  expect(applyConvention([point], 'percent', frames)).toEqual([
    { x: 80, y: 240, label: 'car', score: 0.5, box: { x: 0, y: 120, width: 160, height: 240 } },
  ])
  expect(applyConvention([point], 'percent-yx', frames)).toEqual([
    { x: 320, y: 60, label: 'car', score: 0.5, box: { x: 160, y: 0, width: 320, height: 120 } },
  ])
})

test('what the reply names x stays x, and the mark is gone', () => {
  expect(applyConvention([{ x: 1, y: 2, named: true }], 'percent-yx', frames)).toEqual([{ x: 16, y: 24 }])
})

test('points outside stay outside', () => {
  expect(applyConvention([{ x: -10, y: 1_300 }], 'thousand', frames)).toEqual([{ x: -16, y: 1_560 }])
})

test('resized pixels cannot be read without the size they are relative to', () => {
  expect(applyConvention([{ x: 1, y: 2 }], 'resized-pixels', { ...frames, frameSize: undefined })).toBeUndefined()
})

const side = fc.integer({ min: 1, max: 32_768 })
const size = fc.record({ width: side, height: side })
const coordinate = fc.double({ min: -40_000, max: 80_000, noNaN: true })
const point = fc.oneof(
  fc.record({ x: coordinate, y: coordinate }),
  fc
    .record({ x: coordinate, y: coordinate, width: fc.nat(9_999), height: fc.nat(9_999) })
    .map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2, box })),
)

/** The numbers that a model would have written for a point, from the definition of each unit. */
function written(convention: Convention, { sentSize, fullSize, frameSize }: Frames, answer: AnswerPoint): AnswerPoint {
  const { unit, swapped } = partsOf(convention)
  const spans = {
    'sent-pixels': sentSize,
    unit: { width: 1, height: 1 },
    percent: { width: 100, height: 100 },
    thousand: { width: 1_000, height: 1_000 },
    'resized-pixels': frameSize ?? sentSize,
  }
  const across = (value: number) => (value / fullSize.width) * spans[unit].width
  const down = (value: number) => (value / fullSize.height) * spans[unit].height
  const order = (first: number, second: number) => (swapped ? ([second, first] as const) : ([first, second] as const))
  const [x, y] = order(across(answer.x), down(answer.y))
  if (!answer.box) return { x, y }
  const [left, top] = order(across(answer.box.x), down(answer.box.y))
  const [width, height] = order(across(answer.box.width), down(answer.box.height))
  return { x, y, box: { x: left, y: top, width, height } }
}

test('under every convention, the numbers written for points give the points back within a millionth of a pixel', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Conventions.options),
      fc.record({ sentSize: size, fullSize: size, frameSize: size }),
      fc.array(point, { maxLength: 10 }),
      (convention, sizes, points) => {
        const numbers = points.map((one) => written(convention, sizes, one))
        const back = applyConvention(numbers, convention, sizes) ?? []
        expect(back).toHaveLength(points.length)
        for (const [index, { x, y, box }] of back.entries()) {
          const wanted: AnswerPoint = points[index] ?? { x: 0, y: 0 }
          const off = [x - wanted.x, y - wanted.y]
          if (box && wanted.box) {
            off.push(box.x - wanted.box.x, box.y - wanted.box.y)
            off.push(box.width - wanted.box.width, box.height - wanted.box.height)
          }
          expect(box === undefined).toBe(wanted.box === undefined)
          expect(Math.max(...off.map(Math.abs))).toBeLessThan(1e-6)
        }
      },
    ),
  )
})

describe('the size to which a model resizes', () => {
  // Values of `smart_resize` of qwen-vl-utils with factor 28.
  test.each<[number, number, number, number, number]>([
    [1600, 1200, 1_003_520, 1148, 840],
    [1600, 1200, 12_845_056, 1596, 1204],
    [640, 480, 12_845_056, 644, 476],
    [42, 70, 12_845_056, 56, 56],
    [14, 14, 12_845_056, 56, 56],
    [20, 10, 12_845_056, 84, 56],
    [4000, 3000, 12_845_056, 4004, 2996],
    [5000, 4000, 12_845_056, 4004, 3192],
  ])('%d × %d within %d pixels is %d × %d', (width, height, maxPixels, wide, high) => {
    expect(resizedSize({ width, height }, { multiple: 28, maxPixels })).toEqual({ width: wide, height: high })
  })

  test('has sides that are multiples, and stays as it is when it is resized again', () => {
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1e6, max: 1e8 }),
        (from, multiple, maxPixels) => {
          const to = resizedSize(from, { multiple, maxPixels })
          expect(to.width % multiple).toBe(0)
          expect(to.height % multiple).toBe(0)
          if (Math.min(to.width, to.height) > multiple) expect(resizedSize(to, { multiple, maxPixels })).toEqual(to)
        },
      ),
    )
  })
})

test('only a chat model leaves the convention to a person', () => {
  expect(
    (['ucaptcha', 'legacy', 'moondream', 'gemini', 'chat', 'onnx'] as const).map((profile) =>
      fixedConventionOf(profile),
    ),
  ).toEqual(['sent-pixels', 'sent-pixels', 'unit', 'thousand-yx', undefined, 'sent-pixels'])
})

test('every convention is offered once, in words that differ', () => {
  expect(candidateConventions.toSorted()).toEqual(Conventions.options.toSorted())
  expect(new Set(candidateConventions.map(conventionTitle)).size).toBe(10)
  expect(conventionTitle('thousand-yx')).toBe('0 to 1000, y first')
})

test('the formula says what happens to the two numbers', () => {
  expect(conventionFormula('resized-pixels', frames)).toBe('x × 1.465, y × 1.478')
  expect(conventionFormula('unit', frames)).toBe('x × 1600, y × 1200')
  expect(conventionFormula('thousand-yx', frames)).toBe('y × 1.2, x × 1.6')
  expect(conventionFormula('sent-pixels', { ...frames, sentSize: frames.fullSize })).toBe('x, y as they are')
  expect(conventionFormula('resized-pixels', { ...frames, frameSize: undefined })).toBe('resized how is not known')
})
