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
/** Half the length of the cross in the middle of a box that has room for it, CSS pixels. */
const CROSS = 4
/** From this many boxes on screen they are drawn bare. */
const DENSE = 1_500

/** The boxes on screen, CSS pixels. */
function seenOf({ view, size }: Frame, boxes: readonly AnswerBox[]): AnswerBox[] {
  const seen: AnswerBox[] = []
  for (const box of boxes) {
    const middle = toScreen(view, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    const width = Math.max(SMALLEST, box.width * view.scale)
    const height = Math.max(SMALLEST, box.height * view.scale)
    const [x, y] = [middle.x - width / 2, middle.y - height / 2]
    if (x <= size.width && y <= size.height && x + width >= 0 && y + height >= 0) seen.push({ x, y, width, height })
  }
  return seen
}

/** One by one: as a single path thousands of boxes that overlap take ten times as long. */
function outline({ pen }: Frame, boxes: readonly AnswerBox[], style: string, line: number): void {
  pen.strokeStyle = style
  pen.lineWidth = line
  for (const { x, y, width, height } of boxes) pen.strokeRect(x, y, width, height)
}

/** Crosses in the middle of boxes, where a target would be; `line` wide, `reach` to each side. */
function cross({ pen }: Frame, boxes: readonly AnswerBox[], style: string, line: number, reach: number): void {
  pen.fillStyle = style
  for (const { x, y, width, height } of boxes) {
    if (Math.min(width, height) < 4 * CROSS) continue
    const [cx, cy] = [x + width / 2, y + height / 2]
    pen.fillRect(cx - reach, cy - line / 2, 2 * reach, line)
    pen.fillRect(cx - line / 2, cy - reach, line, 2 * reach)
  }
}

/** Draws matches as boxes with a cross where a target would be, and examples as dashed boxes. */
export function drawMatches(frame: Frame, { examples, found }: MatchMarks): void {
  const { pen, palette } = frame
  const seen = seenOf(frame, found)
  pen.save()
  if (seen.length < DENSE) {
    outline(frame, seen, CASING, 4)
    cross(frame, seen, CASING, 4, CROSS + 1)
    cross(frame, seen, FOUND, 2, CROSS)
  }
  outline(frame, seen, FOUND, 2)
  const marked = seenOf(frame, examples)
  outline(frame, marked, CASING, 4)
  pen.setLineDash([5, 3])
  outline(frame, marked, palette.truth, 2)
  pen.restore()
}
