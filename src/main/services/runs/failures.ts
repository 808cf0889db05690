import type { AppHandlers } from '../../../contract/contract.ts'
import type { FailureGroup } from '../../../contract/run-methods.ts'
import type { Store } from '../../store/store.ts'
import type { FailureCount } from '../../store/failures.ts'
import { wordsFor } from './failure-words.ts'
import type { Prices } from './prices.ts'

/** Failed tasks by cause. */
export function createFailures(
  { failures, solvers }: Pick<Store, 'failures' | 'solvers'>,
  prices: Prices,
): Pick<AppHandlers, 'runs.failures' | 'runs.failedItems'> {
  const priceAt = (solverId: string): number | undefined => {
    const solver = solvers.get(solverId)
    return solver && prices.of(solver).price
  }
  return {
    'runs.failures': ({ runId }) =>
      [...Map.groupBy(failures.counts(runId), ({ code }) => code)]
        .map(([code, counts]) => groupOf(code, failures.message(code), counts, priceAt))
        .toSorted((a, b) => b.tasks - a.tasks || a.code.localeCompare(b.code)),
    'runs.failedItems': ({ runId, code }) => ({ itemIds: failures.itemIds(runId, code) }),
  }
}

function groupOf(
  code: string,
  message: string,
  counts: readonly FailureCount[],
  priceAt: (solverId: string) => number | undefined,
): FailureGroup {
  const prices = counts.map(({ solverId, tasks }) => {
    const price = priceAt(solverId)
    return price === undefined ? undefined : price * tasks
  })
  const price = prices.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0)
  return {
    code,
    ...wordsFor(code, message),
    tasks: counts.reduce((sum, { tasks }) => sum + tasks, 0),
    bySolver: counts.map(({ solverId, tasks }) => ({ solverId, tasks })).toSorted((a, b) => b.tasks - a.tasks),
    ...(price !== undefined && { price }),
  }
}
