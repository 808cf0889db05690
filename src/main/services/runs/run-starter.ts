import { ContractError } from '../../../contract/rpc.ts'
import type { Task } from '../../../core/task.ts'
import type { StoredRun } from '../../store/runs.ts'
import type { Context } from '../context.ts'
import type { JobHandle } from '../jobs.ts'
import type { Ledger } from '../queue/ledger.ts'
import { createTurns } from '../turns.ts'
import type { RunKeeper } from './run-keeper.ts'

/** Tasks stored in the first transaction of a run; later ones by how long the last took. */
const FIRST_CHUNK = 50
const LARGEST_CHUNK = 1_000
/** How long a transaction should take, milliseconds. */
const WANTED_TIME = 8

/** What a person wants to be sent. */
export type Wanted = Pick<Task, 'itemId' | 'solverId' | 'instruction'>

/** A run to be made: what it is called while it goes on, its solvers and its budgets in USD. */
export interface NewRun {
  readonly message: string
  readonly solverIds: readonly string[]
  readonly budget?: number | undefined
  readonly solverBudget?: number | undefined
}

/** A run that takes in tasks. */
export interface Filling {
  readonly runId: string
  readonly job: JobHandle
  /** Whether somebody has cancelled it meanwhile: nothing more is taken in. */
  isOver(): boolean
  /** Stores tasks but for those with an open twin, and starts those there is room for; others get their turn meanwhile. */
  store(wanted: readonly Wanted[]): Promise<void>
  /** Takes in tasks that were stored for this run in another way. */
  take(tasks: readonly Task[]): void
}

export interface RunStarter {
  /** Stores a new run and lets `fill` put tasks into it. Whatever stops that half-way, what was stored is followed to its end. */
  start(
    wanted: NewRun,
    fill: (filling: Filling) => Promise<void>,
  ): Promise<{ readonly jobId: string; readonly runId: string; readonly count: number }>
}

/**
 * Makes runs. `mayWrite` throws where nothing can be stored any more; `there` names the solvers that are still there; `wake` starts
 * tasks of a solver and lifts what holds it where a person has just asked for it; `cancel` ends a run.
 */
export function createRunStarter(
  { store, settings, now, newId }: Context,
  parts: {
    readonly keeper: RunKeeper
    readonly ledger: Ledger
    readonly mayWrite: () => void
    readonly isClosing: () => boolean
    readonly there: () => ReadonlySet<string>
    readonly wake: (solverId: string, isNew: boolean) => void
    readonly cancel: (runId: string) => void
  },
): RunStarter {
  const { keeper, ledger, mayWrite, isClosing, there, wake, cancel } = parts

  const insert = ({ solverIds, budget, solverBudget }: NewRun): StoredRun => {
    const run = {
      id: newId(),
      at: now(),
      by: settings().reviewer,
      items: 0,
      ...(budget !== undefined && { budget }),
      ...(solverBudget !== undefined && { solverBudget }),
      state: 'running',
      solvers: solverIds.map((solverId) => ({ solverId, paused: false })),
    } as const
    return store.transact(() => ({ ...run, number: store.runs.insert(run) }))
  }

  return {
    start: async (wanted, fill) => {
      // Asked again: the solvers may have been waited for.
      mayWrite()
      const asked = there()
      if (!wanted.solverIds.every((id) => asked.has(id))) {
        throw new ContractError('no-solver', 'One of these solvers does not exist any more.')
      }
      const open = keeper.follow(insert(wanted), true)
      const { id: runId } = open.run
      const job = keeper.progress.begin(runId, 0, wanted.message, () => {
        cancel(runId)
      })
      const woken = new Set<string>()
      const items = new Set<string>()
      const turn = createTurns()
      let count = 0
      let size = FIRST_CHUNK

      const isOver = () => open.run.state === 'cancelled'
      const take = (tasks: readonly Task[]) => {
        for (const { itemId } of tasks) items.add(itemId)
        open.run = { ...open.run, items: items.size }
        count += tasks.length
        job.addTotal(tasks.length)
      }
      const start = (solverIds: ReadonlySet<string>) => {
        for (const solverId of solverIds) {
          wake(solverId, !woken.has(solverId))
          woken.add(solverId)
        }
      }
      const filling: Filling = {
        runId,
        job,
        isOver,
        take: (tasks) => {
          take(tasks)
          start(new Set(tasks.map(({ solverId }) => solverId)))
        },
        store: async (all) => {
          for (let from = 0; from < all.length && !isOver();) {
            // Asked for every chunk: between two of them the project may have begun to close, or a solver was removed.
            mayWrite()
            const left = there()
            const chunk = all.slice(from, from + size).filter(({ solverId }) => left.has(solverId))
            from += size
            const began = performance.now()
            take(ledger.enqueue(chunk.map((one) => ({ ...one, runId }))))
            const took = Math.max(1, performance.now() - began)
            size = Math.min(LARGEST_CHUNK, Math.max(1, Math.round((chunk.length * WANTED_TIME) / took)))
            // Also where all of it was stored before: what waits behind a hold goes on when a person sends it again.
            start(new Set(chunk.map(({ solverId }) => solverId)))
            await turn()
          }
        },
      }
      try {
        await fill(filling)
      } finally {
        open.filling = false
        // At the next start the items are counted from the tasks.
        if (!isClosing()) {
          store.transact(() => {
            store.runs.save(open.run)
          })
          keeper.look(open)
        }
      }
      return { jobId: job.id, runId, count }
    },
  }
}
