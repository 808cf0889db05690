import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterbox, toPicture } from './letterbox.ts'

test('a wide picture gets grey above and below', () => {
  expect(letterbox({ width: 128, height: 64 }, { width: 64, height: 64 })).toMatchObject({
    inner: { width: 64, height: 32 },
    left: 0,
    top: 16,
  })
})

test('a small picture is enlarged, and the odd pixel is right', () => {
  expect(letterbox({ width: 10, height: 21 }, { width: 63, height: 64 })).toMatchObject({
    inner: { width: 30, height: 64 },
    left: 16,
    top: 0,
  })
})

test('a box is mapped back by hand', () => {
  const box = letterbox({ width: 1280, height: 720 }, { width: 640, height: 640 })
  // Half size, 140 px of grey above.
  expect(toPicture({ left: 100, top: 240, right: 200, bottom: 340 }, box)).toEqual({
    left: 200,
    top: 200,
    right: 400,
    bottom: 400,
  })
  expect(toPicture({ left: -10, top: 130, right: 20, bottom: 150 }, box)).toEqual({
    left: 0,
    top: 0,
    right: 40,
    bottom: 20,
  })
  expect(toPicture({ left: 0, top: 0, right: 640, bottom: 139 }, box)).toBeUndefined()
})

const size = fc.record({ width: fc.integer({ min: 1, max: 12_000 }), height: fc.integer({ min: 1, max: 12_000 }) })
const inputSize = fc.record({ width: fc.integer({ min: 32, max: 1_280 }), height: fc.integer({ min: 32, max: 1_280 }) })

test('the picture lies inside the input, touches two opposite sides, and keeps its shape but for half a pixel', () => {
  fc.assert(
    fc.property(size, inputSize, (picture, input) => {
      const { inner, left, top } = letterbox(picture, input)
      expect(left >= 0 && top >= 0).toBe(true)
      expect(left + inner.width <= input.width && top + inner.height <= input.height).toBe(true)
      expect(inner.width === input.width || inner.height === input.height).toBe(true)
      const scale = Math.min(input.width / picture.width, input.height / picture.height)
      expect(Math.abs(inner.width - Math.max(1, picture.width * scale))).toBeLessThanOrEqual(0.5 + 1e-9)
      expect(Math.abs(inner.height - Math.max(1, picture.height * scale))).toBeLessThanOrEqual(0.5 + 1e-9)
    }),
  )
})

test('there and back again is the same box', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(size, inputSize, share, share, share, share, (picture, input, a, b, c, d) => {
      const box = letterbox(picture, input)
      const before = {
        left: Math.min(a, b) * picture.width,
        right: Math.max(a, b) * picture.width,
        top: Math.min(c, d) * picture.height,
        bottom: Math.max(c, d) * picture.height,
      }
      fc.pre(before.right - before.left > 1e-6 && before.bottom - before.top > 1e-6)
      const x = (value: number) => (value * box.inner.width) / picture.width + box.left
      const y = (value: number) => (value * box.inner.height) / picture.height + box.top
      const after = toPicture(
        { left: x(before.left), right: x(before.right), top: y(before.top), bottom: y(before.bottom) },
        box,
      )
      for (const edge of ['left', 'right', 'top', 'bottom'] as const) expect(after?.[edge]).toBeCloseTo(before[edge], 5)
    }),
  )
})
