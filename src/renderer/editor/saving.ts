import type { Decision } from '../../core/revision.ts'
import { describeDecision, sameDecision } from './decision-words.ts'
import type { Edit } from './edits.ts'

/** The truth of an item as it is on disk, with what undo and redo would take back or bring again. */
export interface StoredTruth extends Decision {
  readonly revision: number
  readonly history: { readonly undo?: string | undefined; readonly redo?: string | undefined }
}

/**
 * Where finished gestures are kept. Each call answers once the revision is on disk and throws otherwise; an error may
 * carry a `code`. `conflict` means that `base` is no longer the newest revision.
 */
export interface TruthStore {
  save(input: { itemId: string; base: number; decision: Decision; what: string }): Promise<StoredTruth>
  undo(input: { itemId: string; base: number }): Promise<StoredTruth>
  redo(input: { itemId: string; base: number }): Promise<StoredTruth>
  restore(input: { itemId: string; base: number; revision: number }): Promise<StoredTruth>
  /** The newest stored truth, asked for after a conflict. */
  latest(itemId: string): Promise<StoredTruth>
}

/** How the work on one item stands. `waiting` counts the gestures that are not on disk yet. */
export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly waiting: number }
  | { readonly kind: 'not-saved'; readonly waiting: number; readonly code: string; readonly message: string }
  | { readonly kind: 'conflict'; readonly waiting: number; readonly theirs: StoredTruth }

type Step =
  | { readonly kind: 'edit'; readonly edit: Edit; readonly what: string | undefined }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'restore'; readonly revision: number }

/** What a queue shows at one moment. */
export interface QueueState {
  /** What is on disk, as far as this window knows. */
  readonly stored: StoredTruth
  /** What is on disk with every waiting edit on top: what the reviewer sees. */
  readonly shown: Decision
  readonly saving: Saving
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** The saves of one item, one after the other. */
export interface SaveQueue {
  state(): QueueState
  /** Shows the edit at once and saves it behind those that wait, under the name `what`. Resumes after a failed save. */
  edit(edit: Edit, what?: string): void
  undo(): void
  redo(): void
  restore(revision: number): void
  /** Tries a failed save again. */
  retry(): void
  /** Ends a conflict: `mine` puts the waiting edits on top of what is stored now, `theirs` drops them. */
  resolve(choice: 'mine' | 'theirs'): void
  /** Drops every edit that is not on its way. */
  discard(): void
  /** Takes over what was read from the store, unless this window is ahead of it. */
  refresh(stored: StoredTruth): void
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'internal'

/** Starts with nothing waiting. `onChange` hears of every change of `state()`. */
export function createSaveQueue(
  itemId: string,
  initial: StoredTruth,
  store: TruthStore,
  onChange: () => void,
): SaveQueue {
  let stored = initial
  let steps: readonly Step[] = []
  let shown: Decision = initial
  let trouble: Extract<Saving, { kind: 'not-saved' | 'conflict' }> | undefined
  let busy = false

  const replayOn = (decision: Decision): Decision =>
    steps.reduce((result, step) => (step.kind === 'edit' ? step.edit(result) : result), decision)

  function adopt(next: StoredTruth): void {
    // Keeping our own objects where nothing differs spares every reader a rebuild after each acknowledged save.
    stored = sameDecision(shown, next) ? { ...next, targets: shown.targets } : next
    shown = replayOn(stored)
  }

  function send(step: Step): Promise<StoredTruth> | undefined {
    const base = { itemId, base: stored.revision }
    if (step.kind === 'restore') return store.restore({ ...base, revision: step.revision })
    if (step.kind !== 'edit') return store[step.kind](base)
    const { targets, state } = step.edit(stored)
    const decision = { targets, state }
    if (sameDecision(stored, decision)) return undefined
    return store.save({ ...base, decision, what: step.what ?? describeDecision(stored, decision) })
  }

  /** Takes one step to the store. Answers whether the next may follow. */
  async function take(step: Step): Promise<boolean> {
    try {
      const saved = await send(step)
      steps = steps.slice(1)
      if (saved) adopt(saved)
      return true
    } catch (error) {
      return await takeFailure(step, error)
    }
  }

  async function takeFailure(step: Step, error: unknown): Promise<boolean> {
    if (step.kind !== 'edit' && codeOf(error).startsWith('nothing-to-')) {
      steps = steps.slice(1)
      shown = replayOn(stored)
      return true
    }
    if (codeOf(error) !== 'conflict') return fail(error)
    try {
      const theirs = await store.latest(itemId)
      if (step.kind === 'edit' && sameDecision(theirs, step.edit(stored))) {
        // The reply to an earlier try was lost, not the save: what is stored is this very step.
        steps = steps.slice(1)
        adopt(theirs)
        return true
      }
      trouble = { kind: 'conflict', waiting: 0, theirs }
      return false
    } catch (failure) {
      return fail(failure)
    }
  }

  function fail(error: unknown): false {
    const message = error instanceof Error ? error.message : String(error)
    trouble = { kind: 'not-saved', waiting: 0, code: codeOf(error), message }
    return false
  }

  /** Says what changed, and takes the steps to the store one after the other unless that is going on. */
  async function work(): Promise<void> {
    onChange()
    if (busy || trouble) return
    busy = true
    for (let step = steps[0]; step && (await take(step)); step = steps[0]) onChange()
    busy = false
    onChange()
  }

  function add(step: Step): void {
    steps = [...steps, step]
    if (trouble?.kind === 'not-saved') trouble = undefined
    void work()
  }

  function saving(): Saving {
    const waiting = steps.length
    if (trouble) return { ...trouble, waiting }
    return waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' }
  }

  return {
    state: () => ({
      stored,
      shown,
      saving: saving(),
      canUndo: stored.history.undo !== undefined || steps.some((step) => step.kind === 'edit'),
      canRedo: steps.every((step) => step.kind !== 'edit') && (steps.length > 0 || stored.history.redo !== undefined),
    }),
    edit(edit, what) {
      const after = edit(shown)
      if (sameDecision(shown, after)) return
      shown = after
      add({ kind: 'edit', edit, what })
    },
    undo: () => add({ kind: 'undo' }),
    redo: () => add({ kind: 'redo' }),
    restore: (revision) => add({ kind: 'restore', revision }),
    retry() {
      if (trouble?.kind !== 'not-saved') return
      trouble = undefined
      void work()
    },
    resolve(choice) {
      if (trouble?.kind !== 'conflict') return
      const { theirs } = trouble
      trouble = undefined
      // An undo was meant for the history as it was; on top of someone else's it would take back their change.
      steps = choice === 'theirs' ? [] : steps.filter((step) => step.kind === 'edit')
      stored = theirs
      shown = replayOn(stored)
      void work()
    },
    discard() {
      if (trouble?.kind === 'conflict') stored = trouble.theirs
      steps = busy ? steps.slice(0, 1) : []
      trouble = undefined
      shown = replayOn(stored)
      onChange()
    },
    refresh(next) {
      if (steps.length > 0 || next.revision <= stored.revision) return
      adopt(next)
      onChange()
    },
  }
}
