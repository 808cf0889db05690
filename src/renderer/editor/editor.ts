import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ImagePoint, Size } from '../../core/geometry.ts'
import { isInside } from '../../core/geometry.ts'
import type { ReviewState } from '../../core/item.ts'
import { useAnswer } from '../../core/truth.ts'
import type { EditorDocument } from './document.ts'
import {
  cancelGesture,
  endGesture,
  openDocument,
  previewMarquee,
  previewMove,
  select,
  selectAll,
  selectedTargets,
  stepSelection,
  toggle,
  withDecision,
} from './document.ts'
import type { Edit } from './edits.ts'
import {
  addTarget,
  addTargets,
  placeTargets,
  relabel,
  removeTargets,
  replaceTargets,
  setRequired,
  setState,
  verifyEmpty,
} from './edits.ts'
import type { SaveQueue, Saving, StoredTruth, TruthStore } from './saving.ts'
import { createSaveQueue } from './saving.ts'

/**
 * Which tool the pointer holds: `add` also selects and drags, `select` never adds, `pan` moves the picture, `similar` draws
 * boxes round examples.
 */
export type ToolId = 'select' | 'add' | 'pan' | 'similar'

/** Everything about the open item that views and canvas show. A new object on every change; parts that stay are shared. */
export interface EditorState {
  readonly item: { readonly id: string; readonly size: Size } | undefined
  readonly document: EditorDocument
  readonly saving: Saving
  /** The newest revision on disk, as far as this window knows. */
  readonly revision: number
  /** What undo and redo would take back or bring again, in words for the menu. */
  readonly history: StoredTruth['history']
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Items, the open one among them, whose work is not all on disk. Closing the window now would lose it. */
  readonly unsaved: readonly string[]
  readonly tool: ToolId
  /** The target under the pointer, or whose row is. */
  readonly hovered: string | undefined
  /** Where the keyboard would add a target; image frame. */
  readonly crosshair: ImagePoint | undefined
}

/** The review of one item at a time: what is shown, what is selected, and the saves on their way. Knows no screen. */
export interface Editor extends Pick<StoreApi<EditorState>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Shows an item. Work on it that is not on disk yet is shown rather than `stored`. */
  open(item: { id: string; size: Size }, stored: StoredTruth): void
  /** Shows nothing. Saves on their way go on. */
  close(): void
  /** Takes over what was read from the store for an item, unless this window is ahead of it. */
  refresh(itemId: string, stored: StoredTruth): void

  /** Adds a target and selects it. Points outside the image are refused: `undefined`. */
  add(point: ImagePoint, label?: string): string | undefined
  /** Adds targets in one step that undo takes back, described by `what`. Points outside the image are left out. */
  addAll(points: readonly ImagePoint[], what: string): void
  /** Removes the selected targets. */
  remove(): void
  /** Puts a target at a point, clamped into the image. */
  moveTo(id: string, point: ImagePoint): void
  relabel(ids: Iterable<string>, label: string): void
  setRequired(ids: Iterable<string>, required: boolean): void
  /** Gives the selected targets the label that follows theirs in `labels`. */
  cycleLabel(labels: readonly string[]): void
  /** Makes a copy of an answer's points the truth: one step that undo takes back. `solver` is its name, for the history. */
  useAnswer(points: Parameters<typeof useAnswer>[0], solver: string): void
  /** Makes the item unreviewed, reviewed or flagged; the targets stay. */
  decide(state: ReviewState): void
  /** Removes all targets and makes the item reviewed: there is nothing to click. */
  verifyEmpty(): void
  undo(): void
  redo(): void
  restore(revision: number): void

  /** Tries the open item's failed save again, or that of another item in `unsaved`. */
  retry(itemId?: string): void
  /** Ends a conflict on the open item. */
  resolve(choice: 'mine' | 'theirs'): void
  /** Gives up the open item's edits that are not on disk. */
  discard(): void

  select(ids: Iterable<string>): void
  toggle(id: string): void
  selectAll(): void
  step(direction: 'next' | 'previous'): void

  /** Moves the selection for show, `dx`, `dy` image pixels from where the gesture began. */
  previewMove(dx: number, dy: number): void
  /** Moves the selection on by `dx`, `dy` image pixels; a held key is one gesture until `finish`. */
  nudge(dx: number, dy: number): void
  previewMarquee(from: ImagePoint, to: ImagePoint, inside: Iterable<string>, extend: boolean): void
  /** Ends the gesture and saves what it did. */
  finish(): void
  /** Ends the gesture as if it had never begun. */
  cancel(): void

  hold(tool: ToolId): void
  hover(id: string | undefined): void
  /** Shows the keyboard's cross-hair, clamped into the image, or hides it. */
  pointAt(point: ImagePoint | undefined): void
}

const blank = openDocument({ targets: [], state: 'unreviewed' })

