import type { Palette } from './palette.ts'
import { CASING, HALO, INK, RIM } from './palette.ts'

/*
 * The anatomy of every marker, drawn round (0, 0) in CSS pixels. Sizes are those of the look's "Markers".
 */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

const disc = (pen: Pen, radius: number, fill: string): void => {
  pen.beginPath()
  pen.arc(0, 0, radius, 0, 2 * Math.PI)
  pen.fillStyle = fill
  pen.fill()
}

/** Strokes the same lines twice: casing, then colour. */
function cased(pen: Pen, trace: () => void, colour: string, width: number, casing: number): void {
  pen.beginPath()
  trace()
  pen.lineCap = 'round'
  pen.strokeStyle = CASING
  pen.lineWidth = casing
  pen.stroke()
  pen.lineCap = 'butt'
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.stroke()
}

function polygon(pen: Pen, points: readonly (readonly [number, number])[]): void {
  // The first line of a sub-path begins where it ends.
  for (const [x, y] of points) pen.lineTo(x, y)
  pen.closePath()
}

const HEXAGON = [0, 1, 2, 3, 4, 5].map((corner): readonly [number, number] => {
  const angle = (corner * Math.PI) / 3
  return [Math.cos(angle), Math.sin(angle)]
})

/** The outline that tells a solver apart without its colour; `half` is half its width. Solvers past the sixth begin anew. */
export function traceSolver(pen: Pen, slot: number, half: number): void {
  const scaled = (points: readonly (readonly [number, number])[]): void =>
    polygon(
      pen,
      points.map(([x, y]) => [x * half, y * half]),
    )
  switch (slot % 6) {
    case 0:
      pen.moveTo(half, 0)
      pen.arc(0, 0, half, 0, 2 * Math.PI)
      break
    case 1:
      pen.rect(-half * 0.92, -half * 0.92, half * 1.84, half * 1.84)
      break
    case 2:
      scaled([
        [0, -1.08],
        [1.08, 0.82],
        [-1.08, 0.82],
      ])
      break
    case 3:
      scaled([
        [0, -1.08],
        [1.08, 0],
        [0, 1.08],
        [-1.08, 0],
      ])
      break
    case 4:
      scaled(HEXAGON)
      break
    default:
      scaled([
        [-0.83, -0.5],
        [-0.5, -0.83],
        [0, -0.4],
        [0.5, -0.83],
        [0.83, -0.5],
        [0.4, 0],
        [0.83, 0.5],
        [0.5, 0.83],
        [0, 0.4],
        [-0.5, 0.83],
        [-0.83, 0.5],
        [-0.4, 0],
      ])
  }
}

/** The four arms of a cross-hair, each between two distances from its middle. */
export const traceArms = (pen: Pen, from: number, to: number): void => {
  for (const [x, y] of [
    [0, -1],
    [0, 1],
    [-1, 0],
    [1, 0],
  ] as const) {
    pen.moveTo(x * from, y * from)
    pen.lineTo(x * to, y * to)
  }
}

/** Half the width of an answer's shape, and its arms. */
const RING = 12

/** An answer's point: the solver's shape round it, arms, and a small cross on the very pixel. */
export const drawAnswer = (pen: Pen, slot: number, colour: string): void =>
  cased(
    pen,
    () => {
      traceSolver(pen, slot, RING)
      traceArms(pen, 8, 16)
      traceArms(pen, 0, 1.5)
    },
    colour,
    2,
    4,
  )

/** An answer's point among many: the solver's shape alone, small. */
export const drawCrowdedAnswer = (pen: Pen, slot: number, colour: string): void =>
  cased(pen, () => traceSolver(pen, slot, 4.5), colour, 1.75, 3.5)

/** An answer's point that hit nothing. */
export function drawExtra(pen: Pen, slot: number, colour: string, palette: Palette): void {
  cased(pen, () => traceSolver(pen, slot, RING), colour, 2, 4)
  cased(pen, () => crossed(pen, 7), palette.extra, 2.5, 5)
}

const crossed = (pen: Pen, half: number): void => {
  pen.moveTo(-half, -half)
  pen.lineTo(half, half)
  pen.moveTo(half, -half)
  pen.lineTo(-half, half)
}

