import type { TaskCounts } from '../../../contract/run-methods.ts'
import { isFree } from '../../../core/solver.ts'
import type { TaskStatus } from '../../../core/task.ts'
import type { StoredRun } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import type { Change } from '../queue/ledger.ts'
import type { Pace } from './pace.ts'
import { createPace } from './pace.ts'

/** Money is added up in binary fractions: ten times 0.1 is a little less than 1. USD. */
const ROUNDING = 1e-9

/** The tasks of one solver in a run. */
export interface Tally {
  readonly counts: Record<TaskStatus, number>
  /** USD. */
  spent: number
  readonly pace: Pace
}

/** A run of this session, with what became of its tasks so far. */
export interface OpenRun {
  /** As it is stored. */
  run: StoredRun
  readonly tallies: Map<string, Tally>
  /** Whether tasks are still being stored for it. */
  filling: boolean
}

/** Runs that go on, or ended since the project was opened, counted in memory: seeded from stored rows, then kept by what changes. */
export interface RunBook {
  /** Those that go on, oldest first. */
  goingOn(): OpenRun[]
  get(id: string): OpenRun | undefined
  /** Follows a run, counting what is stored of it. */
  open(run: StoredRun, filling: boolean): OpenRun
  /** Counts a change and returns the run that it belongs to, where that is followed. */
  count(change: Change): OpenRun | undefined
  /**
   * The limit that stops this solver in the run, USD: its own, else that of the run; undefined where there is money left. A limit is
   * no reason to stop what charges nothing.
   */
  limitReached(open: OpenRun, solverId: string): number | undefined
  /** Runs of which nothing new is sent to this solver. */
  blockedRuns(solverId: string): ReadonlySet<string>
}

/** The counts of nothing. */
export const noTasks = (): Record<TaskStatus, number> => ({
  queued: 0,
  submitting: 0,
  waiting: 0,
  solved: 0,
  failed: 0,
  unconfirmed: 0,
  cancelled: 0,
})

/** Tasks that were sent and are not over. */
export const inFlight = ({ submitting, waiting }: TaskCounts): number => submitting + waiting

/** Tasks that are not over. */
export const openTasks = (counts: TaskCounts): number => counts.queued + inFlight(counts)

/** USD that all solvers of a run took. */
export const spentBy = (tallies: ReadonlyMap<string, Pick<Tally, 'spent'>>): number =>
  [...tallies.values()].reduce((sum, { spent }) => sum + spent, 0)

export const isPaused = ({ run }: Pick<OpenRun, 'run'>, solverId: string): boolean =>
  run.state === 'paused' || run.solvers.some((one) => one.solverId === solverId && one.paused)

/** USD. */
const reached = (limit: number | undefined, spent: number): boolean => limit !== undefined && spent >= limit - ROUNDING

/** Counts what is stored of a run. */
export function tally(store: Pick<Store, 'runs'>, { id, solvers }: StoredRun): Map<string, Tally> {
  const now = performance.now()
  const tallies = new Map<string, Tally>()
  const of = (solverId: string): Tally => {
    const known = tallies.get(solverId) ?? { counts: noTasks(), spent: 0, pace: createPace(now) }
    tallies.set(solverId, known)
    return known
  }
  for (const { solverId } of solvers) of(solverId)
  for (const { solverId, status, tasks, spent } of store.runs.tallies(id)) {
    of(solverId).counts[status] += tasks
    of(solverId).spent += spent
  }
  return tallies
}

/** Follows runs over an open store. */
export function createRunBook(store: Pick<Store, 'runs' | 'solvers'>): RunBook {
  const runs = new Map<string, OpenRun>()

  const goingOn = () => [...runs.values()].filter(({ run }) => run.endedAt === undefined)

  const limitReached: RunBook['limitReached'] = ({ run, tallies }, solverId) => {
    const own = reached(run.solverBudget, tallies.get(solverId)?.spent ?? 0)
    if (!own && !reached(run.budget, spentBy(tallies))) return undefined
    const solver = store.solvers.get(solverId)
    if (solver && isFree(solver)) return undefined
    return own ? run.solverBudget : run.budget
  }
  const blocks = (open: OpenRun, solverId: string): boolean =>
    open.run.state !== 'running' || isPaused(open, solverId) || limitReached(open, solverId) !== undefined

  return {
    goingOn,
    get: (id) => runs.get(id),
    open: (run, filling) => {
      const open: OpenRun = { run, tallies: tally(store, run), filling }
      runs.set(run.id, open)
      return open
    },
    count: ({ task, before }) => {
      const open = runs.get(task.runId ?? '')
      const own = open?.tallies.get(task.solverId)
      if (!open || !own) return undefined
      own.counts[task.status] += 1
      if (before) own.counts[before.status] -= 1
      own.spent += (task.cost ?? 0) - (before?.cost ?? 0)
      if (before && isOpen(before.status) && !isOpen(task.status)) own.pace.ended(performance.now())
      return open
    },
    limitReached,
    blockedRuns: (solverId) =>
      new Set(
        goingOn()
          .filter((open) => blocks(open, solverId))
          .map(({ run }) => run.id),
      ),
  }
}

/** Whether a task of this status will go on by itself. */
export const isOpen = (status: TaskStatus): boolean =>
  status === 'queued' || status === 'submitting' || status === 'waiting'
