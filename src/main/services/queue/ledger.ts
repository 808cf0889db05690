import type { Answer } from '../../../core/answer.ts'
import type { Size } from '../../../core/geometry.ts'
import type { RemoteId, Task, TaskFailure } from '../../../core/task.ts'
import type { TaskEvent } from '../../../core/task-status.ts'
import { advance, isSettled } from '../../../core/task-status.ts'
import type { Context } from '../context.ts'
import { refreshErrorPx } from '../item-error.ts'
import type { ChangeFeed } from './change-feed.ts'

/** What is said of a task whose request left and whose reply nobody read. */
const UNCONFIRMED: TaskFailure = {
  code: 'unconfirmed',
  message:
    'The request left, but no readable reply came back: the service may have taken the task and charged for it. It is not sent again unless you say so.',
}

/** What may be stored along with a step of a task. */
interface StepDetails {
  readonly remoteId?: RemoteId
  readonly failure?: TaskFailure
  readonly raw?: Uint8Array
  readonly sentSize?: Size
  readonly answer?: { readonly answer: Answer; readonly raw: Uint8Array }
}

/** Every step of every task goes through here: one transaction each, on disk when the method returns. */
export interface Ledger {
  /** Stores new tasks in one transaction; skips those that have an open twin. Returns what was stored. */
  enqueue(wanted: readonly Pick<Task, 'itemId' | 'solverId' | 'instruction'>[]): Task[]
  /**
   * Takes a task one step further. Throws ImpossibleTransition where the task stands elsewhere by now, so that a late
   * result never overwrites an earlier one.
   */
  step(id: string, event: TaskEvent, details?: StepDetails): Task
  /** Cancels tasks that are not on their way, in one transaction; leaves those alone that are over by now. Returns how many. */
  cancel(ids: readonly string[]): number
}

/** The stored states of tasks; each change is on disk before `feed` hears of it. */
export function createLedger(context: Context, feed: Pick<ChangeFeed, 'changed'>): Ledger {
  const { store, now, newId } = context

  const enqueue: Ledger['enqueue'] = (wanted) => {
    const stored = store.transact(() => {
      const tasks: Task[] = []
      for (const { itemId, solverId, instruction } of wanted) {
        if (store.tasks.hasOpen(itemId, solverId, instruction)) continue
        const task: Task = { id: newId(), itemId, solverId, instruction, status: 'queued', createdAt: now() }
        store.tasks.insert(task)
        tasks.push(task)
      }
      for (const itemId of new Set(tasks.map((task) => task.itemId))) store.items.refreshSummary(itemId)
      return tasks
    })
    for (const task of stored) feed.changed(task)
    return stored
  }

  /** Call in a transaction. */
  const write = (task: Task, event: TaskEvent, details: StepDetails): Task => {
    const after = stepped(task, event, details, { at: now(), newId })
    store.tasks.save(after)
    if (details.sentSize) store.tasks.setSentSize(task.id, details.sentSize)
    if (details.raw) store.tasks.setRaw(task.id, details.raw)
    if (details.answer) {
      store.answers.insert(details.answer.answer, details.answer.raw)
      refreshErrorPx(context, task.itemId)
    }
    store.items.refreshSummary(task.itemId)
    return after
  }

  const step: Ledger['step'] = (id, event, details = {}) => {
    const next = store.transact(() => {
      const task = store.tasks.get(id)
      if (!task) throw new Error(`There is no task ${id}.`)
      return write(task, event, details)
    })
    feed.changed(next)
    return next
  }

  const cancel: Ledger['cancel'] = (ids) => {
    const cancelled = store.transact(() =>
      ids
        .map((id) => store.tasks.get(id))
        .filter((task) => task !== undefined)
        .filter(({ status }) => status === 'queued' || status === 'submitting' || status === 'waiting')
        .map((task) => write(task, 'cancelled', {})),
    )
    for (const task of cancelled) feed.changed(task)
    return cancelled.length
  }

  return { enqueue, step, cancel }
}

/** The task after an event. An attempt that provably did not reach the service leaves nothing behind. */
function stepped(
  task: Task,
  event: TaskEvent,
  details: StepDetails,
  { at, newId }: { readonly at: number; readonly newId: () => string },
): Task {
  const { attemptId, submittedAt, failure: _, ...rest } = task
  const status = advance(task.status, event)
  if (status === 'queued') return { ...rest, status }
  const sending = status === 'submitting'
  const failure = details.failure ?? (status === 'unconfirmed' ? UNCONFIRMED : undefined)
  return {
    ...rest,
    status,
    ...(sending
      ? { attemptId: newId(), submittedAt: at }
      : { ...(attemptId && { attemptId }), ...(submittedAt && { submittedAt }) }),
    ...(details.remoteId && { remoteId: details.remoteId }),
    ...(failure && { failure }),
    ...(isSettled(status) && { settledAt: at }),
  }
}
