import type { TaskStatus } from './task.ts'

/**
 * What can happen to a task.
 * - `intent-stored`: the intent to send is on disk; a request may leave from now on.
 * - `not-sent`: the request failed before its first byte left, so nothing can have been paid.
 * - `accepted`: the service gave a remote id.
 * - `solved`, `failed`: the service answered, at once or to a poll, or the task could not be sent at all.
 * - `reply-lost`: bytes left and no reply was read; nobody knows whether the service took the task.
 * - `restarted`: the process that was at work on the task is gone.
 * - `cancelled`: a person stopped it.
 * - `given-up`: a person decided that an unconfirmed task is over. Sending again is a new task.
 * - `re-read`: the kept reply of a failed task was read anew and holds an answer. `re-read-undone` takes that back.
 */
export type TaskEvent =
  | 'intent-stored'
  | 'not-sent'
  | 'accepted'
  | 'solved'
  | 'failed'
  | 'reply-lost'
  | 'restarted'
  | 'cancelled'
  | 'given-up'
  | 're-read'
  | 're-read-undone'

/** An event that cannot happen in a status: an error of ours, or a reply that came too late. */
export class ImpossibleTransition extends Error {
  readonly status: TaskStatus
  readonly event: TaskEvent
  constructor(status: TaskStatus, event: TaskEvent) {
    super(`A task that is ${status} cannot take the event ${event}.`)
    this.name = 'ImpossibleTransition'
    this.status = status
    this.event = event
  }
}

/** What each status leads to. The type makes a status without a row an error. */
const transitions: Record<TaskStatus, Partial<Record<TaskEvent, TaskStatus>>> = {
  queued: { 'intent-stored': 'submitting', failed: 'failed', cancelled: 'cancelled', restarted: 'queued' },
  submitting: {
    'not-sent': 'queued',
    accepted: 'waiting',
    solved: 'solved',
    failed: 'failed',
    // Bytes may have left: whoever cancels, or whatever ends the process, leaves a task that may have been paid.
    'reply-lost': 'unconfirmed',
    cancelled: 'unconfirmed',
    restarted: 'unconfirmed',
  },
  waiting: { solved: 'solved', failed: 'failed', cancelled: 'cancelled', restarted: 'waiting' },
  unconfirmed: { 'given-up': 'failed', restarted: 'unconfirmed' },
  solved: { restarted: 'solved', 're-read-undone': 'failed' },
  failed: { restarted: 'failed', 're-read': 'solved' },
  cancelled: { restarted: 'cancelled' },
}

/**
 * The status of a task after an event. Only `not-sent` leads back to a status that sends, so that nothing is paid twice;
 * see `protocol.md` 3. Throws ImpossibleTransition.
 */
export function advance(status: TaskStatus, event: TaskEvent): TaskStatus {
  const next = transitions[status][event]
  if (next === undefined) throw new ImpossibleTransition(status, event)
  return next
}

/** Whether nothing more will happen to a task by itself or by a person. */
export const isSettled = (status: TaskStatus): boolean =>
  status === 'solved' || status === 'failed' || status === 'cancelled'
