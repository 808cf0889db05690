import type { AppHandlers } from '../../contract/contract.ts'
import type { Context } from './context.ts'

/** Shows results that came late, again, or against an earlier one. */
export const createConflictService = ({ store }: Pick<Context, 'store'>): Pick<AppHandlers, 'tasks.conflicts'> => ({
  'tasks.conflicts': ({ itemId }) => Promise.resolve(store.conflicts.list(itemId)),
})
