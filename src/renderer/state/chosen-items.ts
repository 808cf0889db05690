import { create } from 'zustand'
import { useQueue } from './queue.ts'

/** Items that were picked in the list, to be sent together. */
export const useChosenItems = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }))

const { getState, setState } = useChosenItems

/** Where a range begins: the row that was picked last. */
let anchor: string | undefined

/** Picks an item, or puts it back. */
export function toggleChosen(id: string): void {
  const ids = new Set(getState().ids)
  if (!ids.delete(id)) ids.add(id)
  anchor = id
  setState({ ids })
}

/** Picks every row from the one picked last to this one; rows in between that are not read yet are left out. */
export function chooseTo(id: string): void {
  const { rows } = useQueue.getState()
  const from = rows.findIndex((row) => row.id === anchor)
  const to = rows.findIndex((row) => row.id === id)
  if (from < 0 || to < 0) {
    toggleChosen(id)
    return
  }
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  setState({ ids: new Set([...getState().ids, ...between.map((row) => row.id)]) })
}

export function clearChosen(): void {
  anchor = undefined
  setState({ ids: new Set() })
}
