import type { ImagePoint } from '../../core/geometry.ts'
import { toScreen } from '../../core/geometry.ts'
import type { EditorState } from '../editor/editor.ts'
import type { Frame } from './draw-markers.ts'
import { drawLines, drawMisses, drawTargets, targetsAround } from './draw-markers.ts'
import type { MarkerGroups, TargetGroup } from './marker-groups.ts'
import { drawCrosshair, drawHover } from './marker-shapes.ts'
import { drawFigureTag, drawPlaceTag, placeTag } from './tags.ts'

/** What the live layer needs of the editor. */
export type LiveState = Pick<EditorState, 'document' | 'hovered' | 'crosshair'>

/** An answer's point under the mouse, and how far it is from the target it hit, image pixels. */
export interface HoveredError {
  readonly at: ImagePoint
  readonly errorPx: number
}

/** The answer's point that hit a target and is nearest to `point`, within `radius` image pixels. */
export function errorUnder(groups: MarkerGroups, point: ImagePoint, radius: number): HoveredError | undefined {
  for (const { index, errors } of groups.answers) {
    const at = index.nearest(point.x, point.y, radius)
    const errorPx = errors.get(at)
    if (errorPx !== undefined) return { at: { x: index.xs[at] ?? 0, y: index.ys[at] ?? 0 }, errorPx }
  }
  return undefined
}

/** Inside this radius a selected marker is open, CSS pixels: no line may cover its pixel. */
const OPEN = 9

/** Room for the tag of an error of four digits, CSS pixels. */
const ERROR_TAG = 72

interface Found {
  readonly number: number
  readonly place: ImagePoint
}

function findTarget(group: TargetGroup, id: string): Found | undefined {
  const at = group.ids.indexOf(id)
  if (at < 0) return undefined
  return { number: group.numbers[at] ?? 0, place: { x: group.index.xs[at] ?? 0, y: group.index.ys[at] ?? 0 } }
}

function drawMarquee({ pen, view, palette }: Frame, from: ImagePoint, to: ImagePoint): void {
  const [a, b] = [toScreen(view, from), toScreen(view, to)]
  pen.beginPath()
  pen.rect(
    Math.round(Math.min(a.x, b.x)) + 0.5,
    Math.round(Math.min(a.y, b.y)) + 0.5,
    Math.round(Math.abs(a.x - b.x)),
    Math.round(Math.abs(a.y - b.y)),
  )
  pen.globalAlpha = 0.16
  pen.fillStyle = palette.accent
  pen.fill()
  pen.globalAlpha = 1
  pen.strokeStyle = palette.accent
  pen.lineWidth = 1
  pen.stroke()
}

function drawSelection(frame: Frame, groups: MarkerGroups, by: { dx: number; dy: number }): void {
  const { pen, view } = frame
  const { dx, dy } = by
  pen.globalAlpha = frame.opacity
  drawMisses(frame, groups.selectedMisses, dx, dy)
  for (const { selected, slot } of groups.answers) drawLines(frame, selected, slot, { dx, dy, gap: OPEN })
  pen.globalAlpha = 1
  const moved = { ...frame, view: { ...view, x: view.x + dx * view.scale, y: view.y + dy * view.scale } }
  drawTargets(moved, groups.selected, 'selected')
}

/** Draws what changes while the pointer moves: the selection, what is under the pointer, tags, marquee, cross-hair. */
export function drawLive(
  frame: Frame,
  groups: MarkerGroups,
  { document, hovered, crosshair }: LiveState,
  error: HoveredError | undefined,
): void {
  const { pen, view, palette, size } = frame
  const { gesture } = document
  const by = gesture?.kind === 'move' ? gesture : { dx: 0, dy: 0 }
  drawSelection(frame, groups, by)

  const over = hovered === undefined || gesture ? undefined : findTarget(groups.resting, hovered)
  if (over) {
    const { x, y } = toScreen(view, over.place)
    pen.save()
    pen.translate(x, y)
    drawHover(pen, palette)
    pen.restore()
    drawPlaceTag(pen, { x, y }, over.number, over.place, palette, size)
  }
  if (error && hovered === undefined && !gesture) {
    const corner = placeTag(toScreen(view, error.at), ERROR_TAG, targetsAround(view, groups, error.at))
    drawFigureTag(pen, corner, `${error.errorPx.toFixed(1)} px`, palette)
  }
  const only = groups.selected.ids.length === 1 ? findTarget(groups.selected, groups.selected.ids[0] ?? '') : undefined
  if (only) {
    const place = { x: only.place.x + by.dx, y: only.place.y + by.dy }
    drawPlaceTag(pen, toScreen(view, place), only.number, place, palette, size)
  }
  if (gesture?.kind === 'marquee') drawMarquee(frame, gesture.from, gesture.to)
  if (crosshair) {
    const { x, y } = toScreen(view, crosshair)
    pen.save()
    pen.translate(x, y)
    drawCrosshair(pen, palette)
    pen.restore()
  }
}
