import type { AppHandlers } from '../../../contract/contract.ts'
import type { UnconfirmedTask } from '../../../contract/run-methods.ts'
import type { Store } from '../../store/store.ts'
import type { Prices } from './prices.ts'
import { dollars } from './run-view.ts'

/** What is known around a request whose reply was lost. Money in USD. */
export interface Clues {
  /** Tasks of the solver without a reply at that time, itself among them. */
  readonly inFlight?: number | undefined
  /** How much the balance fell from before it was sent to after it was lost; absent where it was not read both times. */
  readonly fall?: number
  /** What answers of the same solver cost meanwhile; absent where it is not known. */
  readonly answered?: number | undefined
  /** What the task was expected to cost. */
  readonly price?: number | undefined
}

/** A difference below this is rounding, USD: services count in thousandths of a cent. */
const NOTHING = 0.000_005

/**
 * What the balance says about a task that may have been paid. A fall of at least half its price beyond what answers cost is taken
 * for its price, where nothing else was under way.
 */
export function judge({ inFlight, fall, answered, price }: Clues): Pick<UnconfirmedTask, 'known' | 'likely'> {
  const others = (inFlight ?? 1) - 1
  const crowd = others > 0 ? `${inFlight} in flight` : ''
  if (fall === undefined) {
    return { known: crowd ? `${crowd}, balance not known` : 'Balance not known', likely: 'unknown' }
  }
  const change =
    Math.abs(fall) < NOTHING
      ? 'Balance unchanged'
      : `Balance ${fall > 0 ? 'fell' : 'rose'} by ${dollars(Math.abs(fall))}`
  const known = answered !== undefined && answered >= NOTHING ? `${change}, answers cost ${dollars(answered)}` : change
  // Money that came in hides what went out.
  if (answered === undefined || fall < -NOTHING) return { known: `${known}: cannot tell`, likely: 'unknown' }
  if (fall - answered < Math.max(NOTHING, (price ?? 0) / 2)) return { known, likely: 'not-received' }
  return crowd ? { known: `${known}, ${crowd}: cannot tell`, likely: 'unknown' } : { known, likely: 'paid' }
}

/** The tasks that only a person resolves, with what is known of each. */
export function createUnconfirmed(
  { failures, tasks, solvers }: Pick<Store, 'failures' | 'tasks' | 'solvers'>,
  prices: Prices,
): AppHandlers['runs.unconfirmed'] {
  return () => {
    const answered = new Map<string, number | undefined>()
    const answeredBetween = (solverId: string, from: number, to: number) => {
      const key = `${solverId} ${from} ${to}`
      if (!answered.has(key)) answered.set(key, failures.answeredBetween(solverId, from, to))
      return answered.get(key)
    }
    return failures.unconfirmed().map(({ runId, ...row }) => {
      const { inFlight, before, after } = tasks.known(row.taskId)
      const solver = solvers.get(row.solverId)
      const price = solver && prices.of(solver).price
      const balances = before &&
        after && {
          fall: before.balance - after.balance,
          answered: answeredBetween(row.solverId, before.at, after.at),
        }
      return {
        ...row,
        ...(runId !== null && { runId }),
        ...judge({ inFlight, price, ...balances }),
        ...(price !== undefined && { price }),
      }
    })
  }
}
