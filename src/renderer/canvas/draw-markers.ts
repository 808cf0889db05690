import type { ImagePoint, ScreenPoint, View } from '../../core/geometry.ts'
import { distance, toScreen } from '../../core/geometry.ts'
import { drawBoxes } from './draw-boxes.ts'
import type { AnswerGroup, ErrorLine, Fate, MarkerGroups, Miss, TargetGroup } from './marker-groups.ts'
import type { Pen } from './marker-shapes.ts'
import type { Palette } from './palette.ts'
import { CASING, solverColour } from './palette.ts'
import { positionsInside } from './point-index.ts'
import type { Sprite, Sprites } from './sprites.ts'
import { stamp } from './sprites.ts'
import type { Splatter } from './splatter.ts'
import { drawFateTag, fateTagWidth, overlaps, type PlacedTag, placeTag } from './tags.ts'
import type { PointFinder, VisiblePoints } from './visible-points.ts'

/** Everything a layer needs to draw one frame. */
export interface Frame {
  readonly pen: Pen
  readonly view: View
  /** CSS pixels. */
  readonly size: { readonly width: number; readonly height: number }
  readonly sprites: Sprites
  readonly palette: Palette
  readonly finder: PointFinder
  readonly splatter: Splatter
  /** Of answers and what is said of them, 0 to 1. */
  readonly opacity: number
}

/** Beyond this many lines nobody can follow one, and drawing them takes longer than everything else. */
const MOST_LINES = 2_000
/** From this many markers on screen the crowded ones are drawn tiny, and splatted. */
const DENSE = 1_500
/** Fates are spelled out while there are few. */
const MOST_TAGS = 12
/** A shorter line is hidden under the disc, CSS pixels. */
const SHORTEST_LINE = 2

const isNear = ({ size }: Frame, { x, y }: ScreenPoint, margin: number): boolean =>
  x >= -margin && y >= -margin && x <= size.width + margin && y <= size.height + margin

/**
 * Draws the error lines of one answer. `dx`, `dy` is how far the targets are being dragged, image pixels; `gap` is how far
 * from its target a line ends, CSS pixels.
 */
export function drawLines(
  frame: Frame,
  lines: readonly ErrorLine[],
  slot: number,
  { dx, dy, gap } = { dx: 0, dy: 0, gap: 0 },
): void {
  if (lines.length === 0 || lines.length > MOST_LINES) return
  const { pen, view, size, palette } = frame
  pen.beginPath()
  for (const line of lines) {
    const from = toScreen(view, line.from)
    const to = toScreen(view, { x: line.to.x + dx, y: line.to.y + dy })
    if (Math.max(from.x, to.x) < 0 || Math.min(from.x, to.x) > size.width) continue
    if (Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > size.height) continue
    const length = distance(from, to)
    if (length < SHORTEST_LINE + gap) continue
    const rest = gap / length
    pen.moveTo(from.x, from.y)
    pen.lineTo(to.x + (from.x - to.x) * rest, to.y + (from.y - to.y) * rest)
  }
  pen.strokeStyle = CASING
  pen.lineWidth = 4
  pen.stroke()
  pen.strokeStyle = solverColour(palette, slot)
  pen.lineWidth = 2
  pen.stroke()
}

/** The sprites of one kind of marker, from thousands on screen to few. */
interface Detail {
  readonly dense: () => Sprite
  readonly crowded: () => Sprite
  /** By position in the index. */
  readonly roomy: (at: number) => Sprite
}

/** Draws what is on screen in as much detail as there is room for. */
function drawPoints(frame: Frame, seen: VisiblePoints, { dense, crowded, roomy }: Detail): void {
  const { pen, sprites, splatter, size } = frame
  const { pixelRatio } = sprites
  const isDense = seen.count > DENSE
  if (isDense) splatter.splat(pen, dense(), seen, size, pixelRatio)
  const small = crowded()
  for (let place = 0; place < seen.count; place += 1) {
    const isCrowded = seen.crowded[place] === 1
    if (isCrowded && isDense) continue
    const sprite = isCrowded ? small : roomy(seen.at[place] ?? 0)
    stamp(pen, sprite, seen.x[place] ?? 0, seen.y[place] ?? 0, pixelRatio)
  }
}

