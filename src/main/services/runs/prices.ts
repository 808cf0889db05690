import type { SolverEstimate } from '../../../contract/run-methods.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { Solver } from '../../../core/solver.ts'
import { isFree, saysCost } from '../../../core/solver.ts'
import type { Store } from '../../store/store.ts'

/** Answers that the past of a solver is read from. */
const NEWEST = 500
/** How long the past is taken as known where runs are shown, milliseconds. */
const FRESH = 1_000

/** What a task of a solver is expected to take. USD and milliseconds. */
export interface Expected extends Pick<SolverEstimate, 'price' | 'basis' | 'priceRange'> {
  /** Median of its newest answers; absent without any. */
  readonly latencyMs?: number
}

export interface Prices {
  /** From what is stored now. */
  of(solver: Solver): Expected
  /** As it was known within the last second: for what is shown many times a second. */
  lately(solver: Solver): Expected
}

/** What tasks cost and how long they take: what a person set, or the median of the solver's own newest 500 answers. */
export function createPrices({ answers }: Pick<Store, 'answers'>): Prices {
  const known = new Map<string, { readonly at: number; readonly solver: string; readonly expected: Expected }>()
  const of = (solver: Solver): Expected => expectedOf(solver, answers.past(solver.id, NEWEST))
  return {
    of,
    lately: (solver) => {
      const now = performance.now()
      const settings = `${solver.price ?? ''} ${solver.profile} ${solver.builtIn ?? ''}`
      const cached = known.get(solver.id)
      if (cached?.solver === settings && now - cached.at < FRESH) return cached.expected
      const expected = of(solver)
      known.set(solver.id, { at: now, solver: settings, expected })
      return expected
    },
  }
}

/** Throws `no-price` where nothing would ever count against a budget: nobody knows what the tasks of a solver cost. */
export function refuseUnpriced(prices: Prices, solvers: readonly Solver[]): void {
  const unpriced = solvers.find((solver) => !saysCost(solver) && prices.of(solver).price === undefined)
  if (!unpriced) return
  throw new ContractError(
    'no-price',
    `${unpriced.name} does not say what it charges, so no budget can stop it. Set its price in Solvers, 0 where it is free.`,
  )
}

/** What is expected of the next task, from the newest ones. */
export function expectedOf(
  solver: Pick<Solver, 'price' | 'profile' | 'builtIn'>,
  past: readonly { readonly cost: number | null; readonly latencyMs: number }[],
): Expected {
  const latencyMs = quantile(ascending(past.map((answer) => answer.latencyMs)), 0.5)
  const time = latencyMs !== undefined && { latencyMs }
  if (isFree(solver)) return { price: 0, basis: 'free', ...time }
  if (solver.price !== undefined) return { price: solver.price / 1_000, basis: 'set', ...time }
  const costs = ascending(past.map(({ cost }) => cost).filter((cost) => cost !== null))
  const [low, price, high] = [0.25, 0.5, 0.75].map((share) => quantile(costs, share))
  if (low === undefined || price === undefined || high === undefined) return { basis: 'unknown', ...time }
  return { price, basis: 'past', priceRange: { low, high }, ...time }
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** Linear between the two nearest values (Hyndman and Fan, type 7); undefined without any. `sorted` ascends. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  const place = share * (sorted.length - 1)
  const low = sorted[Math.floor(place)]
  const high = sorted[Math.ceil(place)]
  return low === undefined || high === undefined ? undefined : low + (place - Math.floor(place)) * (high - low)
}
