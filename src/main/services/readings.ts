import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { ReadingSummary, Reread } from '../../contract/solver-methods.ts'
import type { Convention } from '../../core/convention.ts'
import { fixedConventionOf, partsOf } from '../../core/convention.ts'
import type { Resize, Solver } from '../../core/solver.ts'
import type { Task } from '../../core/task.ts'
import type { Context } from './context.ts'
import { changeOf, changeBack } from './readings/change-of.ts'
import type { ReplyWalk } from './readings/read-kept.ts'
import { walkReplies } from './readings/read-kept.ts'
import type { Change } from './readings/rewrite.ts'
import { foresee, standingBefore, writeChanges } from './readings/rewrite.ts'
import { sampleOf } from './readings/sample-of.ts'
import type { Tally } from './readings/tally.ts'
import { createTally } from './readings/tally.ts'

/** From this many items on, lists are told once instead of item by item. */
const MANY = 50
/** Changes of an earlier reading that are looked up in one go. */
const AT_ONCE = 100

interface Choice {
  readonly solverId: string
  readonly convention: Convention
  readonly resize?: Resize | undefined
}

export interface ReadingService extends Pick<
  AppHandlers,
  'readings.samples' | 'readings.preview' | 'readings.apply' | 'readings.undo' | 'readings.list'
> {
  /** Nothing is read any more; what is being written is on disk when this resolves. */
  readonly close: () => Promise<void>
}

/**
 * How kept replies are read, and reading them again: nothing is sent, nothing is paid. Replies are read between the turns of the
 * window; what follows from them is then written in one transaction, together with what came in meanwhile.
 */
export function createReadingService(
  context: Pick<Context, 'store' | 'settings' | 'emit' | 'now' | 'newId'>,
): ReadingService {
  const { store, emit, now, newId } = context
  let closed = false
  // One after the other: the second would count on answers that the first one is changing.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  const giveWay = async () => {
    await nextTurn()
    if (closed) throw new ContractError('not-found', 'The project was closed.')
  }

  const find = (id: string): Solver => {
    const solver = store.solvers.get(id)
    if (!solver) throw new ContractError('not-found', 'This solver does not exist.')
    return solver
  }

  /** The solver as it would be with a convention. */
  const choose = ({ solverId, convention, resize }: Choice): Solver => {
    const solver = find(solverId)
    const fixed = fixedConventionOf(solver.profile)
    if (fixed !== undefined && fixed !== convention) {
      const message = `How replies of ${solver.name} are read is fixed by its protocol: ${fixed}.`
      throw new ContractError('fixed-convention', message)
    }
    const options = { ...solver.options, ...(resize && { resize }), ...(fixed === undefined && { convention }) }
    if (partsOf(convention).unit === 'resized-pixels' && !options.resize) {
      throw new ContractError('bad-input', 'Say how the model resizes a picture: multiples and most pixels.')
    }
    return { ...solver, options }
  }

  const readOn = (walk: ReplyWalk, solver: Solver, tally: Tally, changes: Change[]): boolean => {
    const found = walk.next()
    for (const read of found) {
      tally.add(read)
      const change = changeOf(store, solver, read, newId)
      if (change) changes.push(change)
    }
    return found.length > 0
  }

  const tell = (changes: readonly Change[], tasks: readonly Task[]) => {
    emit({ name: 'solvers.changed', payload: {} })
    const items = new Set(changes.map((change) => (change.kind === 'lost' ? change.before : change.after).itemId))
    if (items.size > MANY) {
      emit({ name: 'items.changed', payload: {} })
      return
    }
    for (const task of tasks) emit({ name: 'task.changed', payload: task })
    for (const id of items) {
      emit({ name: 'item.changed', payload: { id, revision: store.items.get(id)?.revision ?? 0 } })
    }
  }

  const preview = async (choice: Choice): Promise<ReadingSummary> => {
    const tally = createTally(context)
    const walk = walkReplies(store, choose(choice))
    for (let found = walk.next(); found.length > 0; found = walk.next()) {
      for (const read of found) tally.add(read)
      await giveWay()
    }
    return tally.summary()
  }

  const apply = async (choice: Choice): Promise<Reread> => {
    const solver = choose(choice)
    const walk = walkReplies(store, solver)
    const tally = createTally(context)
    const changes: Change[] = []
    while (readOn(walk, solver, tally, changes)) await giveWay()
    const foreseen = await foresee(context, changes, giveWay)
    const { reread, tasks } = store.transact(() => {
      // What came in while the others were read.
      while (readOn(walk, solver, tally, changes));
      const current = find(solver.id)
      const { convention, resize } = current.options
      const chosen = { ...(solver.options.resize && { resize: solver.options.resize }) }
      const made: Reread = {
        id: newId(),
        solverId: solver.id,
        at: now(),
        by: context.settings().reviewer,
        before: { ...(convention && { convention }), ...(resize && { resize }) },
        after: { convention: choice.convention, ...chosen },
        summary: tally.summary(),
      }
      store.rereads.insert(made)
      for (const change of changes) {
        if (change.kind !== 'lost') store.rereads.keepBefore(made.id, change.after.taskId, standingBefore(change))
      }
      const options = { ...current.options, ...chosen }
      const isFixed = fixedConventionOf(solver.profile) !== undefined
      store.solvers.update({
        ...current,
        options: isFixed ? options : { ...options, convention: choice.convention },
      })
      return { reread: made, tasks: writeChanges(context, changes, foreseen) }
    })
    tell(changes, tasks)
    return reread
  }

  const undo = async (id: string): Promise<Reread> => {
    const standing = (): Reread => {
      const reread = store.rereads.get(id)
      if (!reread) throw new ContractError('not-found', 'This reading does not exist.')
      const newest = store.rereads.list(reread.solverId).find(({ undoneAt }) => undoneAt === undefined)
      if (newest?.id !== id) {
        throw new ContractError('conflict', 'Only the newest reading that stands can be undone.')
      }
      if (store.rereads.hasFeedback(id)) {
        throw new ContractError('conflict', 'Feedback was sent about an answer that this reading brought: it stays.')
      }
      return reread
    }
    standing()
    const changes: Change[] = []
    for (let after = ''; ;) {
      const page = store.rereads.changes(id, after, AT_ONCE)
      for (const { taskId, before } of page) changes.push(changeBack(store, taskId, before))
      const last = page.at(-1)
      if (!last) break
      after = last.taskId
      await giveWay()
    }
    const foreseen = await foresee(context, changes, giveWay)
    const undone = store.transact(() => {
      const reread: Reread = { ...standing(), undoneAt: now() }
      store.rereads.setUndone(id, reread.undoneAt ?? 0)
      const current = find(reread.solverId)
      const { convention: _convention, resize: _resize, ...options } = current.options
      store.solvers.update({ ...current, options: { ...options, ...reread.before } })
      return { reread, tasks: writeChanges(context, changes, foreseen) }
    })
    tell(changes, undone.tasks)
    return undone.reread
  }

  return {
    'readings.samples': ({ solverId, limit }) => {
      const solver = find(solverId)
      const samples = store.rereads.samples(solverId, limit).map((reply) => sampleOf(store, solver, reply))
      return { samples, total: store.rereads.count(solverId) }
    },
    'readings.preview': preview,
    'readings.apply': (choice) => inTurn(() => apply(choice)),
    'readings.undo': ({ id }) => inTurn(() => undo(id)),
    'readings.list': ({ solverId }) => store.rereads.list(solverId),
    close: async () => {
      closed = true
      await turn
    },
  }
}
