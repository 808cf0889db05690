import type { AppHandlers } from '../../../contract/contract.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { Run } from '../../../contract/run-methods.ts'
import type { StoredRun } from '../../store/runs.ts'
import type { Context } from '../context.ts'
import type { Lanes } from '../queue/lanes.ts'
import { createTurns } from '../turns.ts'
import type { Prices } from './prices.ts'
import { refuseUnpriced } from './prices.ts'
import type { OpenRun } from './run-book.ts'
import type { RunKeeper } from './run-keeper.ts'

/** What a person decides about runs. Each decision is on disk when it is answered. */
export interface Steering extends Pick<
  AppHandlers,
  'runs.get' | 'runs.list' | 'runs.pause' | 'runs.resume' | 'runs.cancel'
> {
  /** Ends a run: what is queued is cancelled, the results of what was sent are still fetched. */
  readonly cancel: (runId: string) => Promise<void>
}

/** `resume` lifts what holds a solver; `cancelTasks` cancels tasks that are queued, in chunks. */
export function createSteering(
  { store }: Pick<Context, 'store'>,
  parts: {
    readonly keeper: RunKeeper
    readonly mayWrite: () => void
    readonly lanes: Pick<Lanes, 'of'>
    readonly resume: (solverId: string) => void
    readonly prices: Prices
    readonly cancelTasks: (ids: readonly string[]) => Promise<number>
  },
): Steering {
  const { keeper, mayWrite, lanes, resume, prices, cancelTasks } = parts

  const find = (id: string): StoredRun => {
    const run = keeper.book.get(id)?.run ?? store.runs.get(id)
    if (!run) throw new ContractError('not-found', 'This run does not exist.')
    return run
  }
  /** The run where it goes on; one that is over is left as it is. */
  const going = (id: string): OpenRun | undefined => {
    mayWrite()
    find(id)
    const open = keeper.book.get(id)
    return open?.run.endedAt === undefined && open?.run.state !== 'cancelled' ? open : undefined
  }
  const save = (open: OpenRun, run: StoredRun) => {
    store.transact(() => {
      store.runs.save(run)
    })
    open.run = run
  }

  const cancel: Steering['cancel'] = async (id) => {
    const open = going(id)
    if (!open) return
    save(open, { ...open.run, state: 'cancelled' })
    keeper.cancelJob(open)
    // No lane takes a task of a cancelled run any more; the keeper cancels those that come back to the queue.
    await cancelTasks(store.runs.queuedIds(id))
    keeper.look(open)
  }

  return {
    cancel,
    'runs.get': ({ id }) => keeper.view(find(id)),
    'runs.list': async ({ before, limit }) => {
      const turn = createTurns()
      const runs: Run[] = []
      for (const run of store.runs.list(before, limit)) {
        runs.push(keeper.view(keeper.book.get(run.id)?.run ?? run))
        await turn()
      }
      return runs
    },
    'runs.pause': ({ id, solverId }) => {
      const open = going(id)
      if (open) {
        save(open, solverId === undefined ? { ...open.run, state: 'paused' } : withPaused(open.run, solverId, true))
        keeper.look(open)
      }
      return keeper.view(find(id))
    },
    'runs.resume': ({ id, solverId, budget, solverBudget }) => {
      const open = going(id)
      if (open) {
        const solvers = open.run.solvers
          .map((one) => store.solvers.get(one.solverId))
          .filter((one) => one !== undefined)
        if (typeof budget === 'number' || typeof solverBudget === 'number') refuseUnpriced(prices, solvers)
        save(open, withBudgets(resumed(open.run, solverId), { budget, solverBudget }))
        for (const one of open.run.solvers) {
          if (solverId !== undefined && one.solverId !== solverId) continue
          resume(one.solverId)
        }
        // A budget that was raised may let others go on too.
        for (const one of open.run.solvers) lanes.of(one.solverId).wake()
        keeper.look(open)
      }
      return keeper.view(find(id))
    },
    'runs.cancel': async ({ id }) => {
      mayWrite()
      find(id)
      await cancel(id)
      return keeper.view(find(id))
    },
  }
}

const withPaused = (run: StoredRun, solverId: string, paused: boolean): StoredRun => ({
  ...run,
  solvers: run.solvers.map((one) => (one.solverId === solverId ? { ...one, paused } : one)),
})

/** The run going on. Where one solver of a paused run is to go on, the others stay paused by themselves. */
function resumed(run: StoredRun, solverId: string | undefined): StoredRun {
  if (solverId === undefined) return { ...run, state: 'running' }
  const before =
    run.state === 'paused' ? { ...run, solvers: run.solvers.map((one) => ({ ...one, paused: true })) } : run
  return { ...withPaused(before, solverId, false), state: 'running' }
}

/** Budgets in USD: null takes a limit away, undefined leaves it. */
function withBudgets(
  run: StoredRun,
  next: { readonly budget: number | null | undefined; readonly solverBudget: number | null | undefined },
): StoredRun {
  const { budget: _, solverBudget: __, ...rest } = run
  const budget = next.budget === undefined ? run.budget : (next.budget ?? undefined)
  const solverBudget = next.solverBudget === undefined ? run.solverBudget : (next.solverBudget ?? undefined)
  return { ...rest, ...(budget !== undefined && { budget }), ...(solverBudget !== undefined && { solverBudget }) }
}
