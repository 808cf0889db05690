import { toScreen } from '../../core/geometry.ts'
import type { AnswerBox } from './draw-boxes.ts'
import type { Frame } from './draw-markers.ts'
import { CASING, FOUND } from './palette.ts'

/** What was marked as examples, and what was found that looks like them. Image frame, pixels. */
export interface MatchMarks {
  readonly examples: readonly AnswerBox[]
  /** The boxes of the matches that count. */
  readonly found: readonly AnswerBox[]
}

/** A box that would be smaller is drawn this large, CSS pixels: it must be seen. */
const SMALLEST = 5
/** The cross in the middle of a box is this long, CSS pixels, where the box has room for it. */
const CROSS = 4

/** Adds the outlines of the boxes on screen to the pen's path; with a cross in the middle where `crossed`. */
function trace({ pen, view, size }: Frame, boxes: readonly AnswerBox[], crossed: boolean): void {
  pen.beginPath()
  for (const box of boxes) {
    const middle = toScreen(view, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    const width = Math.max(SMALLEST, box.width * view.scale)
    const height = Math.max(SMALLEST, box.height * view.scale)
    const [left, top] = [middle.x - width / 2, middle.y - height / 2]
    if (left > size.width || top > size.height || left + width < 0 || top + height < 0) continue
    pen.rect(left, top, width, height)
    if (!crossed || Math.min(width, height) < 4 * CROSS) continue
    pen.moveTo(middle.x - CROSS, middle.y)
    pen.lineTo(middle.x + CROSS, middle.y)
    pen.moveTo(middle.x, middle.y - CROSS)
    pen.lineTo(middle.x, middle.y + CROSS)
  }
}

/** Draws matches as boxes with a cross where a target would be, and examples as dashed boxes. Thousands cost one path. */
export function drawMatches(frame: Frame, { examples, found }: MatchMarks): void {
  const { pen, palette } = frame
  pen.save()
  trace(frame, found, true)
  pen.strokeStyle = CASING
  pen.lineWidth = 4
  pen.stroke()
  pen.strokeStyle = FOUND
  pen.lineWidth = 2
  pen.stroke()
  trace(frame, examples, false)
  pen.strokeStyle = CASING
  pen.lineWidth = 4
  pen.stroke()
  pen.setLineDash([5, 3])
  pen.strokeStyle = palette.truth
  pen.lineWidth = 2
  pen.stroke()
  pen.restore()
}
