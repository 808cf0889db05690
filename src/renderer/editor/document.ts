import type { ImagePoint, Size } from '../../core/geometry.ts'
import type { Decision } from '../../core/revision.ts'
import type { Target } from '../../core/truth.ts'

/** How far a group may move each way before a member leaves the image: `low <= 0 <= high`, pixels. */
interface Room {
  readonly low: { readonly x: number; readonly y: number }
  readonly high: { readonly x: number; readonly y: number }
}

/**
 * A gesture that is not finished. A move holds only who moves and how far, so that a drag costs the same with ten
 * targets as with a hundred thousand; the targets themselves change once, when it is finished. Image frame, pixels.
 */
export type Gesture =
  | {
      readonly kind: 'move'
      readonly ids: ReadonlySet<string>
      readonly dx: number
      readonly dy: number
      readonly room: Room
    }
  | {
      readonly kind: 'marquee'
      readonly from: ImagePoint
      readonly to: ImagePoint
      /** What was selected before it began. */
      readonly before: ReadonlySet<string>
    }

/** What the reviewer sees of one item: the decision, what is selected, and the gesture in progress. Immutable. */
export interface EditorDocument {
  readonly decision: Decision
  readonly selection: ReadonlySet<string>
  readonly gesture: Gesture | undefined
}

const nothing: ReadonlySet<string> = new Set()

/** A document with nothing selected. */
export const openDocument = (decision: Decision): EditorDocument => ({
  decision,
  selection: nothing,
  gesture: undefined,
})

function keepExisting(ids: ReadonlySet<string>, decision: Decision): ReadonlySet<string> {
  if (ids.size === 0) return ids
  const existing = new Set<string>()
  for (const target of decision.targets) if (ids.has(target.id)) existing.add(target.id)
  return existing.size === ids.size ? ids : existing
}

/** The document with another decision; the selection loses what no longer exists, and so does a move. */
export function withDecision(document: EditorDocument, decision: Decision): EditorDocument {
  if (decision.targets === document.decision.targets)
    return decision.state === document.decision.state ? document : { ...document, decision }
  const { gesture } = document
  const selection = keepExisting(document.selection, decision)
  if (gesture?.kind !== 'move') return { decision, selection, gesture }
  const ids = keepExisting(gesture.ids, decision)
  return { decision, selection, gesture: ids.size > 0 ? { ...gesture, ids } : undefined }
}

function sameIds(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false
  for (const id of a) if (!b.has(id)) return false
  return true
}

/** Selects exactly the given targets. Ids that do not exist are left out. */
export function select(document: EditorDocument, ids: Iterable<string>): EditorDocument {
  const selection = keepExisting(new Set(ids), document.decision)
  return sameIds(selection, document.selection) ? document : { ...document, selection }
}

/** Adds a target to the selection, or takes it out. */
export function toggle(document: EditorDocument, id: string): EditorDocument {
  const ids = new Set(document.selection)
  if (!ids.delete(id)) ids.add(id)
  return select(document, ids)
}

export const selectAll = (document: EditorDocument): EditorDocument =>
  select(
    document,
    document.decision.targets.map((target) => target.id),
  )

/**
 * Selects the target after (or before) the selected one, by number, and starts over at the end. With none selected it goes
 * on at `gap`, an index between two targets: where one was removed.
 */
export function stepSelection(document: EditorDocument, direction: 'next' | 'previous', gap = 0): EditorDocument {
  const { targets } = document.decision
  if (targets.length === 0) return document
  const at = targets.findIndex((target) => document.selection.has(target.id))
  const after = at < 0 ? gap : at + 1
  let index = direction === 'next' ? after : (at < 0 ? gap : at) - 1
  if (index < 0) index = targets.length - 1
  const target = targets[index % targets.length]
  return target ? select(document, [target.id]) : document
}

/** The selected targets in the order of their numbers. */
export const selectedTargets = (document: EditorDocument): readonly Target[] =>
  document.selection.size === 0 ? [] : document.decision.targets.filter((target) => document.selection.has(target.id))

/** Where a target is shown now: where it lies, or where the move in progress has it. Image frame. */
export function shownAt(document: EditorDocument, target: Target): ImagePoint {
  const { gesture } = document
  if (gesture?.kind !== 'move' || !gesture.ids.has(target.id)) return { x: target.x, y: target.y }
  return { x: target.x + gesture.dx, y: target.y + gesture.dy }
}

/** The room of a group in [0,W] × [0,H]. A member that lies outside already does not hold the others back. */
function roomOf(targets: readonly Target[], size: Size): Room {
  const low = { x: -Infinity, y: -Infinity }
  const high = { x: Infinity, y: Infinity }
  for (const { x, y } of targets) {
    low.x = Math.max(low.x, Math.min(0, -x))
    low.y = Math.max(low.y, Math.min(0, -y))
    high.x = Math.min(high.x, Math.max(0, size.width - x))
    high.y = Math.min(high.y, Math.max(0, size.height - y))
  }
  return { low, high }
}

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

/**
 * Moves the selection for show, `dx`, `dy` image pixels from where the gesture began. The group keeps its shape and
 * stays in the image.
 */
export function previewMove(document: EditorDocument, size: Size, dx: number, dy: number): EditorDocument {
  const ids = document.selection
  if (ids.size === 0) return document
  const going = document.gesture?.kind === 'move' ? document.gesture : undefined
  const room = going?.room ?? roomOf(selectedTargets(document), size)
  const gesture: Gesture = {
    kind: 'move',
    ids: going?.ids ?? ids,
    dx: within(dx, room.low.x, room.high.x),
    dy: within(dy, room.low.y, room.high.y),
    room,
  }
  return { ...document, gesture }
}

/** Selects the given targets, which lie between two image points; `extend` keeps what was selected before. */
export function previewMarquee(
  document: EditorDocument,
  from: ImagePoint,
  to: ImagePoint,
  inside: Iterable<string>,
  extend: boolean,
): EditorDocument {
  const before = document.gesture?.kind === 'marquee' ? document.gesture.before : document.selection
  const chosen = select(document, extend ? [...before, ...inside] : inside)
  return { ...chosen, gesture: { kind: 'marquee', from, to, before } }
}

/** Ends the gesture and keeps the selection as it is. */
export const endGesture = (document: EditorDocument): EditorDocument =>
  document.gesture ? { ...document, gesture: undefined } : document

/** Ends the gesture as if it had never begun. */
export function cancelGesture(document: EditorDocument): EditorDocument {
  const { gesture } = document
  const ended = endGesture(document)
  return gesture?.kind === 'marquee' ? select(ended, gesture.before) : ended
}
