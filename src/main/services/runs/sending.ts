import type { AppHandlers } from '../../../contract/contract.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import type { Context } from '../context.ts'
import type { Ledger } from '../queue/ledger.ts'
import { createTurns } from '../turns.ts'
import type { Prices } from './prices.ts'
import { refuseUnpriced } from './prices.ts'
import type { RunStarter, Wanted } from './run-starter.ts'

type SendingHandlers = 'tasks.send' | 'tasks.retry' | 'tasks.resolve' | 'runs.retryFailed'

/**
 * The ways to a new run: items and solvers that a person chose, failed tasks once more, an unconfirmed task once more. `ready` finds a
 * solver that can be asked now and rejects with ContractError where it is gone, has no key, or cannot be asked.
 */
export function createSending(
  { store }: Pick<Context, 'store'>,
  parts: {
    readonly starter: RunStarter
    readonly ledger: Ledger
    readonly mayWrite: () => void
    readonly ready: (solverId: string) => Promise<Solver>
    readonly prices: Prices
  },
): Pick<AppHandlers, SendingHandlers> {
  const { starter, ledger, mayWrite, ready, prices } = parts

  const readyAll = async (ids: readonly string[]): Promise<Solver[]> => {
    const solvers: Solver[] = []
    for (const id of new Set(ids)) solvers.push(await ready(id))
    return solvers
  }

  /** Whether there are items without any that has an instruction. */
  const lackInstructions = async (items: Parameters<AppHandlers['tasks.send']>[0]['items']): Promise<boolean> => {
    const turn = createTurns()
    for (const part of store.sendable.parts(items)) {
      if (store.sendable.count(part) > 0) return false
      await turn()
    }
    return store.items.total(items) > 0
  }

  /** Sends tasks once more, with the instructions that their items have now: one may be what was wrong. */
  const again = async (message: string, ids: readonly string[], budget?: number) => {
    mayWrite()
    const turn = createTurns()
    // Of an item that failed twice at a solver one is enough.
    const wanted = new Map<string, Wanted>()
    for (const id of ids) {
      const task = store.tasks.get(id)
      await turn()
      if (task?.status !== 'failed' && task?.status !== 'cancelled') continue
      const { itemId, solverId } = task
      const instruction = store.items.row(itemId)?.instruction.trim() || task.instruction
      wanted.set(JSON.stringify([itemId, solverId, instruction]), { itemId, solverId, instruction })
    }
    const tasks = [...wanted.values()]
    const solvers = await readyAll(tasks.map(({ solverId }) => solverId))
    if (budget !== undefined) refuseUnpriced(prices, solvers)
    return starter.start({ message, budget, solverIds: solvers.map(({ id }) => id) }, (filling) => filling.store(tasks))
  }

  const unconfirmed = (id: string): Task => {
    const task = store.tasks.get(id)
    if (!task) throw new ContractError('not-found', 'This task does not exist.')
    if (task.status !== 'unconfirmed') throw new ContractError('conflict', 'This task is not unconfirmed any more.')
    return task
  }

  return {
    'tasks.send': async ({ items, solverIds, onlyUnsolved, budget, solverBudget }) => {
      mayWrite()
      const solvers = await readyAll(solverIds)
      if (budget !== undefined || solverBudget !== undefined) refuseUnpriced(prices, solvers)
      if (await lackInstructions(items)) {
        throw new ContractError('no-instruction', 'None of these images has an instruction. Type one first.')
      }
      const message = `Asking ${solvers.map(({ name }) => name).join(', ')}`
      const wanted = { message, solverIds: solvers.map(({ id }) => id), budget, solverBudget }
      return starter.start(wanted, async (filling) => {
        const turn = createTurns()
        for (const part of store.sendable.parts(items)) {
          if (filling.isOver()) return
          const tasks: Wanted[] = []
          for (const { id, name, instruction } of store.sendable.itemsOf(part)) {
            if (!instruction.trim()) {
              filling.job.problem({ name, reason: 'It has no instruction.', remedy: 'Type one and send it again.' })
              continue
            }
            for (const { id: solverId } of solvers) {
              if (onlyUnsolved && store.sendable.hasAnswer(id, solverId)) continue
              tasks.push({ itemId: id, solverId, instruction })
            }
            await turn()
          }
          await filling.store(tasks)
        }
      })
    },
    'tasks.retry': async ({ ids }) => {
      const { jobId, count } = await again('Trying again', ids)
      return { jobId, count }
    },
    'runs.retryFailed': async ({ runId, code, budget }) =>
      again('Trying again', store.failures.taskIds(runId, code), budget),
    'tasks.resolve': async ({ id, as }) => {
      mayWrite()
      const task = unconfirmed(id)
      if (as === 'failed') {
        const message = 'Marked as failed: the reply was lost.'
        await ledger.step(id, 'given-up', { failure: { code: 'reply-lost', message } })
        return {}
      }
      const solver = await ready(task.solverId)
      const message = 'The reply was lost; it was sent again as a new task.'
      await starter.start({ message: 'Sending again', solverIds: [solver.id] }, (filling) => {
        // Somebody may have decided about it while the solver was waited for.
        unconfirmed(id)
        filling.take([ledger.sendAgain(id, { code: 'reply-lost', message }, filling.runId)])
        return Promise.resolve()
      })
      return {}
    },
  }
}
