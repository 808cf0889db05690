import { create } from 'zustand'
import { client } from '../host.ts'
import { useItem } from './item.ts'

/** A result that came late, again, or against an earlier one. */
export type ResultConflict = Awaited<ReturnType<(typeof client)['tasks.conflicts']>>[number]

/** Those of the open item, newest first. */
export const useConflicts = create<{
  readonly itemId: string | undefined
  readonly conflicts: readonly ResultConflict[]
}>(() => ({ itemId: undefined, conflicts: [] }))

async function load(itemId: string): Promise<void> {
  try {
    const conflicts = await client['tasks.conflicts']({ itemId })
    if (useItem.getState().id === itemId) useConflicts.setState({ itemId, conflicts })
  } catch {
    // A note beside the answers, which stand without it; the item itself says why it cannot be read.
    if (useItem.getState().id === itemId) useConflicts.setState({ itemId, conflicts: [] })
  }
}

useItem.subscribe(({ detail }, before) => {
  if (detail === before.detail) return
  if (!detail) useConflicts.setState({ itemId: undefined, conflicts: [] })
  else if (detail.tasks.length > 0) void load(detail.item.id)
})
