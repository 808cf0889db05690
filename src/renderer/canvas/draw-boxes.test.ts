import { expect, test } from 'vitest'
import { drawBoxes } from './draw-boxes.ts'
import type { Frame } from './draw-markers.ts'

/** A frame of 100 × 100 CSS pixels at twice the size of the image, whose pen notes the rectangles. */
function frameWithNotes(): { frame: Frame; drawn: number[][] } {
  const drawn: number[][] = []
  const pen = {
    beginPath: () => undefined,
    rect: (...box: number[]) => drawn.push(box),
    stroke: () => undefined,
  }
  const frame = { pen, view: { scale: 2, x: 10, y: 0 }, size: { width: 100, height: 100 }, palette: { solvers: [] } }
  return { frame: frame as unknown as Frame, drawn }
}

test('a box is drawn where it lies on screen', () => {
  const { frame, drawn } = frameWithNotes()
  drawBoxes(frame, [{ x: 5, y: 10, width: 20, height: 15 }], 0)
  expect(drawn).toEqual([[20, 20, 40, 30]])
})

test('boxes out of view, and those that their marker covers, are left out', () => {
  const { frame, drawn } = frameWithNotes()
  drawBoxes(
    frame,
    [
      { x: 60, y: 0, width: 20, height: 20 },
      { x: -30, y: 0, width: 20, height: 20 },
      { x: 5, y: 5, width: 6, height: 6 },
    ],
    0,
  )
  expect(drawn).toEqual([])
})

test('of more than can be told apart none is drawn', () => {
  const { frame, drawn } = frameWithNotes()
  drawBoxes(
    frame,
    Array.from({ length: 1_001 }, () => ({ x: 5, y: 5, width: 20, height: 20 })),
    0,
  )
  expect(drawn).toEqual([])
})
