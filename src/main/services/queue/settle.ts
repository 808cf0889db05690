import type { Answer } from '../../../core/answer.ts'
import type { Size } from '../../../core/geometry.ts'
import { readAnswer } from '../../../core/read-answer.ts'
import { ImpossibleTransition } from '../../../core/task-status.ts'
import type { Exchange } from '../../solvers/client.ts'
import type { Ready } from '../../solvers/replies.ts'
import type { Errand, End, Tools } from './carry.ts'
import { over } from './carry.ts'

/**
 * Stores the answer and the end of its task in one transaction. Latency in milliseconds. A reply that cannot be read is kept, and paid;
 * one that comes when the task is over already is kept as a conflict, and changes nothing. `fullSize` is that of the upright image, and
 * `sentSize` that of the picture which was sent, pixels.
 */
export async function settle(
  { task, solver }: Errand,
  { context, ledger }: Tools,
  exchange: Exchange<Ready>,
  latencyMs: number,
  { fullSize, sentSize }: { readonly fullSize: Size; readonly sentSize: Size },
): Promise<End> {
  const { store } = context
  const { reply, raw } = exchange
  // The service took the task: where it does not say what it charged, the price counts that a person set.
  const cost = reply.cost ?? (solver.price === undefined ? undefined : solver.price / 1_000)
  const paid = cost !== undefined && { cost }
  // The convention may have been chosen while the reply was on its way.
  const reading = readAnswer(store.solvers.get(solver.id) ?? solver, reply.coordinates, sentSize, fullSize)
  try {
    if (reading.kind === 'points') {
      const answer: Answer = {
        id: context.newId(),
        taskId: task.id,
        itemId: task.itemId,
        solverId: task.solverId,
        points: reading.points,
        convention: reading.convention,
        sentSize,
        ...(reading.frameSize && { frameSize: reading.frameSize }),
        latencyMs: Math.round(latencyMs),
        ...(reply.cost !== undefined && { cost: reply.cost }),
        at: context.now(),
      }
      await ledger.step(task.id, 'solved', { answer: { answer, raw }, ...paid })
    } else {
      await ledger.step(task.id, 'failed', { raw, failure: failureOf(reading), ...paid })
    }
  } catch (error) {
    if (!(error instanceof ImpossibleTransition)) throw error
    const standing = store.answers.ofTask(task.id)
    const points = reading.kind === 'points' ? reading.points : undefined
    const isSame = JSON.stringify(standing?.points) === JSON.stringify(points)
    await ledger.conflict(task.id, standing ? (isSame ? 'repeated' : 'contradictory') : 'late', raw)
  }
  return over
}

type Unread = Exclude<ReturnType<typeof readAnswer>, { readonly kind: 'points' }>

const failureOf = (reading: Unread) =>
  reading.kind === 'wrong-format'
    ? {
        code: 'unreadable-answer',
        message: `The source answered, but not with points: ${reading.found}. The reply is kept; the task was paid.`,
      }
    : {
        code: 'no-convention',
        message:
          'The reply is kept until it is known what its numbers count. Choose the convention of this solver in Solvers: nothing is asked again.',
      }
