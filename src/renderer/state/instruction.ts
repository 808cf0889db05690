import { create } from 'zustand'
import { client } from '../host.ts'
import { useItem } from './item.ts'
import { useQueue } from './queue.ts'

const MAX_RECENT = 12

/** The text in the field over the canvas: the open item's instruction, or what the next images will be asked. */
export const useInstruction = create<{ draft: string; recent: readonly string[] }>(() => ({ draft: '', recent: [] }))

export const draftInstruction = (draft: string): void => {
  useInstruction.setState({ draft })
}

/** Instructions to choose from: those used in this window first, then those of the list. */
export function knownInstructions(): string[] {
  const used = useInstruction.getState().recent
  const listed = useQueue
    .getState()
    .rows.slice(0, 500)
    .map(({ instruction }) => instruction)
  return [...new Set([...used, ...listed])].filter((text) => text !== '').slice(0, MAX_RECENT)
}

/** Stores the text in the field as the open item's instruction, where it differs. Throws ContractError. */
export async function keepInstruction(): Promise<void> {
  const { detail, id } = useItem.getState()
  const { draft, recent } = useInstruction.getState()
  const instruction = draft.trim()
  if (!detail || detail.item.id !== id || instruction === detail.item.instruction) return
  await client['items.setInstruction']({ ids: [id], instruction })
  useInstruction.setState({
    recent: [instruction, ...recent.filter((text) => text !== instruction)].slice(0, MAX_RECENT),
  })
}

// The field follows the open item; what was typed for one item is not carried to the next.
useItem.subscribe(({ detail }, before) => {
  if (!detail) {
    if (before.detail) draftInstruction('')
    return
  }
  const isOther = detail.item.id !== before.detail?.item.id
  if (isOther || detail.item.instruction !== before.detail?.item.instruction) draftInstruction(detail.item.instruction)
})
