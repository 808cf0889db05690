import type { AppEvent, AppHandlers } from '../../contract/contract.ts'
import type { Job, Problem } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import { createRate } from './rate.ts'
import { createThrottle } from './throttle.ts'

/** Shortest time between two events of one job, milliseconds. */
const EVENT_GAP = 100
/** Finished jobs that can still be asked for. */
const KEPT_JOBS = 100
/** Problems kept in words; all are counted. */
const KEPT_PROBLEMS = 10_000
const KEPT_ITEMS = 1_000

/** What the code that does the work holds. Exactly one of `finish` and `fail` ends the job; what comes later is ignored. */
export interface JobHandle {
  readonly id: string
  /** Aborted when somebody cancels. The work stops where it safely can and then calls `finish`. */
  readonly signal: AbortSignal
  /** Counts `by` more as done (default 1), optionally with a new line for people. */
  advance(by?: number, message?: string): void
  /** More work was found. */
  addTotal(by: number): void
  problem(problem: Problem): void
  note(text: string): void
  added(itemId: string): void
  /** Ends the job: `cancelled` where the signal was aborted, otherwise `done`. */
  finish(message: string): void
  fail(message: string): void
}

export interface Jobs extends Pick<AppHandlers, 'jobs.list' | 'jobs.get' | 'jobs.cancel'> {
  readonly start: (kind: Job['kind'], total: number, message: string) => JobHandle
  /** Cancels everything that runs and resolves when all of it has ended. */
  readonly close: () => Promise<void>
}

interface Entry {
  job: Job
  readonly problems: Problem[]
  readonly notes: string[]
  readonly itemIds: string[]
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/** Registry of long work: counts, rate, problems, cancelling. `now` is in milliseconds. */
export function createJobs(parts: {
  readonly emit: (event: AppEvent) => void
  readonly newId: () => string
  readonly now: () => number
}): Jobs {
  const entries = new Map<string, Entry>()

  const find = (id: string): Entry => {
    const entry = entries.get(id)
    if (!entry) throw new ContractError('not-found', 'This job is not known any more.')
    return entry
  }

  const forgetOld = () => {
    const ended = [...entries.values()].filter((entry) => entry.job.state !== 'running')
    for (const entry of ended.slice(0, Math.max(0, ended.length - KEPT_JOBS))) entries.delete(entry.job.id)
  }

  const start = (kind: Job['kind'], total: number, message: string): JobHandle => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const abort = new AbortController()
    const rate = createRate(parts.now())
    const entry: Entry = {
      job: { id: parts.newId(), kind, state: 'running', done: 0, total, rate: 0, problems: 0, message },
      problems: [],
      notes: [],
      itemIds: [],
      abort,
      ended,
    }
    entries.set(entry.job.id, entry)
    forgetOld()

    const events = createThrottle(EVENT_GAP, () => {
      parts.emit({ name: 'job.changed', payload: entry.job })
    })
    const change = (changes: Partial<Job>) => {
      if (entry.job.state !== 'running') return
      const next = { ...entry.job, ...changes }
      const perSecond = rate.at(parts.now(), next.done)
      const left = Math.max(0, next.total - next.done)
      entry.job = { ...next, rate: perSecond, ...(perSecond > 0 && { etaMs: (left / perSecond) * 1_000 }) }
      events.request()
    }
    const settle = (state: Exclude<Job['state'], 'running'>, text: string) => {
      if (entry.job.state !== 'running') return
      const { etaMs: _, ...job } = entry.job
      entry.job = { ...job, state, message: text, rate: rate.overall(parts.now(), job.done) }
      events.request()
      events.end()
      end()
    }

    events.request()
    return {
      id: entry.job.id,
      signal: abort.signal,
      advance: (by = 1, text) => {
        change({ done: entry.job.done + by, ...(text !== undefined && { message: text }) })
      },
      addTotal: (by) => {
        change({ total: entry.job.total + by })
      },
      problem: (problem) => {
        if (entry.problems.length < KEPT_PROBLEMS) entry.problems.push(problem)
        change({ problems: entry.job.problems + 1 })
      },
      note: (text) => {
        if (entry.notes.length < KEPT_PROBLEMS) entry.notes.push(text)
      },
      added: (itemId) => {
        if (entry.itemIds.length < KEPT_ITEMS) entry.itemIds.push(itemId)
      },
      finish: (text) => {
        settle(abort.signal.aborted ? 'cancelled' : 'done', text)
      },
      fail: (text) => {
        settle('failed', text)
      },
    }
  }

  return {
    start,
    'jobs.list': () => [...entries.values()].map((entry) => entry.job),
    'jobs.get': ({ id }) => {
      const { job, problems, notes, itemIds } = find(id)
      return { job, problems: [...problems], notes: [...notes], itemIds: [...itemIds] }
    },
    'jobs.cancel': ({ id }) => {
      find(id).abort.abort()
      return {}
    },
    close: async () => {
      const running = [...entries.values()].filter((entry) => entry.job.state === 'running')
      for (const entry of running) entry.abort.abort()
      await Promise.all(running.map((entry) => entry.ended))
    },
  }
}
