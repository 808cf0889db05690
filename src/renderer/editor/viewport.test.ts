import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_SCALE, MIN_SCALE, toImage, toScreen } from '../../core/geometry.ts'
import { createViewport, isPartHidden } from './viewport.ts'

const image = { width: 2_000, height: 1_000 }

function open() {
  const viewport = createViewport()
  viewport.resize({ width: 800, height: 600 })
  viewport.open(image)
  return viewport
}

test('an image is shown whole, in the middle, and stays so while the window changes its size', () => {
  const viewport = open()
  expect(isPartHidden(viewport.getState())).toBe(false)
  expect(viewport.centre()).toEqual({ x: 1_000, y: 500 })
  viewport.resize({ width: 300, height: 900 })
  expect(isPartHidden(viewport.getState())).toBe(false)
  expect(viewport.centre()).toEqual({ x: 1_000, y: 500 })
})

test('once it was zoomed, what is in the middle stays there while the window changes its size', () => {
  const viewport = open()
  viewport.zoomTo({ x: 300, y: 200 })
  viewport.resize({ width: 500, height: 400 })
  expect(viewport.scale()).toBe(8)
  expect(viewport.centre()?.x).toBeCloseTo(300)
  expect(viewport.centre()?.y).toBeCloseTo(200)
  expect(isPartHidden(viewport.getState())).toBe(true)
})

test('zooming keeps the point under the cursor and stays within 1 to 6,400 %', () => {
  const screen = fc.record({ x: fc.integer({ min: 200, max: 600 }), y: fc.integer({ min: 200, max: 400 }) })
  fc.assert(
    fc.property(screen, fc.double({ min: 1.01, max: 1e6, noNaN: true }), (anchor, factor) => {
      const viewport = open()
      const before = toImage(viewport.getState().view, anchor)
      viewport.zoomAt(anchor, factor)
      const { view } = viewport.getState()
      expect(view.scale).toBeLessThanOrEqual(MAX_SCALE)
      // An anchor beside the image may be given up to keep the image in sight.
      if (before.y >= 0 && before.y <= image.height) {
        expect(toScreen(view, before).x).toBeCloseTo(anchor.x, 5)
        expect(toScreen(view, before).y).toBeCloseTo(anchor.y, 5)
      }
      viewport.zoomAt(anchor, 1e-9)
      expect(viewport.scale()).toBe(MIN_SCALE)
    }),
  )
})

test('the image cannot be pushed out of sight', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e5, max: 1e5 }), fc.integer({ min: -1e5, max: 1e5 }), (dx, dy) => {
      const viewport = open()
      viewport.panBy(dx, dy)
      const { view, size } = viewport.getState()
      const end = toScreen(view, { x: image.width, y: image.height })
      expect(end.x).toBeGreaterThan(0)
      expect(end.y).toBeGreaterThan(0)
      expect(view.x).toBeLessThan(size.width)
      expect(view.y).toBeLessThan(size.height)
    }),
  )
})

test('a point out of view is brought to the middle, one in view stays where it is', () => {
  const viewport = open()
  viewport.zoomTo({ x: 1_000, y: 500 })
  const before = viewport.getState().view
  viewport.reveal({ x: 1_010, y: 505 })
  expect(viewport.getState().view).toBe(before)
  viewport.reveal({ x: 100, y: 100 })
  expect(viewport.centre()?.x).toBeCloseTo(100)
})

test('actual size shows one image pixel on one CSS pixel', () => {
  const viewport = open()
  viewport.actualSize()
  expect(viewport.scale()).toBeCloseTo(1)
})

test('the same size again keeps the view, another size is shown whole', () => {
  const viewport = open()
  viewport.zoomIn()
  const { view } = viewport.getState()
  viewport.open({ ...image })
  expect(viewport.getState().view).toBe(view)
  viewport.open({ width: 50, height: 50 })
  expect(viewport.getState().fitted).toBe(true)
})

test('the point under a mouse that stays where it is changes with the view', () => {
  const viewport = open()
  viewport.pointAt({ x: 400, y: 300 })
  expect(viewport.getState().pointer).toEqual({ x: 1_000, y: 500 })
  viewport.centreOn({ x: 600, y: 400 })
  expect(viewport.getState().pointer?.x).toBeCloseTo(600)
  viewport.pointAt(undefined)
  expect(viewport.getState().pointer).toBeUndefined()
})
