import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  distance,
  fit,
  isInside,
  MAX_SCALE,
  MIN_SCALE,
  pixelOf,
  rescale,
  toImage,
  toScreen,
  zoomAt,
} from './geometry.ts'

const coordinate = fc.double({ min: -1e5, max: 1e5, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })
const view = fc.record({
  scale: fc.double({ min: MIN_SCALE, max: MAX_SCALE, noNaN: true }),
  x: coordinate,
  y: coordinate,
})
const size = fc.record({ width: fc.integer({ min: 1, max: 32_768 }), height: fc.integer({ min: 1, max: 32_768 }) })

const near = (a: { x: number; y: number }, b: { x: number; y: number }, within: number) =>
  expect(distance(a, b)).toBeLessThanOrEqual(within)

describe('the two frames', () => {
  test('a point goes to the screen and comes back', () => {
    fc.assert(
      fc.property(view, point, (at, of) => {
        near(toImage(at, toScreen(at, of)), of, 1e-6)
      }),
    )
  })

  test('zooming keeps the point under the cursor where it is, within the limits', () => {
    fc.assert(
      fc.property(view, point, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (at, anchor, factor) => {
        const zoomed = zoomAt(at, anchor, factor)
        expect(zoomed.scale).toBeGreaterThanOrEqual(MIN_SCALE)
        expect(zoomed.scale).toBeLessThanOrEqual(MAX_SCALE)
        near(toScreen(zoomed, toImage(at, anchor)), anchor, 1e-3)
      }),
    )
  })

  test('fit shows the whole image in the middle', () => {
    expect(fit({ width: 4_000, height: 3_000 }, { width: 820, height: 620 }, 10)).toEqual({ scale: 0.2, x: 10, y: 10 })
    fc.assert(
      fc.property(size, size, (image, viewport) => {
        const at = fit(image, viewport)
        fc.pre(at.scale > MIN_SCALE)
        const corner = toScreen(at, { x: image.width, y: image.height })
        expect(at.x).toBeGreaterThanOrEqual(-1e-6)
        expect(at.y).toBeGreaterThanOrEqual(-1e-6)
        near(corner, { x: viewport.width - at.x, y: viewport.height - at.y }, 1e-6)
      }),
    )
  })
})

describe('pixels', () => {
  test('the pixel of a point is its floor, and the far edges belong to the last pixel', () => {
    const image = { width: 10, height: 8 }
    expect(pixelOf({ x: 0, y: 0 }, image)).toEqual({ x: 0, y: 0 })
    expect(pixelOf({ x: 3.999, y: 4 }, image)).toEqual({ x: 3, y: 4 })
    expect(pixelOf({ x: 10, y: 8 }, image)).toEqual({ x: 9, y: 7 })
    expect(pixelOf({ x: -3, y: 90 }, image)).toEqual({ x: 0, y: 7 })
  })

  test('the edges are inside', () => {
    const image = { width: 10, height: 8 }
    expect(isInside({ x: 0, y: 8 }, image)).toBe(true)
    expect(isInside({ x: 10.001, y: 0 }, image)).toBe(false)
    expect(isInside({ x: 5, y: -0.001 }, image)).toBe(false)
  })

  test('a point mapped to another size and back is the same point', () => {
    fc.assert(
      fc.property(point, size, size, (of, from, to) => {
        near(rescale(rescale(of, from, to), to, from), of, 1e-6)
      }),
    )
    expect(rescale({ x: 50, y: 50 }, { width: 100, height: 100 }, { width: 400, height: 200 })).toEqual({
      x: 200,
      y: 100,
    })
  })
})
