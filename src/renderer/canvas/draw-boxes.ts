import { toScreen } from '../../core/geometry.ts'
import type { Frame } from './draw-markers.ts'
import { CASING, solverColour } from './palette.ts'

/** A box that came with a point of an answer: top left corner, image frame, pixels. */
export interface AnswerBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Beyond this many on screen nobody can tell one from another, and the markers say where they are. */
const MOST = 1_000
/** A box no wider than this lies under its marker, CSS pixels. */
const SMALLEST = 12

/** Draws the outlines of one answer's boxes thinly; their centres are its points and have markers. */
export function drawBoxes({ pen, view, size, palette }: Frame, boxes: readonly AnswerBox[], slot: number): void {
  const seen: { x: number; y: number; width: number; height: number }[] = []
  for (const box of boxes) {
    const { x, y } = toScreen(view, box)
    const width = box.width * view.scale
    const height = box.height * view.scale
    if (Math.max(width, height) <= SMALLEST) continue
    if (x > size.width || y > size.height || x + width < 0 || y + height < 0) continue
    seen.push({ x, y, width, height })
  }
  if (seen.length === 0 || seen.length > MOST) return
  pen.beginPath()
  for (const { x, y, width, height } of seen) pen.rect(x, y, width, height)
  pen.strokeStyle = CASING
  pen.lineWidth = 3.5
  pen.stroke()
  pen.strokeStyle = solverColour(palette, slot)
  pen.lineWidth = 1.5
  pen.stroke()
}