/** An answer's point on a target that another point of the same answer hit. */
export function drawDuplicate(pen: Pen, slot: number, colour: string, palette: Palette): void {
  cased(pen, () => traceSolver(pen, slot, RING), colour, 2, 4)
  cased(pen, () => traceSolver(pen, 3, 4.5), palette.duplicate, 2.5, 5)
}

/** Round a target that an answer missed. */
export function drawMiss(pen: Pen, palette: Palette): void {
  pen.beginPath()
  pen.arc(0, 0, 18, 0, 2 * Math.PI)
  pen.strokeStyle = CASING
  pen.lineWidth = 4.5
  pen.stroke()
  pen.setLineDash([6.6, 4.71])
  pen.strokeStyle = palette.miss
  pen.lineWidth = 2.5
  pen.stroke()
  pen.setLineDash([])
}

/** Font of a number in the disc: up to three digits have room. */
const numberFont = (text: string): string | undefined => ['600 11px', '600 11px', '600 8.5px'][text.length - 1]

/** A target. The number is left out where it would not fit. */
export function drawTruth(pen: Pen, number: number, palette: Palette): void {
  disc(pen, 10, HALO)
  disc(pen, 9, RIM)
  disc(pen, 7.75, palette.truth)
  const text = String(number)
  const font = numberFont(text)
  if (font === undefined) return
  pen.font = `${font} ${palette.font}`
  pen.textAlign = 'center'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = INK
  pen.fillText(text, 0, text.length > 2 ? 3.1 : 4)
}

/** A target among many. */
export function drawCrowdedTruth(pen: Pen, palette: Palette): void {
  disc(pen, 5, HALO)
  disc(pen, 4.25, RIM)
  disc(pen, 3.4, palette.truth)
}

/** A target among thousands: small enough that the picture is still seen between them. */
export function drawDenseTruth(pen: Pen, palette: Palette): void {
  disc(pen, 3.5, HALO)
  disc(pen, 2.75, RIM)
  disc(pen, 2.1, palette.truth)
}

const ring = (pen: Pen, radius: number, width: number, colour: string): void => {
  pen.beginPath()
  pen.arc(0, 0, radius, 0, 2 * Math.PI)
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.stroke()
}

/** A selected target: open, so that its pixel is seen, with handles. */
export function drawSelected(pen: Pen, palette: Palette): void {
  ring(pen, 15, 6, 'rgb(11 12 13 / 0.6)')
  ring(pen, 15, 4, HALO)
  ring(pen, 15, 2, palette.accent)
  ring(pen, 10.5, 4.5, RIM)
  ring(pen, 10.5, 2.5, palette.truth)
  for (const [colour, width] of [
    ['#0b0c0d', 3],
    [HALO, 1],
  ] as const) {
    pen.beginPath()
    traceArms(pen, 2.5, 8)
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.stroke()
  }
  for (const [x, y] of [
    [0, -15],
    [15, 0],
    [0, 15],
    [-15, 0],
  ] as const) {
    pen.beginPath()
    pen.roundRect(x - 3, y - 3, 6, 6, 1)
    pen.fillStyle = HALO
    pen.fill()
    pen.strokeStyle = '#14315f'
    pen.lineWidth = 1
    pen.stroke()
  }
}

/** A selected target among many. */
export function drawCrowdedSelected(pen: Pen, palette: Palette): void {
  disc(pen, 6.5, HALO)
  disc(pen, 5.5, palette.accent)
  disc(pen, 3.4, palette.truth)
}

/** A selected target among thousands. */
export function drawDenseSelected(pen: Pen, palette: Palette): void {
  disc(pen, 4, HALO)
  disc(pen, 3.2, palette.accent)
}

/** An answer's point among thousands: its colour alone. */
export function drawDenseAnswer(pen: Pen, _slot: number, colour: string): void {
  disc(pen, 3, CASING)
  disc(pen, 2.25, colour)
}

/** A ring round the target under the pointer. */
export function drawHover(pen: Pen, palette: Palette): void {
  ring(pen, 12, 4, CASING)
  ring(pen, 12, 2, palette.accent)
}

/** Where the keyboard would add a target. */
export const drawCrosshair = (pen: Pen, palette: Palette): void =>
  cased(pen, () => traceArms(pen, 4, 22), palette.truth, 1.5, 3.5)
