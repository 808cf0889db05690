import { describe, expect, test } from 'vitest'
import { CannotRead } from './cannot-read.ts'
import type { Picture } from './picture.ts'
import { solveShapes } from './solve-shapes.ts'

type Rgb = readonly [number, number, number]

/** A picture painted by a function of the pixel. */
function paint(width: number, height: number, colourAt: (x: number, y: number) => Rgb): Picture {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.set(colourAt(x, y), (y * width + x) * 3)
  return { width, height, data }
}

const WHITE: Rgb = [255, 255, 255]
const RED: Rgb = [220, 30, 30]
const BLUE: Rgb = [30, 60, 220]

/** A red disc of radius 20 at (60, 50) and a blue square of side 30 with its middle at (150, 90). */
const scene = paint(200, 120, (x, y) => {
  if (Math.hypot(x + 0.5 - 60, y + 0.5 - 50) < 20) return RED
  return Math.max(Math.abs(x + 0.5 - 150), Math.abs(y + 0.5 - 90)) < 15 ? BLUE : WHITE
})

describe('a plain scene', () => {
  test('is answered with centres in reading order', () => {
    const { points } = solveShapes(scene, 'all shapes')
    expect(points.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [60, 50],
      [150, 90],
    ])
  })

  test('has nothing of what it does not hold', () => {
    expect(solveShapes(scene, 'all green stars').points).toEqual([])
  })

  test('refuses what cannot be read before it looks', () => {
    expect(() => solveShapes(scene, 'Click on all traffic lights')).toThrow(CannotRead)
  })
})

test('the object is the largest thing there is', () => {
  const { points } = solveShapes(scene, 'Click the center of the object.')
  expect(points.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[60, 50]])
})

test.each([
  [1, 1],
  [2, 1],
  [3, 200],
  [40, 40],
])('a picture of %i × %i pixels of one colour holds nothing', (width, height) => {
  const empty = paint(width, height, () => BLUE)
  expect(solveShapes(empty, 'all shapes').points).toEqual([])
  expect(solveShapes(empty, 'the object').points).toEqual([])
})

test('points are in the pixels of a picture that is worked on at half its size', () => {
  const large = paint(1_600, 1_200, (x, y) => (Math.hypot(x - 1_000, y - 700) < 120 ? RED : WHITE))
  const [point] = solveShapes(large, 'the red circle').points
  expect(point?.x).toBeCloseTo(1_000.5, 0)
  expect(point?.y).toBeCloseTo(700.5, 0)
})

test('pure noise is no reason to fail', () => {
  let state = 1
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24
  const noise = paint(120, 90, () => [random(), random(), random()])
  for (const { x, y } of solveShapes(noise, 'all shapes').points) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThanOrEqual(120)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThanOrEqual(90)
  }
})
