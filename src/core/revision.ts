import { z } from 'zod'
import { ReviewState } from './item.ts'
import { Targets } from './truth.ts'

/** How a revision came about. `undo` and `redo` write a new revision too: the log is only ever appended to. */
const RevisionKind = z.enum(['edit', 'undo', 'redo', 'restore'])

/** What a reviewer decides about an item: its targets and its state, saved together. */
export const Decision = z.object({ targets: Targets, state: ReviewState }).readonly()
export type Decision = z.infer<typeof Decision>

/** One saved state of an item's truth: who, when, what changed. Kept for ever. */
export const RevisionHead = z
  .object({
    itemId: z.string(),
    /** Counts from 1 without gaps within an item. Revision 0 is the empty, unreviewed item. */
    number: z.number().int().positive(),
    kind: RevisionKind,
    /** What changed, in words: "Moved 3 by +4.0, −2.5". */
    what: z.string(),
    by: z.string(),
    at: z.number().int(),
    /** For undo, redo and restore: the revision whose content this one repeats (0: the empty item). */
    of: z.number().int().nonnegative().optional(),
    state: ReviewState,
    targetCount: z.number().int().nonnegative(),
  })
  .readonly()
export type RevisionHead = z.infer<typeof RevisionHead>

/** One change that undo takes back or redo brings back: from the content of one revision to that of another. */
interface Step {
  readonly from: number
  readonly to: number
  readonly what: string
}

/** Steps, the last one on top. A chain, so that the log of thousands of revisions grows by one without being copied. */
type Steps = { readonly step: Step; readonly below: Steps } | undefined

/** The log of an item, replayed up to a revision. */
export interface UndoLog {
  /** The last revision that was replayed; 0 before the first. */
  readonly number: number
  /** The revision whose content the item has. */
  readonly current: number
  readonly past: Steps
  readonly future: Steps
}

type LogEntry = Pick<RevisionHead, 'number' | 'kind' | 'what' | 'of'>

/** The log of an item before its first revision. */
export const emptyLog: UndoLog = { number: 0, current: 0, past: undefined, future: undefined }

/** The log with its next revision. */
export function withRevision({ current, past, future }: UndoLog, head: LogEntry): UndoLog {
  const { number } = head
  const now = head.kind === 'edit' ? number : (head.of ?? number)
  if (head.kind === 'undo') {
    return { number, current: now, past: past?.below, future: past ? { step: past.step, below: future } : future }
  }
  if (head.kind === 'redo') {
    return { number, current: now, past: future ? { step: future.step, below: past } : past, future: future?.below }
  }
  const step = { from: current, to: number, what: head.what }
  return { number, current: now, past: { step, below: past }, future: undefined }
}

/** Where undo and redo would lead, and the words for the menu. */
export interface UndoState {
  /** Revision whose content an undo would bring back, and the change it would take back. */
  readonly undo: { readonly to: number; readonly what: string } | undefined
  readonly redo: { readonly to: number; readonly what: string } | undefined
}

/** What undo and redo would do after a log, which is all they need, so that both survive a restart. */
export const undoState = ({ past, future }: UndoLog): UndoState => ({
  undo: past && { to: past.step.from, what: past.step.what },
  redo: future && { to: future.step.to, what: future.step.what },
})
