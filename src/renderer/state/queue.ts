import { create } from 'zustand'
import type { ItemFilter, ItemRow, ItemSort } from '../../contract/payloads.ts'
import { client } from '../host.ts'

/** What the chips above the list choose. */
export type QueueChip = 'all' | 'unreviewed' | 'reviewed' | 'flagged' | 'failed'

interface QueueState {
  readonly chip: QueueChip
  readonly text: string
  /** A choice made elsewhere that leaves only these items. */
  readonly only: { readonly title: string; readonly ids: readonly string[] } | undefined
  readonly sort: ItemSort
  /** The rows read so far, from the first on without gaps. */
  readonly rows: readonly ItemRow[]
  readonly next: string | undefined
  readonly total: number
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: string | undefined
}

const PAGE = 200
const MAX_PAGE = 1_000

/** The list at the left: a filter, an order, and as many of its rows as have been looked at. */
export const useQueue = create<QueueState>(() => ({
  chip: 'all',
  text: '',
  only: undefined,
  sort: 'added',
  rows: [],
  next: undefined,
  total: 0,
  status: 'loading',
  error: undefined,
}))

const { getState, setState } = useQueue

/** The filter of the contract that chip, search text and choice stand for. */
export function queueFilter({ chip, text, only } = getState()): ItemFilter {
  const words = {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(only && { ids: [...only.ids] }),
  }
  if (chip === 'all') return words
  return chip === 'failed' ? { ...words, failed: true } : { ...words, state: chip }
}

// Replies that were asked for under an older filter or order are dropped.
let generation = 0

const takeError = (error: unknown): void => {
  setState({ status: 'failed', error: error instanceof Error ? error.message : String(error) })
}

/** Reads the list anew, as far as it had been read. */
export async function reloadQueue(): Promise<void> {
  generation += 1
  const asked = generation
  const wanted = Math.max(PAGE, getState().rows.length)
  const { sort } = getState()
  const filter = queueFilter()
  const rows: ItemRow[] = []
  let next: string | undefined
  let total = 0
  try {
    do {
      const limit = Math.min(MAX_PAGE, wanted - rows.length)
      const page = await client['items.list']({ filter, sort, limit, ...(next === undefined ? {} : { after: next }) })
      if (asked !== generation) return
      rows.push(...page.rows)
      next = page.next
      total = page.total
    } while (next !== undefined && rows.length < wanted)
    setState({ rows, next, total, status: 'ready', error: undefined })
  } catch (error) {
    if (asked === generation) takeError(error)
  }
}

let reading: Promise<void> | undefined

/** Reads on until the row at `index` is there, or the list ends. */
export async function readTo(index: number): Promise<void> {
  if (reading || index < getState().rows.length || getState().next === undefined) return reading
  const asked = generation
  const readOn = async (): Promise<void> => {
    try {
      for (;;) {
        const { next, sort, rows } = getState()
        if (next === undefined || index < rows.length) return
        const page = await client['items.list']({ filter: queueFilter(), sort, after: next, limit: MAX_PAGE })
        if (asked !== generation) return
        setState({ rows: [...getState().rows, ...page.rows], next: page.next, total: page.total })
      }
    } catch (error) {
      if (asked === generation) takeError(error)
    }
  }
  reading = readOn().finally(() => {
    reading = undefined
  })
  return reading
}

/** Shows another part of the list, or the list in another order. */
export async function showQueue(change: Partial<Pick<QueueState, 'chip' | 'text' | 'only' | 'sort'>>): Promise<void> {
  setState({ ...change, rows: [], next: undefined, status: 'loading' })
  await reloadQueue()
}

/** Reads the rows of changed items again. They keep their place: a row must not jump away from under the pointer. */
export async function refreshRows(ids: readonly string[]): Promise<void> {
  const shown = new Set(getState().rows.map(({ id }) => id))
  const wanted = ids.filter((id) => shown.has(id))
  if (wanted.length === 0) return
  const fresh = new Map<string, ItemRow>()
  for (let from = 0; from < wanted.length; from += MAX_PAGE) {
    const page = await client['items.list']({
      filter: { ids: wanted.slice(from, from + MAX_PAGE) },
      limit: MAX_PAGE,
    })
    for (const row of page.rows) fresh.set(row.id, row)
  }
  setState({ rows: getState().rows.map((row) => fresh.get(row.id) ?? row) })
}