/** An editor with no item open. Saves go through `truth`; `newId` gives each new target its id. */
export function createEditor(parts: { truth: TruthStore; newId: () => string }): Editor {
  const queues = new Map<string, SaveQueue>()
  const store = createStore<EditorState>(() => ({
    item: undefined,
    document: blank,
    saving: { kind: 'saved' },
    revision: 0,
    history: {},
    canUndo: false,
    canRedo: false,
    unsaved: [],
    tool: 'add',
    hovered: undefined,
    crosshair: undefined,
  }))
  const { getState, setState: set } = store
  const queue = (): SaveQueue | undefined => queues.get(getState().item?.id ?? '')
  const draw = (document: EditorDocument): void => set({ document })
  /** Where the last target was removed: stepping goes on there. */
  let gap = 0

  function queueOf(itemId: string, stored: StoredTruth): SaveQueue {
    const known = queues.get(itemId)
    if (known) return known
    const made = createSaveQueue(itemId, stored, parts.truth, () => show(itemId))
    queues.set(itemId, made)
    return made
  }

  /** Takes over what a queue says. Queues of items that are neither open nor unsaved are forgotten. */
  function show(itemId: string): void {
    const open = getState().item?.id
    for (const [id, one] of queues) if (id !== open && one.state().saving.kind === 'saved') queues.delete(id)
    const unsaved = [...queues.keys()].filter((id) => queues.get(id)?.state().saving.kind !== 'saved')
    const state = itemId === open ? queues.get(itemId)?.state() : undefined
    if (!state) return set({ unsaved })
    const { stored, shown, saving, canUndo, canRedo } = state
    const document = withDecision(getState().document, shown)
    set({ unsaved, document, saving, revision: stored.revision, history: stored.history, canUndo, canRedo })
  }

  /** Finishes what is under way and makes a change, which is shown and saved at once. */
  function edit(change: Edit, what?: string): void {
    editor.finish()
    queue()?.edit(change, what)
  }

  const clamped = (point: ImagePoint): ImagePoint => {
    const { width, height } = getState().item?.size ?? { width: 0, height: 0 }
    return { x: Math.min(Math.max(point.x, 0), width), y: Math.min(Math.max(point.y, 0), height) }
  }

  const editor: Editor = {
    getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,

    open(item, stored) {
      editor.finish()
      gap = 0
      const kept = queueOf(item.id, stored)
      set({ item, document: openDocument(kept.state().shown), hovered: undefined, crosshair: undefined })
      kept.refresh(stored)
      show(item.id)
    },
    close() {
      editor.finish()
      set({ item: undefined, document: blank, saving: { kind: 'saved' }, revision: 0, history: {} })
      set({ canUndo: false, canRedo: false, hovered: undefined, crosshair: undefined })
    },
    refresh: (itemId, stored) => queues.get(itemId)?.refresh(stored),

    add({ x, y }, label = '') {
      const { item } = getState()
      if (!item || !isInside({ x, y }, item.size)) return undefined
      const id = parts.newId()
      edit(addTarget({ id, x, y, label, required: true }))
      editor.select([id])
      return id
    },
    addAll(points, what) {
      const { item } = getState()
      if (!item) return
      const inside = points.filter((point) => isInside(point, item.size))
      edit(addTargets(inside.map(({ x, y }) => ({ id: parts.newId(), x, y, label: '', required: true }))), what)
    },
    remove() {
      const { selection, decision } = getState().document
      if (selection.size === 0) return
      gap = decision.targets.findIndex(({ id }) => selection.has(id))
      edit(removeTargets(selection))
    },
    moveTo: (id, point) => edit(placeTargets(new Map([[id, clamped(point)]]))),
    relabel: (ids, label) => edit(relabel(new Set(ids), label)),
    setRequired: (ids, required) => edit(setRequired(new Set(ids), required)),
    cycleLabel(labels) {
      const { document } = getState()
      const first = selectedTargets(document)[0]
      const label = first && labels[(labels.indexOf(first.label) + 1) % labels.length]
      if (label !== undefined) edit(relabel(document.selection, label))
    },
    useAnswer(points, solver) {
      const targets = useAnswer(points, points.map(parts.newId))
      const count = `${points.length} ${points.length === 1 ? 'point' : 'points'}`
      edit(replaceTargets(targets), `Took ${count} from ${solver}`)
    },
    decide: (state) => edit(setState(state)),
    verifyEmpty: () => edit(verifyEmpty),
    undo() {
      if (getState().document.gesture) return editor.cancel()
      if (getState().canUndo) queue()?.undo()
    },
    redo() {
      editor.finish()
      if (getState().canRedo) queue()?.redo()
    },
    restore(revision) {
      editor.finish()
      queue()?.restore(revision)
    },

    retry: (itemId = getState().item?.id) => queues.get(itemId ?? '')?.retry(),
    resolve: (choice) => queue()?.resolve(choice),
    discard: () => queue()?.discard(),

    select: (ids) => draw(select(getState().document, ids)),
    toggle: (id) => draw(toggle(getState().document, id)),
    selectAll: () => draw(selectAll(getState().document)),
    step(direction) {
      editor.finish()
      draw(stepSelection(getState().document, direction, gap))
    },

    previewMove(dx, dy) {
      const { item, document } = getState()
      if (item) draw(previewMove(document, item.size, dx, dy))
    },
    nudge(dx, dy) {
      const { gesture } = getState().document
      const before = gesture?.kind === 'move' ? gesture : { dx: 0, dy: 0 }
      editor.previewMove(before.dx + dx, before.dy + dy)
    },
    previewMarquee: (from, to, inside, extend) => draw(previewMarquee(getState().document, from, to, inside, extend)),
    finish() {
      const { document } = getState()
      const { gesture } = document
      if (!gesture) return
      draw(endGesture(document))
      if (gesture.kind !== 'move' || (gesture.dx === 0 && gesture.dy === 0)) return
      const places = new Map<string, ImagePoint>()
      for (const { id, x, y } of document.decision.targets)
        if (gesture.ids.has(id)) places.set(id, { x: x + gesture.dx, y: y + gesture.dy })
      queue()?.edit(placeTargets(places))
    },
    cancel: () => draw(cancelGesture(getState().document)),

    hold: (tool) => set({ tool }),
    hover: (id) => getState().hovered === id || set({ hovered: id }),
    pointAt: (point) => set({ crosshair: point && clamped(point) }),
  }
  return editor
}
