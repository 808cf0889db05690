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

/** Where undo and redo would lead, and the words for the menu. */
export interface UndoState {
  /** Revision whose content an undo would bring back, and the change it would take back. */
  readonly undo: { readonly to: number; readonly what: string } | undefined
  readonly redo: { readonly to: number; readonly what: string } | undefined
}

/**
 * Replays the log of an item and says what undo and redo would do, so that both survive a restart.
 * `heads` must be in ascending order and complete from revision 1.
 */
export function undoState(heads: readonly Pick<RevisionHead, 'number' | 'kind' | 'what' | 'of'>[]): UndoState {
  type Step = { readonly from: number; readonly to: number; readonly what: string }
  let current = 0
  const past: Step[] = []
  const future: Step[] = []
  for (const head of heads) {
    if (head.kind === 'undo') {
      const step = past.pop()
      if (step) future.push(step)
    } else if (head.kind === 'redo') {
      const step = future.pop()
      if (step) past.push(step)
    } else {
      past.push({ from: current, to: head.number, what: head.what })
      future.length = 0
    }
    current = head.kind === 'edit' ? head.number : (head.of ?? head.number)
  }
  const back = past.at(-1)
  const forth = future.at(-1)
  return {
    undo: back && { to: back.from, what: back.what },
    redo: forth && { to: forth.to, what: forth.what },
  }
}
