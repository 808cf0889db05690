import { create } from 'zustand'
import { useItem } from './item.ts'

const MAX_LABELS = 100

/** Labels of the items that this window has shown, in the order in which they were met: cycling stays the same. */
const useMet = create<{ readonly labels: readonly string[] }>(() => ({ labels: [] }))

// What was used on one item is offered on the next.
useItem.subscribe(({ detail }, before) => {
  if (!detail || detail === before.detail) return
  const { labels } = useMet.getState()
  const met = new Set([...labels, ...detail.targets.map(({ label }) => label).filter((label) => label !== '')])
  if (met.size > labels.length) useMet.setState({ labels: [...met].slice(0, MAX_LABELS) })
})

export const knownLabels = (): readonly string[] => useMet.getState().labels
export const useLabels = (): readonly string[] => useMet(({ labels }) => labels)
