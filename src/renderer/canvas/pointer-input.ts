import type { ScreenPoint } from '../../core/geometry.ts'
import { distance, toImage } from '../../core/geometry.ts'
import type { Editor } from '../editor/editor.ts'
import { placeOf } from '../editor/keyboard-events.ts'
import type { Pointer, PointerGesture, Surface } from '../editor/tools.ts'
import { beginGesture, panGesture } from '../editor/tools.ts'
import type { CanvasStage } from './stage.ts'
import type { Viewport } from '../editor/viewport.ts'
import { createWheelReader } from './wheel.ts'

/** How near a press must be to a marker, CSS pixels. */
const HIT = { mouse: 14, touch: 22 }

const radius = (event: PointerEvent): number => (event.pointerType === 'touch' ? HIT.touch : HIT.mouse)

/**
 * Turns what pointers, wheel and space bar do over `element` into gestures, zoom and pan, until the returned function is
 * called. Events are converted to both frames here, once. `mark` hears of boxes that were drawn round examples.
 */
export function listenToPointers(
  element: HTMLElement,
  stage: CanvasStage,
  editor: Editor,
  viewport: Viewport,
  isReadOnly: () => boolean,
  mark: Surface['mark'],
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const readWheel = createWheelReader()
  const touches = new Map<number, ScreenPoint>()
  let gesture: PointerGesture | undefined
  let spaceHeld = false

  function screenOf(event: MouseEvent): ScreenPoint {
    const bounds = element.getBoundingClientRect()
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top }
  }
  function pointerOf(event: PointerEvent): Pointer {
    const screen = screenOf(event)
    const extend = event.shiftKey || event.ctrlKey || event.metaKey
    return { screen, image: toImage(viewport.getState().view, screen), extend }
  }
  const surface = (event: PointerEvent): Surface => ({
    hit: (point) => stage.hitWithin(point, radius(event)),
    inside: stage.inside,
    panBy: stage.panBy,
    readOnly: isReadOnly(),
    mark,
  })

  function stop(): void {
    gesture?.cancel()
    gesture = undefined
    element.classList.remove('is-panning')
  }

  /** Two fingers pan by their middle and zoom by their distance. */
  function pinch(event: PointerEvent): void {
    const others = [...touches].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
    const [other] = others
    const before = touches.get(event.pointerId)
    const now = screenOf(event)
    if (!other || !before || others.length > 1) return
    viewport.panBy((now.x - before.x) / 2, (now.y - before.y) / 2)
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
    viewport.zoomAt(middle, distance(now, other) / Math.max(1, distance(before, other)))
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (!viewport.getState().image || event.button > 1) return
      element.focus({ preventScroll: true })
      element.setPointerCapture(event.pointerId)
      if (event.pointerType === 'touch') touches.set(event.pointerId, screenOf(event))
      if (touches.size > 1) return stop()
      const pans = spaceHeld || event.button === 1
      if (event.button === 1) event.preventDefault()
      stop()
      const start = pointerOf(event)
      gesture = pans
        ? panGesture(surface(event), start)
        : beginGesture(editor.getState().tool, editor, surface(event), start)
      if (pans || editor.getState().tool === 'pan') element.classList.add('is-panning')
    },
    { signal },
  )
  element.addEventListener(
    'pointermove',
    (event) => {
      const pointer = pointerOf(event)
      if (touches.size > 1) pinch(event)
      if (touches.has(event.pointerId)) touches.set(event.pointerId, pointer.screen)
      viewport.pointAt(pointer.screen)
      if (gesture) gesture.move(pointer)
      else if (event.pointerType !== 'touch') editor.hover(stage.hitWithin(pointer.screen, HIT.mouse))
    },
    { signal },
  )
  element.addEventListener(
    'pointerup',
    (event) => {
      touches.delete(event.pointerId)
      gesture?.end(pointerOf(event))
      gesture = undefined
      element.classList.remove('is-panning')
    },
    { signal },
  )
  element.addEventListener(
    'pointercancel',
    (event) => {
      touches.delete(event.pointerId)
      stop()
    },
    { signal },
  )
  element.addEventListener(
    'pointerleave',
    () => {
      viewport.pointAt(undefined)
      editor.hover(undefined)
    },
    { signal },
  )
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const turn = readWheel(event)
      if (turn.kind === 'zoom') viewport.zoomAt(screenOf(event), turn.factor)
      else viewport.panBy(turn.dx, turn.dy)
    },
    { signal, passive: false },
  )

  function holdSpace(held: boolean): void {
    spaceHeld = held
    element.classList.toggle('can-pan', held)
  }
  window.addEventListener(
    'keydown',
    (event) => {
      const place = placeOf(event.target)
      if (event.key !== ' ' || (place !== 'canvas' && place !== 'page')) return
      // The page would scroll.
      event.preventDefault()
      holdSpace(true)
    },
    { signal },
  )
  window.addEventListener('keyup', (event) => event.key === ' ' && holdSpace(false), { signal })
  window.addEventListener('blur', () => holdSpace(false), { signal })

  return () => {
    stop()
    controller.abort()
  }
}
