import type { output } from 'zod'
import type { similarMethods } from '../../../contract/similar-methods.ts'
import type { Item } from '../../../core/item.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Context } from '../context.ts'
import { refreshErrorPx } from '../item-error.ts'

type Parts = Pick<Context, 'store' | 'settings' | 'emit' | 'now' | 'newId'>

/** The project's solver for answers of this kind, made where there is none. Call in a transaction. */
function ownSolver({ store, newId }: Parts): { readonly id: string; readonly isNew: boolean } {
  const known = store.solvers.list().find(({ profile }) => profile === 'similar')
  if (known) return { id: known.id, isNew: false }
  const made: Solver = {
    id: newId(),
    name: 'Find similar',
    profile: 'similar',
    enabled: true,
    position: store.solvers.nextPosition(),
    mark: store.solvers.nextMark(),
    concurrency: 1,
    options: {},
  }
  store.solvers.insert(made)
  return { id: made.id, isNew: true }
}

/** Stores matches as a settled task of "Find similar" and its answer, in one transaction; the raw reply tells how they were found. */
export function keepAnswer(
  context: Parts,
  item: Item,
  { examples, points, threshold, tookMs }: output<(typeof similarMethods)['similar.keep']['input']>,
): { readonly answerId: string } {
  const { store, emit, now, newId } = context
  const { width, height } = item.image
  const [taskId, answerId, at] = [newId(), newId(), now()]
  const solver = store.transact(() => {
    const own = ownSolver(context)
    store.tasks.insert({
      id: taskId,
      itemId: item.id,
      solverId: own.id,
      status: 'solved',
      instruction: item.instruction,
      createdAt: at,
      settledAt: at,
    })
    store.tasks.setSentSize(taskId, { width, height })
    store.answers.insert(
      {
        id: answerId,
        taskId: taskId,
        itemId: item.id,
        solverId: own.id,
        points,
        convention: 'sent-pixels',
        sentSize: { width, height },
        latencyMs: Math.round(tookMs),
        at,
      },
      Buffer.from(JSON.stringify({ points, examples, threshold })),
    )
    refreshErrorPx(context, item.id)
    store.items.refreshSummary(item.id)
    return own
  })
  if (solver.isNew) emit({ name: 'solvers.changed', payload: {} })
  emit({ name: 'item.changed', payload: { id: item.id, revision: item.revision } })
  return { answerId }
}
