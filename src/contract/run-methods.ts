import { z } from 'zod'
import { TaskStatus } from '../core/task.ts'
import { Id, ItemFilter } from './payloads.ts'

const done = z.object({})
const count = z.number().int().nonnegative()
/** USD. */
const Money = z.number().nonnegative()

/** What one solver is expected to take for a run. */
export const SolverEstimate = z
  .object({
    solverId: Id,
    /** Tasks that would be stored. */
    tasks: count,
    /** Per task, USD; absent where nothing is known. */
    price: Money.optional(),
    /** Where the price comes from: the median of its own newest answers, what a person set, or it charges nothing. */
    basis: z.enum(['past', 'set', 'free', 'unknown']),
    /** Quartiles of the prices of its own newest answers, where `basis` is `past`. */
    priceRange: z.object({ low: Money, high: Money }).readonly().optional(),
    /** For all of its tasks at its concurrency, by the median latency of its own newest answers, ms; absent without a past. */
    durationMs: z.number().nonnegative().optional(),
    /** The newest that was read, USD. */
    balance: z.number().optional(),
  })
  .readonly()
export type SolverEstimate = z.infer<typeof SolverEstimate>

/** Tasks of a run or of one lane of it, by where they stand. */
export const TaskCounts = z
  .object({
    queued: count,
    submitting: count,
    waiting: count,
    solved: count,
    failed: count,
    unconfirmed: count,
    cancelled: count,
  })
  .readonly()
export type TaskCounts = z.infer<typeof TaskCounts>

export const RunState = z.enum(['running', 'paused', 'done', 'cancelled'])
export type RunState = z.infer<typeof RunState>

/** A solver within a run. */
export const RunLane = z
  .object({
    solverId: Id,
    counts: TaskCounts,
    /**
     * `running`; `paused` by a person; `waiting` until `untilMs` from now because of what `reason` says (429, back-off, breaker);
     * `held` until a person has acted; `over-budget`; `done`.
     */
    state: z.enum(['running', 'paused', 'waiting', 'held', 'over-budget', 'done']),
    /** A sentence for people, where the state needs one. */
    reason: z.string().optional(),
    untilMs: z.number().nonnegative().optional(),
    /** Tasks that ended in each of the last 30 slices of 10 s, oldest first. */
    ended: z.array(count).readonly(),
    /** Tasks that ended per minute, now. */
    perMinute: z.number().nonnegative(),
    etaMs: z.number().nonnegative().optional(),
    spent: Money,
    limit: Money.optional(),
  })
  .readonly()
export type RunLane = z.infer<typeof RunLane>

/** What a person started at once. Its lanes are in the order of the solvers. */
export const Run = z
  .object({
    id: Id,
    /** From 1, for people. */
    number: z.number().int().positive(),
    at: z.number().int(),
    by: z.string(),
    items: count,
    state: RunState,
    endedAt: z.number().int().optional(),
    /** USD for the whole run, and for each of its solvers. */
    budget: Money.optional(),
    solverBudget: Money.optional(),
    counts: TaskCounts,
    perMinute: z.number().nonnegative(),
    etaMs: z.number().nonnegative().optional(),
    spent: Money,
    /** USD, where the prices of all its solvers are known. */
    expected: Money.optional(),
    lanes: z.array(RunLane).readonly(),
  })
  .readonly()
export type Run = z.infer<typeof Run>

/** Failed tasks of one cause. */
export const FailureGroup = z
  .object({
    /** The code as it came, or ours. */
    code: z.string(),
    /** The cause in a few words. */
    title: z.string(),
    tasks: count,
    bySolver: z.array(z.object({ solverId: Id, tasks: count }).readonly()).readonly(),
    /** Whether it was paid, and what to do. */
    remedy: z.string(),
    /** What one press does: send again as new tasks, read the kept replies again (free), or nothing that helps all of them. */
    action: z.enum(['retry', 're-read', 'none']),
    /** Expected, USD, of sending all of them again. */
    price: Money.optional(),
  })
  .readonly()
export type FailureGroup = z.infer<typeof FailureGroup>

/** A task that may have been paid, with what is known. */
export const UnconfirmedTask = z
  .object({
    taskId: Id,
    itemId: Id,
    name: z.string(),
    imageHash: z.string(),
    solverId: Id,
    runId: Id.optional(),
    sentAt: z.number().int(),
    attemptId: z.string(),
    /** In words: how the balance changed, how many were in flight. */
    known: z.string(),
    likely: z.enum(['paid', 'not-received', 'unknown']),
    /** What sending again is expected to cost, USD. */
    price: Money.optional(),
  })
  .readonly()
export type UnconfirmedTask = z.infer<typeof UnconfirmedTask>

const wanted = {
  items: ItemFilter,
  solverIds: z.array(Id).min(1).max(50),
  /** Leave out items which the solver in question has answered. */
  onlyUnsolved: z.boolean().default(false),
}

/** Runs of tasks: what they will cost, how they go, and what a person decides about them. */
export const runMethods = {
  'runs.estimate': {
    input: z.object(wanted),
    output: z.object({ items: count, solvers: z.array(SolverEstimate).readonly() }),
  },
  /**
   * Stores one task per item and solver as a run and starts them. Budgets in USD. Errors: `no-key`, `no-solver`, `no-instruction`,
   * `read-only`.
   */
  'tasks.send': {
    input: z.object({ ...wanted, budget: Money.optional(), solverBudget: Money.optional() }),
    output: z.object({ jobId: Id, runId: Id, count: z.number().int() }),
  },
  /** Newest first. */
  'runs.list': {
    input: z.object({ before: z.number().int().optional(), limit: z.number().int().min(1).max(200).default(50) }),
    output: z.array(Run),
  },
  /** Errors: `not-found`. */
  'runs.get': { input: z.object({ id: Id }), output: Run },
  /** Nothing new of the run, or of one of its solvers, is sent; results of what was sent are still fetched. */
  'runs.pause': { input: z.object({ id: Id, solverId: Id.optional() }), output: Run },
  /** Also lifts what holds its solvers, and may raise the budgets. */
  'runs.resume': {
    input: z.object({ id: Id, solverId: Id.optional(), budget: Money.nullish(), solverBudget: Money.nullish() }),
    output: Run,
  },
  'runs.cancel': { input: z.object({ id: Id }), output: Run },
  /** Failed tasks by cause, the largest group first; of one run, or of the whole project. Tasks that were sent again since do not count. */
  'runs.failures': { input: z.object({ runId: Id.optional() }), output: z.array(FailureGroup) },
  /** Sends every failed task of a cause again, as a new run. */
  'runs.retryFailed': {
    input: z.object({ runId: Id.optional(), code: z.string(), budget: Money.optional() }),
    output: z.object({ jobId: Id, runId: Id, count: z.number().int() }),
  },
  /** The items of one cause, for the queue. */
  'runs.failedItems': {
    input: z.object({ runId: Id.optional(), code: z.string() }),
    output: z.object({ itemIds: z.array(Id) }),
  },
  'runs.unconfirmed': { input: done, output: z.array(UnconfirmedTask) },
  /** Results that came late, again, or against an earlier one. Newest first. */
  'tasks.conflicts': {
    input: z.object({ itemId: Id.optional() }),
    output: z.array(
      z.object({
        taskId: Id,
        solverId: Id,
        kind: z.enum(['late', 'repeated', 'contradictory']),
        at: z.number().int(),
        status: TaskStatus,
        raw: z.string(),
      }),
    ),
  },
} as const
