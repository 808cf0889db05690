import { distance } from '../../core/geometry.ts'
import type { Pen } from './marker-shapes.ts'
import { traceArms, traceSolver } from './marker-shapes.ts'
import type { Palette } from './palette.ts'
import { HALO, INK, solverColour, TAG } from './palette.ts'

interface Spot {
  readonly x: number
  readonly y: number
}

/** Height of a tag, and how far its near edge is from the middle of its marker, CSS pixels. */
const HEIGHT = 20
const RIGHT = 18
const BELOW = 22
/** A tag keeps this far from the middle of any target. */
const CLEAR = 12

const covers = (corner: Spot, width: number, spot: Spot): boolean => {
  const near = {
    x: Math.min(Math.max(spot.x, corner.x), corner.x + width),
    y: Math.min(Math.max(spot.y, corner.y), corner.y + HEIGHT),
  }
  return distance(near, spot) < CLEAR
}

/** A tag that has its place already. */
export interface PlacedTag {
  readonly corner: Spot
  readonly width: number
}

/** Whether a tag lies on one of the others. */
export const overlaps = ({ corner, width }: PlacedTag, others: readonly PlacedTag[]): boolean =>
  others.some(
    (other) =>
      corner.x < other.corner.x + other.width &&
      other.corner.x < corner.x + width &&
      Math.abs(corner.y - other.corner.y) < HEIGHT,
  )

/**
 * The top left corner of a tag `width` wide for the marker at `marker`: to its right, else below, else above, wherever it
 * covers none of `targets` and none of the tags in `taken`. Where it would everywhere, it goes to the right. CSS pixels.
 */
export function placeTag(
  marker: Spot,
  width: number,
  targets: readonly Spot[],
  taken: readonly PlacedTag[] = [],
): Spot {
  const right = { x: marker.x + RIGHT, y: marker.y - HEIGHT / 2 }
  const below = { x: marker.x - width / 2, y: marker.y + BELOW }
  const above = { x: marker.x - width / 2, y: marker.y - BELOW - HEIGHT }
  const isFree = (corner: Spot): boolean =>
    !targets.some((target) => covers(corner, width, target)) && !overlaps({ corner, width }, taken)
  return [right, below, above].find(isFree) ?? right
}

function ground(pen: Pen, corner: Spot, width: number, height: number): void {
  pen.beginPath()
  pen.roundRect(corner.x, corner.y, width, height, 4)
  pen.fillStyle = TAG
  pen.fill()
}

const SIGN = 16
/** How near the tag of a place comes to the edge of the viewport, CSS pixels. */
const EDGE = 4

/** The width of a tag that says a fate in words, with a sign for it and one for each solver. */
export const fateTagWidth = (fate: 'missed' | 'extra' | 'duplicate', solvers: number): number =>
  8 + SIGN * (1 + solvers) + { missed: 41, extra: 30, duplicate: 56 }[fate] + 6

function fateSign(pen: Pen, fate: 'missed' | 'extra' | 'duplicate', palette: Palette): void {
  pen.beginPath()
  if (fate === 'missed') pen.arc(0, 0, 4, 0, 2 * Math.PI)
  else if (fate === 'duplicate') traceSolver(pen, 3, 4)
  else {
    pen.moveTo(-3.5, -3.5)
    pen.lineTo(3.5, 3.5)
    pen.moveTo(3.5, -3.5)
    pen.lineTo(-3.5, 3.5)
  }
  pen.setLineDash(fate === 'missed' ? [3, 1.5] : [])
  pen.strokeStyle = { missed: palette.miss, extra: palette.extra, duplicate: palette.duplicate }[fate]
  pen.lineWidth = fate === 'missed' ? 1.75 : 2
  pen.stroke()
  pen.setLineDash([])
}

/** Says what became of a marker, and by which solvers; `corner` from `placeTag`. */
export function drawFateTag(
  pen: Pen,
  corner: Spot,
  fate: 'missed' | 'extra' | 'duplicate',
  slots: readonly number[],
  palette: Palette,
): void {
  ground(pen, corner, fateTagWidth(fate, slots.length), HEIGHT)
  pen.save()
  pen.translate(corner.x + 12, corner.y + HEIGHT / 2)
  fateSign(pen, fate, palette)
  for (const slot of slots) {
    pen.translate(SIGN, 0)
    pen.beginPath()
    traceSolver(pen, slot, 4)
    traceArms(pen, 3.5, 6.5)
    pen.strokeStyle = solverColour(palette, slot)
    pen.lineWidth = 1.5
    pen.stroke()
  }
  pen.font = `500 11px ${palette.font}`
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = HALO
  pen.fillText(fate, 12, 4)
  pen.restore()
}

/** A figure beside a marker; `corner` from `placeTag`. */
export function drawFigureTag(pen: Pen, corner: Spot, text: string, palette: Palette): void {
  pen.font = `500 11px ${palette.font}`
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  ground(pen, corner, pen.measureText(text).width + 16, HEIGHT)
  pen.fillStyle = HALO
  pen.fillText(text, corner.x + 8, corner.y + 14)
}

/**
 * The number and place of a target, 26 px above it, or below where there is no room; never past the edge of a viewport of
 * `size` CSS pixels. Coordinates are image pixels with one decimal.
 */
export function drawPlaceTag(
  pen: Pen,
  marker: Spot,
  number: number,
  place: Spot,
  palette: Palette,
  size: { readonly width: number },
): void {
  const text = `${place.x.toFixed(1)}, ${place.y.toFixed(1)}`
  pen.font = `600 11px ${palette.font}`
  pen.textBaseline = 'alphabetic'
  const numberWidth = Math.max(22, pen.measureText(String(number)).width + 10)
  const width = Math.max(112, numberWidth + 20 + pen.measureText(text).width)
  const left = Math.min(Math.max(marker.x - width / 2, EDGE), size.width - width - EDGE)
  const above = marker.y - 26 - 22
  const corner = { x: Math.round(left), y: Math.round(above < EDGE ? marker.y + 26 : above) }
  ground(pen, corner, width, 22)
  pen.beginPath()
  pen.roundRect(corner.x, corner.y, numberWidth, 22, [4, 0, 0, 4])
  pen.fillStyle = palette.truth
  pen.fill()
  pen.textAlign = 'center'
  pen.fillStyle = INK
  pen.fillText(String(number), corner.x + numberWidth / 2, corner.y + 15)
  pen.textAlign = 'left'
  pen.font = `500 11px ${palette.font}`
  pen.fillStyle = HALO
  pen.fillText(text, corner.x + numberWidth + 8, corner.y + 15)
}
