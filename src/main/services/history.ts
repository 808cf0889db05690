import type { UndoState } from '../../contract/payloads.ts'
import type { UndoLog } from '../../core/revision.ts'
import { undoState } from '../../core/revision.ts'

/** The words for the undo and redo of an item. */
export function historyOf(log: UndoLog): UndoState {
  const { undo, redo } = undoState(log)
  return { ...(undo && { undo: undo.what }), ...(redo && { redo: redo.what }) }
}
