import { z } from 'zod'

/** Where a request to a solver stands. `design.md`: queued | submitting | waiting | solved | failed | unconfirmed | cancelled. */
export const TaskStatus = z.enum(['queued', 'submitting', 'waiting', 'solved', 'failed', 'unconfirmed', 'cancelled'])
export type TaskStatus = z.infer<typeof TaskStatus>

/** Why a task failed: the service's code as it came, or one of ours in kebab case, with words for people. */
export const TaskFailure = z.object({ code: z.string(), message: z.string() }).readonly()
export type TaskFailure = z.infer<typeof TaskFailure>

/** The id that a service gave to a task, with the JSON type it came in; an integer may exceed 2^53 and is kept as its digits. */
export const RemoteId = z.object({ type: z.enum(['string', 'number']), value: z.string() }).readonly()
export type RemoteId = z.infer<typeof RemoteId>

/** One request to one solver for one item. */
export const Task = z
  .object({
    id: z.string(),
    itemId: z.string(),
    solverId: z.string(),
    /** The run it was started in. Absent for tasks from before there were runs, and for answers that came in a file. */
    runId: z.string().optional(),
    status: TaskStatus,
    /** The instruction as it was, or will be, sent. */
    instruction: z.string(),
    /** Set from the moment the intent to send is on disk. */
    attemptId: z.string().optional(),
    remoteId: RemoteId.optional(),
    failure: TaskFailure.optional(),
    /** What it cost, USD: as the service said, else the price that a person set; for a task of which nobody knows, what it may have cost. */
    cost: z.number().nonnegative().optional(),
    createdAt: z.number().int(),
    submittedAt: z.number().int().optional(),
    settledAt: z.number().int().optional(),
  })
  .readonly()
export type Task = z.infer<typeof Task>
