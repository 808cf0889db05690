import { useStore } from 'zustand'
import { createEditor, type EditorState } from '../editor/editor.ts'
import type { StoredTruth } from '../editor/saving.ts'
import { client } from '../host.ts'

async function latest(itemId: string): Promise<StoredTruth> {
  const { item, targets, history } = await client['items.get']({ id: itemId })
  return { targets, state: item.state, revision: item.revision, history }
}

/** The review of the open item; its saves go through the contract. */
export const editor = createEditor({
  truth: {
    save: client['truth.save'],
    undo: client['truth.undo'],
    redo: client['truth.redo'],
    restore: client['truth.restore'],
    latest,
  },
  newId: () => crypto.randomUUID(),
})

/** A part of what the editor shows. */
export const useEditor = <T>(part: (state: EditorState) => T): T => useStore(editor, part)
