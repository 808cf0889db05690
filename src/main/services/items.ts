import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Context } from './context.ts'
import { historyOf } from './history.ts'

/** The queue and what is known of one item. */
export function createItemsService({
  store,
  emit,
}: Context): Pick<
  AppHandlers,
  | 'items.list'
  | 'items.counts'
  | 'items.get'
  | 'items.row'
  | 'items.step'
  | 'items.setInstruction'
  | 'answers.raw'
  | 'tasks.raw'
> {
  const find = (id: string) => {
    const item = store.items.get(id)
    if (!item) throw new ContractError('not-found', 'This item does not exist.')
    return item
  }

  return {
    'items.list': (page) => store.items.list(page),
    'items.counts': () => store.items.counts(),
    'items.get': ({ id }) => ({
      item: find(id),
      targets: store.revisions.latest(id)?.targets ?? [],
      history: historyOf(store.revisions.undoLog(id)),
      answers: store.answers.ofItem(id),
      tasks: store.tasks.ofItem(id),
    }),
    'items.row': ({ id }) => {
      const row = store.items.row(id)
      return row ? { row } : {}
    },
    'answers.raw': ({ id }) => {
      const raw = store.answers.raw(id)
      if (raw === undefined) throw new ContractError('not-found', 'This answer does not exist.')
      return { raw }
    },
    'tasks.raw': ({ id }) => {
      const raw = store.tasks.raw(id)
      if (raw === undefined) throw new ContractError('not-found', 'No reply of this request was kept.')
      return { raw }
    },
    'items.step': (from) => store.items.step(from),
    'items.setInstruction': ({ ids, instruction }) => {
      const [id] = ids
      const only = ids.length === 1 && id !== undefined ? find(id) : undefined
      store.transact(() => {
        store.items.setInstruction(ids, instruction)
      })
      emit(
        only
          ? { name: 'item.changed', payload: { id: only.id, revision: only.revision } }
          : { name: 'items.changed', payload: {} },
      )
      return {}
    },
  }
}
