import type { AppHandlers } from '../../../contract/contract.ts'
import type { SolverEstimate } from '../../../contract/run-methods.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Store } from '../../store/store.ts'
import { createTurns } from '../turns.ts'
import type { Expected, Prices } from './prices.ts'

/** What a run would store, cost and take. Reads in parts, so that 100,000 items and several solvers stop nothing. */
export function createEstimate(store: Store, prices: Prices): AppHandlers['runs.estimate'] {
  return async ({ items, solverIds, onlyUnsolved }) => {
    const known = store.solvers.list()
    const chosen = [...new Set(solverIds)].map((id) => {
      const solver = known.find((one) => one.id === id)
      if (!solver) throw new ContractError('no-solver', 'This solver does not exist any more.')
      const without = { twins: store.sendable.hasOpen(id), answered: onlyUnsolved }
      return { solver, without, tasks: 0 }
    })
    const turn = createTurns()
    let total = 0
    for (const part of store.sendable.parts(items)) {
      const here = store.sendable.count(part)
      total += here
      for (const one of chosen) {
        const { twins, answered } = one.without
        one.tasks += twins || answered ? store.sendable.countFor(part, one.solver.id, one.without) : here
        await turn()
      }
    }
    return {
      items: total,
      solvers: chosen.map(({ solver, tasks }) => {
        const balance = store.balances.newest(solver.id)?.balance
        return estimateOf(solver, tasks, prices.of(solver), balance)
      }),
    }
  }
}

/** What one solver takes for so many tasks. `balance` in USD. */
export function estimateOf(
  solver: Pick<Solver, 'id' | 'concurrency' | 'rate'>,
  tasks: number,
  { latencyMs, ...price }: Expected,
  balance: number | undefined,
): SolverEstimate {
  // The slower of two limits: how many are under way at once, and how many may begin in a time.
  const byLanes = latencyMs === undefined ? undefined : (latencyMs * tasks) / Math.min(solver.concurrency, tasks || 1)
  const byRate = solver.rate && (tasks / solver.rate.count) * solver.rate.seconds * 1_000
  const durationMs = byLanes === undefined ? undefined : Math.max(byLanes, byRate ?? 0)
  return {
    solverId: solver.id,
    tasks,
    ...price,
    ...(durationMs !== undefined && { durationMs }),
    ...(balance !== undefined && { balance }),
  }
}
