import { Layer } from 'konva/lib/Layer'
import { Shape } from 'konva/lib/Shape'
import { Stage } from 'konva/lib/Stage'
import type { Size } from '../../core/geometry.ts'
import { toImage } from '../../core/geometry.ts'
import type { Editor } from '../editor/editor.ts'
import type { Surface } from '../editor/tools.ts'
import type { HoveredError } from './draw-live.ts'
import { drawLive, errorUnder } from './draw-live.ts'
import type { Frame } from './draw-markers.ts'
import { drawResting } from './draw-markers.ts'
import type { AnswerMarks, MarkerGroups } from './marker-groups.ts'
import { groupMarkers } from './marker-groups.ts'
import type { MatchMarks } from './draw-matches.ts'
import { drawMatches } from './draw-matches.ts'
import { readPalette } from './palette.ts'
import type { PictureLevels } from './picture-levels.ts'
import { createPictureLevels, drawPicture } from './picture-levels.ts'
import { positionsInside } from './point-index.ts'
import { createSplatter } from './splatter.ts'
import { createSprites } from './sprites.ts'
import type { Viewport } from '../editor/viewport.ts'
import { createPointFinder } from './visible-points.ts'

/** A decoded picture and the size of the image it shows; the picture may be smaller than the image. */
export interface Picture {
  readonly bitmap: ImageBitmap
  readonly size: Size
}

/** The three layers on screen. */
export interface CanvasStage extends Omit<Surface, 'readOnly' | 'hit' | 'mark'> {
  showPicture(picture: Picture | undefined): void
  showAnswers(answers: readonly AnswerMarks[], opacity: number): void
  /** Shows what was marked and found, or nothing of the kind. */
  showMatches(matches: MatchMarks | undefined): void
  /** Reads the colours anew: the theme changed. */
  retheme(): void
  resize(width: number, height: number): void
  /** The target nearest to a point of the viewport, within `radius` CSS pixels. */
  hitWithin(point: { readonly x: number; readonly y: number }, radius: number): string | undefined
  close(): void
}

/** How near the mouse must be to an answer's point for its error to be said, CSS pixels. */
const ERROR_RADIUS = 12

/** A layer with one shape, whose sizes are CSS pixels of the viewport. */
function layer(draw: (pen: CanvasRenderingContext2D) => void): Layer {
  const made = new Layer({ listening: false })
  made.add(
    new Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) => draw(context._context),
    }),
  )
  return made
}

/**
 * Puts three layers into `container`: the picture; all markers that rest, as one shape; what is selected, hovered or
 * dragged. Konva neither listens nor keeps a node a marker; each layer draws at most once a frame, and only when what it
 * shows changed: a drag draws the last one alone.
 */
