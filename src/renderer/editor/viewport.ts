import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ImagePoint, ScreenPoint, Size, View } from '../../core/geometry.ts'
import { fit, toImage, toScreen, zoomAt } from '../../core/geometry.ts'
import type { CanvasControl } from './command-context.ts'

/** How the image lies on the viewport now. */
export interface ViewportState {
  readonly view: View
  /** CSS pixels; 0 × 0 until the canvas is on screen. */
  readonly size: { readonly width: number; readonly height: number }
  /** The image that is shown, full size. */
  readonly image: Size | undefined
  /** The point of the image under the mouse, or nothing while it is elsewhere. May lie outside the image. */
  readonly pointer: ImagePoint | undefined
  /** Whether the view is the one `fit` gave; it then follows the size of the viewport. */
  readonly fitted: boolean
}

/** Zoom and pan. Views read it, commands steer it, the canvas draws it. */
export interface Viewport
  extends CanvasControl, Pick<StoreApi<ViewportState>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Shows another image, whole. The same size again changes nothing. */
  open(image: Size | undefined): void
  resize(size: ViewportState['size']): void
  /** Moves the picture by CSS pixels. */
  panBy(dx: number, dy: number): void
  zoomAt(anchor: ScreenPoint, factor: number): void
  /** Puts a point of the image in the middle. */
  centreOn(point: ImagePoint): void
  /** Where the mouse is on the viewport, or that it left. */
  pointAt(point: ScreenPoint | undefined): void
}

/** Free space around a fitted image, and what of an image always stays in sight, CSS pixels. */
const MARGIN = 24
const IN_SIGHT = 48
const ZOOM_STEP = 1.25
/** At 800 % a pixel is 8 CSS pixels wide. */
const PIXEL_SCALE = 8

const inSight = (at: number, length: number, room: number): number =>
  Math.min(Math.max(at, IN_SIGHT - length), room - IN_SIGHT)

/** Keeps the image from being pushed out of the viewport. */
function keptInSight(view: View, image: Size, size: ViewportState['size']): View {
  return {
    scale: view.scale,
    x: inSight(view.x, image.width * view.scale, size.width),
    y: inSight(view.y, image.height * view.scale, size.height),
  }
}

/** Whether some of the image is outside the viewport. */
export function isPartHidden({ view, image, size }: ViewportState): boolean {
  if (!image) return false
  const end = toScreen(view, { x: image.width, y: image.height })
  return view.x < -0.5 || view.y < -0.5 || end.x > size.width + 0.5 || end.y > size.height + 0.5
}

export function createViewport(): Viewport {
  const store = createStore<ViewportState>(() => ({
    view: { scale: 1, x: 0, y: 0 },
    size: { width: 0, height: 0 },
    image: undefined,
    pointer: undefined,
    fitted: true,
  }))
  const { getState, setState } = store
  let mouse: ScreenPoint | undefined
  const middle = (): ScreenPoint => ({ x: getState().size.width / 2, y: getState().size.height / 2 })

  /** Shows a view. Under a mouse that stays where it is, the point of the image changes with the view. */
  function show(view: View, fitted: boolean): void {
    setState({ view, fitted, pointer: mouse && toImage(view, mouse) })
  }
  function look(view: View): void {
    const { image, size } = getState()
    if (image) show(keptInSight(view, image, size), false)
  }

  const viewport: Viewport = {
    getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,

    open(image) {
      const now = getState().image
      if (now?.width === image?.width && now?.height === image?.height) return
      mouse = undefined
      setState({ image, pointer: undefined })
      viewport.fit()
    },
    resize(size) {
      const before = viewport.centre()
      setState({ size })
      if (getState().fitted) viewport.fit()
      else if (before) viewport.centreOn(before)
    },
    panBy(dx, dy) {
      const { view } = getState()
      look({ ...view, x: view.x + dx, y: view.y + dy })
    },
    zoomAt: (anchor, factor) => look(zoomAt(getState().view, anchor, factor)),
    centreOn(point) {
      const { view } = getState()
      const { x, y } = middle()
      look({ ...view, x: x - point.x * view.scale, y: y - point.y * view.scale })
    },
    pointAt(point) {
      mouse = getState().image && point
      setState({ pointer: mouse && toImage(getState().view, mouse) })
    },

    zoomIn: () => viewport.zoomAt(middle(), ZOOM_STEP),
    zoomOut: () => viewport.zoomAt(middle(), 1 / ZOOM_STEP),
    fit() {
      const { image, size } = getState()
      if (image && size.width > 0) show(fit(image, size, MARGIN), true)
    },
    actualSize: () => viewport.zoomAt(middle(), 1 / getState().view.scale),
    zoomTo(point) {
      viewport.zoomAt(middle(), Math.max(1, PIXEL_SCALE / getState().view.scale))
      viewport.centreOn(point)
    },
    reveal(point) {
      const { view, size } = getState()
      const { x, y } = toScreen(view, point)
      const isSeen = x >= IN_SIGHT && y >= IN_SIGHT && x <= size.width - IN_SIGHT && y <= size.height - IN_SIGHT
      // A fitted image is seen whole: its edge may lie nearer to the viewport's than a point should otherwise.
      if (!isSeen && !getState().fitted) viewport.centreOn(point)
    },
    centre() {
      const { view, image } = getState()
      return image && toImage(view, middle())
    },
    scale: () => getState().view.scale,
  }
  return viewport
}
