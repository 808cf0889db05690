import type { Answer } from '../../../core/answer.ts'
import { readCoordinates, toFullSize } from '../../../core/readers.ts'
import type { Exchange } from '../../solvers/client.ts'
import type { Ready } from '../../solvers/replies.ts'
import type { Errand, End, Tools } from './carry.ts'
import { over } from './carry.ts'

/** Stores the answer and the end of its task in one transaction. Latency in milliseconds. */
export async function settle(
  { task }: Errand,
  { context, ledger }: Tools,
  exchange: Exchange<Ready>,
  latencyMs: number,
): Promise<End> {
  const { store } = context
  const item = store.items.get(task.itemId)
  const sentSize = store.tasks.sentSize(task.id)
  if (!item || !sentSize) throw new Error(`Task ${task.id} has no item or no sent size.`)
  const { reply, raw } = exchange
  const reading = readCoordinates(reply.coordinates)
  if (reading.kind === 'wrong-format') {
    const message = `The service answered, but not with points: ${reading.found}. The reply is kept; the task was paid.`
    await ledger.step(task.id, 'failed', { raw, failure: { code: 'unreadable-answer', message } })
    return over
  }
  const answer: Answer = {
    id: context.newId(),
    taskId: task.id,
    itemId: task.itemId,
    solverId: task.solverId,
    points: toFullSize(reading.points, sentSize, item.image),
    convention: 'sent-pixels',
    sentSize,
    latencyMs: Math.round(latencyMs),
    ...(reply.cost !== undefined && { cost: reply.cost }),
    at: context.now(),
  }
  await ledger.step(task.id, 'solved', { answer: { answer, raw } })
  return over
}
