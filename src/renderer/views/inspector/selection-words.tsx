import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import type { EditorState } from '../../editor/editor.ts'
import { decimal, plural } from '../../ui/words.ts'

/** Where the selection lies, in words; nothing while it is being dragged, for the end of the drag is what matters. */
function selectionWords({ document }: EditorState, name: string): string {
  const { selection, decision, gesture } = document
  if (gesture) return ''
  if (selection.size === 0) return `${name}: ${plural(decision.targets.length, 'target')}`
  if (selection.size > 1) return `${plural(selection.size, 'target')} selected`
  const index = decision.targets.findIndex(({ id }) => selection.has(id))
  const target = decision.targets[index]
  if (!target) return ''
  const label = target.label === '' ? '' : `, ${target.label}`
  return `Target ${String(index + 1)} of ${String(decision.targets.length)}${label}, at ${decimal(target.x)}, ${decimal(target.y)}`
}

/** Says selection and moves to who cannot see the canvas. */
export function SelectionWords(): JSX.Element {
  const name = useItem(({ detail }) => detail?.item.name ?? '')
  const words = useEditor((state) => selectionWords(state, name))
  return (
    <p className="unseen" role="status" aria-live="polite">
      {words}
    </p>
  )
}