function drawAnswers(frame: Frame, { index, slot, fates }: AnswerGroup): void {
  const { view, size, sprites, finder } = frame
  const byFate: Record<Fate, Sprite> = {
    plain: sprites.answer(slot),
    extra: sprites.extra(slot),
    duplicate: sprites.duplicate(slot),
  }
  drawPoints(frame, finder.find(index, view, size), {
    dense: () => sprites.denseAnswer(slot),
    crowded: () => sprites.crowdedAnswer(slot),
    roomy: (at) => byFate[fates[at] ?? 'plain'],
  })
}

/** Draws targets, resting or selected. */
export function drawTargets(frame: Frame, { index, numbers }: TargetGroup, look: 'resting' | 'selected'): void {
  const { view, size, sprites, finder } = frame
  const resting: Detail = {
    dense: () => sprites.denseTruth(),
    crowded: () => sprites.crowdedTruth(),
    roomy: (at) => sprites.truth(numbers[at] ?? 0),
  }
  const selected: Detail = {
    dense: () => sprites.denseSelected(),
    crowded: () => sprites.crowdedSelected(),
    roomy: () => sprites.selected(),
  }
  drawPoints(frame, finder.find(index, view, size), look === 'resting' ? resting : selected)
}

/** Draws the circles round missed targets; `dx`, `dy` is how far those are being dragged, image pixels. */
export function drawMisses(frame: Frame, misses: readonly Miss[], dx = 0, dy = 0): void {
  if (misses.length > MOST_LINES) return
  const { pen, view, sprites } = frame
  const sprite = sprites.miss()
  for (const { at } of misses) {
    const { x, y } = toScreen(view, { x: at.x + dx, y: at.y + dy })
    if (isNear(frame, { x, y }, sprite.side)) stamp(pen, sprite, x, y, sprites.pixelRatio)
  }
}

/** How far around a marker its tag may reach, CSS pixels. */
const TAG_REACH = 140

/** Where the targets are that a tag beside `at` could cover, CSS pixels. */
export function targetsAround(view: View, groups: MarkerGroups, at: ImagePoint): readonly ScreenPoint[] {
  const reach = TAG_REACH / view.scale
  return [groups.resting, groups.selected].flatMap(({ index }) =>
    positionsInside(index, at.x - reach, at.y - reach, at.x + reach, at.y + reach).map((one) =>
      toScreen(view, { x: index.xs[one] ?? 0, y: index.ys[one] ?? 0 }),
    ),
  )
}

function drawFateTags(frame: Frame, groups: MarkerGroups): void {
  if (groups.tags.length > MOST_TAGS) return
  const { pen, view, palette } = frame
  const placed: PlacedTag[] = []
  for (const { at, fate, slots } of groups.tags) {
    const marker = toScreen(view, at)
    if (!isNear(frame, marker, 0)) continue
    const width = fateTagWidth(fate, slots.length)
    const corner = placeTag(marker, width, targetsAround(view, groups, at), placed)
    // Two that say the same of two points at one spot are read as one.
    if (overlaps({ corner, width }, placed)) continue
    placed.push({ corner, width })
    drawFateTag(pen, corner, fate, slots, palette)
  }
}

/** Draws all that rests, bottom to top: misses, boxes, answers, error lines, truth, tags. */
export function drawResting(frame: Frame, groups: MarkerGroups): void {
  const { pen } = frame
  pen.globalAlpha = frame.opacity
  drawMisses(frame, groups.restingMisses)
  for (const { boxes, slot } of groups.answers) drawBoxes(frame, boxes, slot)
  for (const answer of groups.answers) drawAnswers(frame, answer)
  for (const { resting, slot } of groups.answers) drawLines(frame, resting, slot)
  pen.globalAlpha = 1
  drawTargets(frame, groups.resting, 'resting')
  // Words stay readable until the answers are nearly gone.
  pen.globalAlpha = Math.min(1, frame.opacity * 2)
  drawFateTags(frame, groups)
  pen.globalAlpha = 1
}
