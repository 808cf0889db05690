import type { Run, RunLane, TaskCounts } from '../../../contract/run-methods.ts'
import type { TaskStatus } from '../../../core/task.ts'
import type { OpenRun, Tally } from './run-book.ts'
import { inFlight, isPaused, noTasks, openTasks, spentBy } from './run-book.ts'

/** How a lane goes: `waiting` goes on by itself in `untilMs`, `held` not before a person has acted. */
interface LaneState {
  readonly state: 'running' | 'waiting' | 'held'
  readonly reason?: string
  readonly untilMs?: number
}

/** What is known around a run: what holds its solvers, and what their next task is expected to cost, USD. */
export interface Around {
  readonly laneState: (solverId: string) => LaneState | undefined
  readonly priceOf: (solverId: string) => number | undefined
  readonly limitReached: (open: OpenRun, solverId: string) => number | undefined
}

/** A run as it is shown. `now` is a reading of the monotonic clock, milliseconds. */
export function viewOf(open: OpenRun, around: Around, now: number): Run {
  const { run, tallies } = open
  const lanes = [...tallies].map(([solverId, own]) => laneOf(open, solverId, own, around, now))
  const counts = noTasks()
  for (const lane of lanes) for (const key of keys(counts)) counts[key] += lane.counts[key]
  const etas = lanes.filter(({ state }) => state === 'running').map(({ etaMs }) => etaMs)
  const etaMs = etas.length > 0 && etas.every((eta) => eta !== undefined) ? Math.max(...etas) : undefined
  const spent = spentBy(tallies)
  const expected = expectedRest(lanes, around)
  return {
    id: run.id,
    number: run.number,
    at: run.at,
    by: run.by,
    items: run.items,
    state: run.state,
    ...(run.endedAt !== undefined && { endedAt: run.endedAt }),
    ...(run.budget !== undefined && { budget: run.budget }),
    ...(run.solverBudget !== undefined && { solverBudget: run.solverBudget }),
    counts,
    perMinute: lanes.reduce((sum, lane) => sum + lane.perMinute, 0),
    ...(etaMs !== undefined && { etaMs }),
    spent: Math.max(0, spent),
    ...(expected !== undefined && { expected: Math.max(0, spent) + expected }),
    lanes,
  }
}

const keys = (counts: TaskCounts): TaskStatus[] => Object.keys(counts) as TaskStatus[]

/** What the rest of all lanes is expected to cost; undefined where nobody knows. */
function expectedRest(lanes: readonly RunLane[], { priceOf }: Around): number | undefined {
  let sum = 0
  for (const { solverId, counts } of lanes) {
    const left = openTasks(counts)
    const price = priceOf(solverId)
    if (price === undefined && left > 0) return undefined
    sum += left * (price ?? 0)
  }
  return sum
}

function laneOf(open: OpenRun, solverId: string, own: Tally, around: Around, now: number): RunLane {
  const left = openTasks(own.counts)
  const perMinute = own.pace.perMinute(now)
  const limit = open.run.solverBudget
  return {
    solverId,
    counts: { ...own.counts },
    ...stateOf(open, solverId, own.counts, around),
    ended: own.pace.slices(now),
    perMinute,
    ...(left > 0 && perMinute > 0 && { etaMs: (left / perMinute) * 60_000 }),
    spent: Math.max(0, own.spent),
    ...(limit !== undefined && { limit }),
  }
}

/** Where a lane of a run stands, and why. */
function stateOf(
  open: OpenRun,
  solverId: string,
  counts: TaskCounts,
  { laneState, limitReached }: Around,
): Pick<RunLane, 'state' | 'reason' | 'untilMs'> {
  if (openTasks(counts) === 0 && !open.filling) return { state: 'done' }
  if (isPaused(open, solverId)) {
    const sent = inFlight(counts)
    return { state: 'paused', ...(sent > 0 && { reason: `${sent} sent before are still fetched.` }) }
  }
  const limit = counts.queued > 0 ? limitReached(open, solverId) : undefined
  if (limit !== undefined) return { state: 'over-budget', reason: budgetReached(limit) }
  const { state, reason, untilMs } = laneState(solverId) ?? { state: 'running' }
  return { state, ...(reason !== undefined && { reason }), ...(untilMs !== undefined && { untilMs }) }
}

/** In words that a budget stops a run. `limit` in USD. */
export const budgetReached = (limit: number): string => `The budget of ${dollars(limit)} is used up.`

/** USD as people read it: cents, and parts of a cent where there are any. */
export const dollars = (amount: number): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: amount < 0.1 ? 4 : 2,
  }).format(amount)
