import type { Answer } from '../../../core/answer.ts'
import type { Size } from '../../../core/geometry.ts'
import type { Solver } from '../../../core/solver.ts'
import type { RemoteId, Task, TaskFailure } from '../../../core/task.ts'
import type { TaskEvent } from '../../../core/task-status.ts'
import { advance, isSettled } from '../../../core/task-status.ts'
import type { ConflictKind } from '../../store/conflicts.ts'
import type { Context } from '../context.ts'
import { refreshErrorPx } from '../item-error.ts'

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
  /** USD. */
  readonly cost?: number
  /** Tasks of the solver that were sent and had no reply, this one among them. Kept where it is unconfirmed. */
  readonly inFlight?: number
}

type Wanted = Pick<Task, 'itemId' | 'solverId' | 'instruction' | 'runId'>

/** The service gave a task an id that another task of it has already. */
export class RemoteIdTaken extends Error {
  override readonly name = 'RemoteIdTaken'
  /** The task that has the id. */
  readonly owner: Task
  constructor(owner: Task) {
    super(`The id ${owner.remoteId?.value ?? ''} was given to another task before.`)
    this.owner = owner
  }
}

/** A task as it is now, and as it was before its last step; a new one was not. */
export interface Change {
  readonly task: Task
  readonly before?: Task
}

/** Every step of every task goes through here, and is on disk when it is told to anybody. */
export interface Ledger {
  /** Stores new tasks in one transaction; skips those that have an open twin. Returns what was stored. */
  enqueue(wanted: readonly Wanted[]): Task[]
  /**
   * Takes a task one step further, in one transaction with the steps of other tasks that were asked for in the same turn; resolves
   * when it is on disk. Steps are taken in the order in which they were asked for. Rejects with ImpossibleTransition where the task
   * stands elsewhere by then, so that a late result never overwrites an earlier one, and with RemoteIdTaken; other steps are not
   * held up by that.
   */
  step(id: string, event: TaskEvent, details?: StepDetails): Promise<Task>
  /** Takes the same step with all of these, on disk when it returns. Throws where one of them cannot take it, and then takes none. */
  stepAll(ids: readonly string[], event: TaskEvent, details?: StepDetails): Task[]
  /**
   * Ends an unconfirmed task as a person decided and stores the one that takes its place in a run: both in one transaction, on disk
   * when it returns. Throws ImpossibleTransition where the task is not unconfirmed any more.
   */
  sendAgain(id: string, failure: TaskFailure, runId: string): Task
  /** Cancels tasks that are not on their way, in one transaction; leaves those alone that are over by now. Returns how many. */
  cancel(ids: readonly string[]): number
  /** Keeps a result beside what stands. Resolves when it is on disk. */
  conflict(taskId: string, kind: ConflictKind, raw: Uint8Array): Promise<void>
}

/**
 * The stored states of tasks; each change is on disk before `onChange` hears of it. `expected` is what a task of a solver is expected
 * to cost, USD: it counts for tasks of which nobody knows whether they were paid.
 */
export function createLedger(
  context: Context,
  onChange: (change: Change) => void,
  expected: (solver: Solver) => number | undefined,
): Ledger {
  const { store, now, newId } = context

  const tell = (changes: readonly Change[]): void => {
    for (const change of changes) onChange(change)
  }

  /** Call in a transaction. */
  const add = ({ itemId, solverId, instruction, runId }: Wanted): Task => {
    const task: Task = {
      id: newId(),
      itemId,
      solverId,
      ...(runId && { runId }),
      instruction,
      status: 'queued',
      createdAt: now(),
    }
    store.tasks.insert(task)
    return task
  }

  /** A task that may have been paid counts with what it may have cost. */
  const withExpected = (task: Task): Task => {
    const solver = mayBePaid(task) && task.cost === undefined ? store.solvers.get(task.solverId) : undefined
    const cost = solver && expected(solver)
    return cost === undefined ? task : { ...task, cost }
  }

  /** Call in a transaction. */
  const write = (id: string, event: TaskEvent, details: StepDetails): Required<Change> => {
    const before = store.tasks.get(id)
    if (!before) throw new Error(`There is no task ${id}.`)
    const task = withExpected(stepped(before, event, details, { at: now(), newId }))
    const owner = details.remoteId && store.tasks.byRemoteId(task.solverId, details.remoteId.value)
    if (owner && owner.id !== id) throw new RemoteIdTaken(owner)
    store.tasks.save(task)
    if (details.sentSize) store.tasks.setSentSize(id, details.sentSize)
    if (task.status === 'unconfirmed') {
      const balance = store.balances.newest(task.solverId)
      store.tasks.setKnown(id, {
        ...(details.inFlight !== undefined && { inFlight: details.inFlight }),
        ...(balance && { before: balance }),
      })
    }
    if (details.raw) store.tasks.setRaw(id, details.raw)
    if (details.answer) {
      store.answers.insert(details.answer.answer, details.answer.raw)
      refreshErrorPx(context, task.itemId)
    }
    // On its way to an answer a task counts the same for its item, wherever it stands.
    if (!(isUnderWay(before) && isUnderWay(task))) store.items.refreshSummary(task.itemId)
    return { task, before }
  }

  return {
    enqueue: (wanted) => {
      const stored = store.transact(() => {
        // One by one: what is wanted twice is stored once.
        const tasks = wanted.flatMap((one) =>
          store.tasks.hasOpen(one.itemId, one.solverId, one.instruction) ? [] : [add(one)],
        )
        for (const itemId of new Set(tasks.map((task) => task.itemId))) store.items.refreshSummary(itemId)
        return tasks
      })
      tell(stored.map((task) => ({ task })))
      return stored
    },
    step: async (id, event, details = {}) => {
      const change = await store.commit(() => write(id, event, details))
      tell([change])
      return change.task
    },
    stepAll: (ids, event, details = {}) => {
      const changes = store.transact(() => ids.map((id) => write(id, event, details)))
      tell(changes)
      return changes.map(({ task }) => task)
    },
    sendAgain: (id, failure, runId) => {
      const changes = store.transact(() => {
        const ended = write(id, 'given-up', { failure })
        const task = add({ ...ended.task, runId })
        store.items.refreshSummary(task.itemId)
        return { ended, task }
      })
      tell([changes.ended, { task: changes.task }])
      return changes.task
    },
    cancel: (ids) => {
      const cancelled = store.transact(() =>
        ids
          .map((id) => store.tasks.get(id))
          .filter((task) => task !== undefined)
          .filter(({ status }) => status === 'queued' || status === 'submitting' || status === 'waiting')
          .map(({ id }) => write(id, 'cancelled', {})),
      )
      tell(cancelled)
      return cancelled.length
    },
    conflict: (taskId, kind, raw) =>
      store.commit(() => {
        store.conflicts.insert({ taskId, kind, at: now() }, raw)
      }),
  }
}

/** Ends of a task that the service took, without a result that would say what it charged. */
const RESULTLESS: ReadonlySet<string> = new Set(['result-lost', 'repeated-id', 'no-result'])

const mayBePaid = ({ status, failure, remoteId }: Task): boolean =>
  status === 'unconfirmed' ||
  (status === 'cancelled' && remoteId !== undefined) ||
  (status === 'failed' && RESULTLESS.has(failure?.code ?? ''))

const isUnderWay = ({ status }: Task): boolean => status === 'queued' || status === 'submitting' || status === 'waiting'

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
    ...(details.cost !== undefined && { cost: details.cost }),
    ...(isSettled(status) && { settledAt: at }),
  }
}
