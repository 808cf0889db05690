import { create } from 'zustand'
import type { ItemDetail, RevisionHead } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { ReviewState } from '../../core/item.ts'
import { client } from '../host.ts'
import { editor } from './editor.ts'
import { usePictureTrouble } from './pictures.ts'
import { queueFilter, useQueue } from './queue.ts'

interface ItemState {
  /** The item that is open, or being opened. */
  readonly id: string | undefined
  /** What was last read of it; of an earlier item while the next one is being read. */
  readonly detail: ItemDetail | undefined
  /** Its revisions, newest first. */
  readonly revisions: readonly RevisionHead[]
  readonly status: 'none' | 'loading' | 'ready' | 'missing' | 'failed'
  readonly error: string | undefined
}

const nothing: ItemState = { id: undefined, detail: undefined, revisions: [], status: 'none', error: undefined }

/** The item on the canvas. */
export const useItem = create<ItemState>(() => nothing)

const { getState, setState } = useItem

const same = (before: unknown, now: unknown): boolean => JSON.stringify(before) === JSON.stringify(now)

async function read(id: string): Promise<void> {
  try {
    const [detail, revisions] = await Promise.all([
      client['items.get']({ id }),
      client['revisions.list']({ itemId: id, limit: 200 }),
    ])
    if (getState().id !== id) return
    const isNew = editor.getState().item?.id !== id
    const { item, targets, history } = detail
    const stored = { targets, state: item.state, revision: item.revision, history }
    if (isNew) editor.open({ id, size: { width: item.image.width, height: item.image.height } }, stored)
    else editor.refresh(id, stored)
    // While thousands of tasks end the open item is read often and mostly is what it was: then nothing is drawn anew.
    const before = getState()
    const isSame = same(before.detail, detail) && same(before.revisions, revisions)
    if (!isSame || before.status !== 'ready') setState({ detail, revisions, status: 'ready', error: undefined })
  } catch (error) {
    if (getState().id !== id) return
    const isMissing = error instanceof ContractError && error.code === 'not-found'
    if (isMissing) editor.close()
    setState({
      status: isMissing ? 'missing' : 'failed',
      error: error instanceof Error ? error.message : String(error),
    })
  }
}

/** Shows an item. What was shown before stays until the new one is read. */
export async function openItem(id: string): Promise<void> {
  const { id: open, status } = getState()
  if (open === id && (status === 'ready' || status === 'loading')) return
  setState({ id, status: 'loading', error: undefined })
  await read(id)
}

/** Reads the open item again. */
export async function refreshItem(): Promise<void> {
  const { id } = getState()
  if (id !== undefined) await read(id)
}

export function closeItem(): void {
  editor.close()
  setState(nothing)
}

/** Opens the neighbour in the list, or the nearest one of a state. Says whether there is one. */
export async function stepItem(direction: 'next' | 'previous', state?: ReviewState): Promise<boolean> {
  const { id: from } = getState()
  const { id } = await client['items.step']({
    direction,
    filter: queueFilter(),
    sort: useQueue.getState().sort,
    ...(from === undefined ? {} : { from }),
    ...(state === undefined ? {} : { state }),
  })
  if (id === undefined || id === from) return false
  await openItem(id)
  return true
}

/** Whether the picture of the open item cannot be shown. */
export const useUnreadable = (): boolean => {
  const hash = useItem(({ detail }) => detail?.item.image.hash)
  return usePictureTrouble(({ unreadable }) => hash !== undefined && unreadable === hash)
}
