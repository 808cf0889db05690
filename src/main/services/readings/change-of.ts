import type { Answer } from '../../../core/answer.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Standing } from '../../store/rereads.ts'
import type { Store } from '../../store/store.ts'
import type { ReadReply } from './read-kept.ts'
import type { Change } from './rewrite.ts'
import { isSameReading } from './same-reading.ts'

/** What the reading of a kept reply changes, if anything. A reply that cannot be read keeps the answer it has. */
export function changeOf(
  store: Store,
  solver: Solver,
  { reply, item, answer, reading }: ReadReply,
  newId: () => string,
): Change | undefined {
  if (reading.kind !== 'points') return undefined
  const { points, convention, frameSize } = reading
  const read = { points, convention, ...(frameSize && { frameSize }) }
  if (answer) {
    const { frameSize: _, ...rest } = answer
    return isSameReading(answer, read) ? undefined : { kind: 'changed', before: answer, after: { ...rest, ...read } }
  }
  const task = store.tasks.get(reply.taskId)
  if (!task) throw new Error(`There is no task ${reply.taskId}.`)
  const { createdAt, submittedAt = createdAt, settledAt = submittedAt, cost } = task
  const after: Answer = {
    id: newId(),
    taskId: task.id,
    itemId: item.id,
    solverId: solver.id,
    ...read,
    sentSize: reply.sentSize,
    latencyMs: Math.max(0, settledAt - submittedAt),
    ...(cost !== undefined && { cost }),
    // When the reply came: an answer that was given later stays the newer one.
    at: settledAt,
  }
  return { kind: 'recovered', task, after }
}

/** What undoing does to a task that stands otherwise since a reading. */
export function changeBack(store: Store, taskId: string, before: Standing): Change {
  const answer = store.answers.ofTask(taskId)
  if (!answer) throw new Error(`Task ${taskId} has no answer.`)
  if (before.kind === 'failed') return { kind: 'lost', before: answer, failure: before.failure }
  const { frameSize: _, ...rest } = answer
  const { points, convention, frameSize } = before
  return { kind: 'changed', before: answer, after: { ...rest, points, convention, ...(frameSize && { frameSize }) } }
}
