import type { ReadingSample } from '../../../contract/solver-methods.ts'
import { describe } from '../../../core/reading/reading.ts'
import type { Solver } from '../../../core/solver.ts'
import { saidBy } from '../../solvers/said.ts'
import type { KeptReply } from '../../store/rereads.ts'
import type { Store } from '../../store/store.ts'

/** The part of a reply that says where, as text; the whole reply where nothing in it does. */
function saidIn(solver: Solver, raw: Uint8Array, whole: string): string {
  const said = saidBy(solver.profile, raw)
  if (said.kind === 'unreadable') return whole
  if (typeof said.value === 'string') return said.value
  try {
    return JSON.stringify(said.value, null, 1) ?? whole
  } catch (error) {
    // Lists in lists, deeper than the stack: only an account of them can be shown.
    if (error instanceof RangeError) return describe(said.value)
    throw error
  }
}

/** A kept reply with what the convention picker shows beside it. */
export function sampleOf(store: Store, solver: Solver, reply: KeptReply): ReadingSample {
  const item = store.items.get(reply.itemId)
  if (!item) throw new Error(`Task ${reply.taskId} has no item.`)
  const answer = reply.answerId === undefined ? undefined : store.answers.get(reply.answerId)
  const truth = item.state === 'reviewed' ? store.revisions.latest(item.id) : undefined
  const raw = new TextDecoder().decode(reply.raw)
  const { image } = item
  return {
    taskId: reply.taskId,
    itemId: item.id,
    name: item.name,
    instruction: store.tasks.get(reply.taskId)?.instruction ?? item.instruction,
    imageHash: image.hash,
    imageSize: { width: image.width, height: image.height },
    sentSize: reply.sentSize,
    raw,
    said: saidIn(solver, reply.raw, raw),
    ...(truth && { targets: truth.targets }),
    ...(answer && { answer }),
  }
}
