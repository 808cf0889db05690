import type { UndoState } from '../../contract/payloads.ts'
import type { RevisionHead } from '../../core/revision.ts'
import { undoState } from '../../core/revision.ts'

/** The words for the undo and redo of an item's log, which must be ascending and complete. */
export function historyOf(heads: readonly RevisionHead[]): UndoState {
  const { undo, redo } = undoState(heads)
  return { ...(undo && { undo: undo.what }), ...(redo && { redo: redo.what }) }
}
