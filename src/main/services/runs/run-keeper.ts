import type { Run } from '../../../contract/run-methods.ts'
import type { StoredRun } from '../../store/runs.ts'
import type { Context } from '../context.ts'
import type { Jobs } from '../jobs.ts'
import type { Change } from '../queue/ledger.ts'
import type { Lanes } from '../queue/lanes.ts'
import type { Prices } from './prices.ts'
import type { Progress } from './progress.ts'
import { count, createProgress } from './progress.ts'
import type { OpenRun, RunBook } from './run-book.ts'
import { inFlight, isOpen, isPaused, openTasks, tally } from './run-book.ts'
import { createRunEvents } from './run-events.ts'
import { budgetReached, dollars, viewOf } from './run-view.ts'

/** Follows runs from their first task to their end, and shows how they go. */
export interface RunKeeper {
  readonly book: RunBook
  readonly progress: Progress
  /** Takes up a run. `filling`: tasks are still to be stored for it. */
  follow(run: StoredRun, filling: boolean): OpenRun
  /** Call with every change of a task, once it is on disk. */
  changed(change: Change): void
  /** Something else about a run may have changed: shows it, and ends it where it is over or cannot go on. */
  look(open: OpenRun): void
  /** As `look`, for all runs that a solver has part in. */
  lookAt(solverId: string): void
  /** Shows a run that can go on as a job, where none does. */
  goOn(open: OpenRun, onCancel: () => void): void
  /** As it is shown, whether it goes on or is over. */
  view(run: StoredRun): Run
  /** Ends the job of a run as one that somebody cancelled. */
  cancelJob(open: OpenRun): void
  /** Sends what was held back, ends the jobs and follows nothing any more. */
  close(): Promise<void>
}

/** A keeper of the runs in `book`. */
export function createRunKeeper(
  context: Context,
  parts: {
    readonly book: RunBook
    readonly jobs: Pick<Jobs, 'start' | 'jobs.cancel'>
    readonly prices: Prices
    readonly lanes: Pick<Lanes, 'known'>
    /** Cancels a task that is queued, later. */
    readonly cancelTask: (id: string) => void
  },
): RunKeeper {
  const { store, emit, log, now } = context
  const { book, jobs, prices, lanes, cancelTask } = parts
  const progress = createProgress(context, jobs)

  const laneState = (solverId: string) => lanes.known(solverId)?.state()
  const priceOf = (solverId: string) => {
    const solver = store.solvers.get(solverId)
    return solver && prices.lately(solver).price
  }
  const view: RunKeeper['view'] = (run) =>
    viewOf(
      book.get(run.id) ?? { run, tallies: tally(store, run), filling: false },
      { laneState, priceOf, limitReached: (open, solverId) => book.limitReached(open, solverId) },
      performance.now(),
    )
  const viewById = (id: string): Run | undefined => {
    const run = book.get(id)?.run ?? store.runs.get(id)
    return run && view(run)
  }
  const events = createRunEvents(viewById, emit, () => book.goingOn().map(({ run }) => run.id))

  const tell = ({ id, number }: StoredRun, how: string, body: string) => {
    emit({ name: 'run.ended', payload: { id, title: `Run ${number} ${how}`, body } })
  }

  /** Ends that are on their way to the disk. */
  const ending = new Set<Promise<unknown>>()

  const end = (open: OpenRun) => {
    const { run } = open
    open.run = { ...run, state: run.state === 'cancelled' ? 'cancelled' : 'done', endedAt: now() }
    // Should the app die before, the run is found without open tasks at the next start and ends then.
    const ended = store
      .commit(() => {
        store.runs.save(open.run)
      })
      .then(() => {
        events.changed(run.id)
        progress.finish(run.id)
        if (run.state !== 'cancelled' && run.items > 0) tell(run, 'is done', summaryOf(view(open.run)))
        return run.id
      })
      .catch((error: unknown) => {
        log('error', `The end of run ${run.number} was not saved.`, error)
        progress.fail(run.id, 'The run is over, but its end could not be saved.')
      })
      .finally(() => ending.delete(ended))
    ending.add(ended)
  }

  /** Why a run cannot go on by itself although tasks are left; undefined where it can, or where a person paused all of it. */
  const whyStuck = (open: OpenRun): string | undefined => {
    const reasons: string[] = []
    for (const [solverId, { counts }] of open.tallies) {
      if (openTasks(counts) === 0) continue
      const lane = lanes.known(solverId)
      const hold = lane?.hold()
      const limit = book.limitReached(open, solverId)
      if (hold && lane?.isIdle() && !lane.isLifting()) reasons.push(asSentence(hold.reason))
      else if (inFlight(counts) > 0) return undefined
      else if (limit !== undefined) reasons.push(budgetReached(limit))
      else if (!isPaused(open, solverId)) return undefined
    }
    return reasons[0]
  }

  const look: RunKeeper['look'] = (open) => {
    const { run, tallies } = open
    events.changed(run.id)
    if (open.filling || run.endedAt !== undefined) return
    const left = leftOf(tallies)
    if (left === 0) {
      end(open)
      return
    }
    if (!progress.jobOf(run.id)) return
    const why = whyStuck(open)
    if (why === undefined) return
    progress.fail(run.id, `${why} ${count(left, 'task')} left to send.`)
    tell(run, 'has stopped', `${why} ${count(left, 'task')} left to send.`)
  }

  return {
    book,
    progress,
    view,
    look,
    follow: (run, filling) => book.open(run, filling),
    changed: (change) => {
      const { task, before } = change
      const open = book.count(change)
      if (before && isOpen(before.status) && !isOpen(task.status)) progress.over(task)
      // The service did not take it after all, and nobody wants it any more.
      if (open?.run.state === 'cancelled' && task.status === 'queued') cancelTask(task.id)
      if (open) look(open)
      else if (task.runId) events.changed(task.runId)
    },
    lookAt: (solverId) => {
      for (const open of book.goingOn()) if (open.tallies.has(solverId)) look(open)
    },
    goOn: (open, onCancel) => {
      const { run, tallies } = open
      const left = leftOf(tallies)
      if (left === 0 || progress.jobOf(run.id) || whyStuck(open) !== undefined) return
      progress.begin(run.id, left, `Going on with run ${run.number}`, onCancel)
    },
    cancelJob: ({ run }) => {
      const job = progress.jobOf(run.id)
      if (job && !job.signal.aborted) void jobs['jobs.cancel']({ id: job.id })
    },
    close: async () => {
      await Promise.all(ending)
      progress.close()
      events.close()
    },
  }
}

const leftOf = (tallies: OpenRun['tallies']): number =>
  [...tallies.values()].reduce((sum, { counts }) => sum + openTasks(counts), 0)

/** How a run went, for a notification. */
function summaryOf({ counts, spent }: Run): string {
  const parts = [`${counts.solved.toLocaleString('en')} solved`]
  for (const status of ['failed', 'unconfirmed', 'cancelled'] as const) {
    if (counts[status] > 0) parts.push(`${counts[status].toLocaleString('en')} ${status}`)
  }
  return `${parts.join(', ')}.${spent > 0 ? ` ${dollars(spent)} spent.` : ''}`
}

/** A service's own words come with or without their full stop. */
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
