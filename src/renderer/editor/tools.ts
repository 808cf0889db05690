import type { ImagePoint, ScreenPoint } from '../../core/geometry.ts'
import { distance } from '../../core/geometry.ts'
import type { Editor, ToolId } from './editor.ts'

/** Where the pointer is, in both frames, and what is under it. Converted once, at the stage. */
export interface Pointer {
  readonly image: ImagePoint
  readonly screen: ScreenPoint
  /** Shift, or Ctrl, is held: add to what is selected. */
  readonly extend: boolean
}

/** What a button held down does until it is let go. */
export interface PointerGesture {
  move(pointer: Pointer): void
  end(pointer: Pointer): void
  cancel(): void
}

/** What the tools need of the picture on screen. */
export interface Surface {
  /** The target under a screen point, the nearest first. */
  hit(point: ScreenPoint): string | undefined
  /** Targets in the rectangle between two image points. */
  inside(from: ImagePoint, to: ImagePoint): readonly string[]
  /** Moves the picture by CSS pixels. */
  panBy(dx: number, dy: number): void
  readonly readOnly: boolean
  /** A box was drawn round an example, between two corners; image frame. */
  mark(from: ImagePoint, to: ImagePoint): void
}

/** A press that moves less than this is a click, CSS pixels. */
const CLICK = 3

/** Moves the picture with the pointer. */
export function panGesture(surface: Surface, start: Pointer): PointerGesture {
  let last = start.screen
  const move = ({ screen }: Pointer): void => {
    surface.panBy(screen.x - last.x, screen.y - last.y)
    last = screen
  }
  return { move, end: move, cancel: () => undefined }
}

/** Whether a gesture that had begun to show was cancelled by other means, such as Escape. */
const wasCancelled = (editor: Editor, hasBegun: boolean): boolean =>
  hasBegun && editor.getState().document.gesture === undefined

function moveGesture(editor: Editor, start: Pointer, id: string): PointerGesture {
  const { selection } = editor.getState().document
  const wasSelected = selection.has(id)
  if (start.extend) editor.toggle(id)
  else if (!wasSelected) editor.select([id])
  let moving = false
  const move = ({ image, screen }: Pointer): void => {
    if (wasCancelled(editor, moving)) return
    moving ||= distance(screen, start.screen) >= CLICK
    if (moving) editor.previewMove(image.x - start.image.x, image.y - start.image.y)
  }
  return {
    move,
    end(pointer) {
      move(pointer)
      // A plain click on one of several selected targets means this one.
      if (!moving && !start.extend && wasSelected) editor.select([id])
      editor.finish()
    },
    cancel: () => editor.cancel(),
  }
}

function groundGesture(editor: Editor, surface: Surface, start: Pointer, adds: boolean): PointerGesture {
  let drawing = false
  const move = ({ image, screen }: Pointer): void => {
    if (wasCancelled(editor, drawing)) return
    drawing ||= distance(screen, start.screen) >= CLICK
    if (drawing) editor.previewMarquee(start.image, image, surface.inside(start.image, image), start.extend)
  }
  return {
    move,
    end(pointer) {
      move(pointer)
      if (drawing) editor.finish()
      else if (adds && !surface.readOnly) editor.add(start.image)
      else if (!start.extend) editor.select([])
    },
    cancel: () => editor.cancel(),
  }
}

/** Draws a box round an example. A click draws nothing. */
function markGesture(editor: Editor, surface: Surface, start: Pointer): PointerGesture {
  let drawing = false
  const move = ({ image, screen }: Pointer): void => {
    if (wasCancelled(editor, drawing)) return
    drawing ||= distance(screen, start.screen) >= CLICK
    if (drawing) editor.previewMarquee(start.image, image, [], true)
  }
  return {
    move,
    end(pointer) {
      move(pointer)
      if (!drawing || wasCancelled(editor, drawing)) return
      editor.finish()
      surface.mark(start.image, pointer.image)
    },
    cancel: () => editor.cancel(),
  }
}

/** A look, no hand: in a project that can only be read a target is selected but stays where it is. */
function chooseGesture(editor: Editor, start: Pointer, id: string): PointerGesture {
  if (start.extend) editor.toggle(id)
  else editor.select([id])
  return { move: () => undefined, end: () => undefined, cancel: () => undefined }
}

/**
 * Begins what a tool does where the pointer went down. With `select` and `add` alike a press on a target selects it and
 * drags the selection, Shift or Ctrl takes it in or out, and a drag over empty ground selects what it encloses. They
 * differ in the click on empty ground: `add` adds a target there, `select` clears the selection. `similar` draws a box
 * wherever it is pressed.
 */
export function beginGesture(tool: ToolId, editor: Editor, surface: Surface, start: Pointer): PointerGesture {
  if (tool === 'pan') return panGesture(surface, start)
  editor.finish()
  if (tool === 'similar') return markGesture(editor, surface, start)
  const id = surface.hit(start.screen)
  if (id === undefined) return groundGesture(editor, surface, start, tool === 'add')
  return surface.readOnly ? chooseGesture(editor, start, id) : moveGesture(editor, start, id)
}