export function createStage(container: HTMLDivElement, editor: Editor, viewport: Viewport): CanvasStage {
  let pixelRatio = window.devicePixelRatio
  let palette = readPalette(container)
  let sprites = createSprites(palette, pixelRatio)
  let picture: Picture | undefined
  let levels: PictureLevels | undefined
  let answers: readonly AnswerMarks[] = []
  let opacity = 1
  let matches: MatchMarks | undefined
  let groups: MarkerGroups | undefined
  let error: HoveredError | undefined
  const finder = createPointFinder()
  const splatter = createSplatter()

  /** Sorted when it is next needed, so that several changes in a row cost one sorting. */
  function grouped(): MarkerGroups {
    const { decision, selection } = editor.getState().document
    groups ??= groupMarkers(decision.targets, selection, answers)
    return groups
  }

  const frame = (pen: CanvasRenderingContext2D): Frame => {
    const { view, size } = viewport.getState()
    return { pen, view, size, sprites, palette, finder, splatter, opacity }
  }

  const pictures = layer((pen) => {
    const { view, size } = viewport.getState()
    if (picture && levels) drawPicture(pen, levels, picture.size, view, size, pixelRatio)
  })
  const resting = layer((pen) => {
    // Below the markers: a number must stay readable.
    if (matches) drawMatches(frame(pen), matches)
    drawResting(frame(pen), grouped())
  })
  const live = layer((pen) => drawLive(frame(pen), grouped(), editor.getState(), error))
  const layers = [pictures, resting, live]

  const stage = new Stage({ container, width: 1, height: 1, listening: false })
  stage.add(pictures, resting, live)
  const drawAll = (): void => layers.forEach((one) => one.batchDraw())
  const drawMarkers = (): void => {
    resting.batchDraw()
    live.batchDraw()
  }

  const stopViewport = viewport.subscribe((now, before) => {
    if (now.view !== before.view || now.size !== before.size) drawAll()
    if (now.pointer === before.pointer) return
    const under = now.pointer && errorUnder(grouped(), now.pointer, ERROR_RADIUS / now.view.scale)
    if (under?.at.x !== error?.at.x || under?.at.y !== error?.at.y) live.batchDraw()
    error = under
  })
  const stopEditor = editor.subscribe((now, before) => {
    // Another item of the same size is another picture all the same: it is shown whole.
    if (now.item?.id !== before.item?.id) viewport.fit()
    const { document } = now
    if (
      document.decision.targets !== before.document.decision.targets ||
      document.selection !== before.document.selection
    ) {
      groups = undefined
      drawMarkers()
    } else if (document !== before.document || now.hovered !== before.hovered || now.crosshair !== before.crosshair)
      live.batchDraw()
  })

  function remake(): void {
    sprites.close()
    palette = readPalette(container)
    sprites = createSprites(palette, pixelRatio)
    drawAll()
  }
  // Numbers drawn before the font was there were drawn in another.
  let closed = false
  void document.fonts.ready.then(() => closed || remake())

  function hitWithin(point: { readonly x: number; readonly y: number }, radius: number): string | undefined {
    const { view } = viewport.getState()
    const { x, y } = toImage(view, point)
    const near = [grouped().selected, grouped().resting].flatMap(({ ids, index }) => {
      const at = index.nearest(x, y, radius / view.scale)
      return at < 0 ? [] : [{ id: ids[at], far: Math.hypot((index.xs[at] ?? 0) - x, (index.ys[at] ?? 0) - y) }]
    })
    return near.sort((a, b) => a.far - b.far)[0]?.id
  }

  return {
    showPicture(next) {
      if (next?.bitmap !== picture?.bitmap) {
        levels?.close()
        levels = next && createPictureLevels(next.bitmap, next.size, () => pictures.batchDraw())
      }
      picture = next
      viewport.open(next?.size)
      pictures.batchDraw()
    },
    showAnswers(next, nextOpacity) {
      if (next !== answers) groups = undefined
      answers = next
      opacity = nextOpacity
      drawMarkers()
    },
    showMatches(next) {
      matches = next
      resting.batchDraw()
    },
    retheme: remake,
    resize(width, height) {
      pixelRatio = window.devicePixelRatio
      for (const one of layers) one.getCanvas().setPixelRatio(pixelRatio)
      stage.size({ width, height })
      viewport.resize({ width, height })
      if (sprites.pixelRatio === pixelRatio) drawAll()
      else remake()
    },
    hitWithin,
    inside: (from, to) =>
      [grouped().resting, grouped().selected].flatMap(({ ids, index }) =>
        positionsInside(
          index,
          Math.min(from.x, to.x),
          Math.min(from.y, to.y),
          Math.max(from.x, to.x),
          Math.max(from.y, to.y),
        ).flatMap((at) => ids[at] ?? []),
      ),
    panBy: (dx, dy) => viewport.panBy(dx, dy),
    close() {
      closed = true
      stopViewport()
      stopEditor()
      levels?.close()
      sprites.close()
      stage.destroy()
    },
  }
}
