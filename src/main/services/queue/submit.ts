import { isFree } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { HttpFailed } from '../../solvers/http.ts'
import type { Client, Exchange } from '../../solvers/client.ts'
import { limitsFor } from '../../solvers/profiles.ts'
import type { Accepted, Ready, Refused, Unreadable } from '../../solvers/replies.ts'
import type { Picture } from '../../images/image-library.ts'
import { ImageRefused } from '../../images/image-refused.ts'
import type { End, Errand, Tools } from './carry.ts'
import { holdFor, left, over } from './carry.ts'
import { OnHold } from './hold.ts'
import { RemoteIdTaken } from './ledger.ts'
import { poll } from './poll.ts'
import { settle } from './settle.ts'

/** Offers of one task to a service that provably did not take it, and took nothing else meanwhile. */
const MOST_OFFERS = 6

/** What ends a task that is still queued, if anything does by now. */
async function interrupted({ task, cancelled, stopping, held }: Errand, { ledger }: Tools): Promise<End | undefined> {
  if (stopping.aborted) return left
  if (cancelled.aborted) {
    await ledger.step(task.id, 'cancelled')
    return over
  }
  return held.aborted ? left : undefined
}

/** Sends a queued task once and carries it on: to its end, or back into the queue where the service provably did not take it. */
export async function submit(errand: Errand, tools: Tools): Promise<End> {
  const { task, solver } = errand
  const { context, ledger, profiles } = tools
  const item = context.store.items.get(task.itemId)
  if (!item) throw new Error(`Task ${task.id} has no item.`)
  let client: Client
  let picture: Picture
  try {
    client = await tools.connect(solver)
    picture = await context.images.forSolver(item.image.hash, limitsFor(profiles[solver.profile], solver.options))
  } catch (error) {
    // The end of the app also ends the decoder: that says nothing about the picture.
    if (errand.stopping.aborted) return left
    if (error instanceof OnHold) return { kind: 'held', hold: error.hold }
    if (!(error instanceof ImageRefused)) throw error
    await ledger.step(task.id, 'failed', { failure: { code: 'picture', message: error.message } })
    return over
  }
  // Its run may be paused, or spend its budget, at any moment until the request leaves.
  const isBlocked = () => task.runId !== undefined && tools.gate.blockedRuns(solver.id).has(task.runId)
  const mayGo = await errand.turn()
  const end = await interrupted(errand, tools)
  if (end) return end
  if (!mayGo || isBlocked()) return { kind: 'again', offered: false }

  const sentSize = { width: picture.width, height: picture.height }
  await ledger.step(task.id, 'intent-stored', { sentSize })
  // It may have been called off while the intent was being written, and no byte has left.
  if (errand.cancelled.aborted || errand.held.aborted || errand.stopping.aborted || isBlocked()) {
    await ledger.step(task.id, 'not-sent')
    return (await interrupted(errand, tools)) ?? left
  }
  const began = performance.now()
  try {
    const exchange = await client.createTask({ picture, instruction: task.instruction }, errand.cutOff)
    return await replied(errand, tools, client, { exchange, began, sizes: { fullSize: item.image, sentSize } })
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error
    return await unanswered(errand, tools, error)
  }
}

/** A createTask that was answered: when it was sent, on the monotonic clock, and the sizes of the image and of what was sent. */
interface Sent {
  readonly exchange: Exchange<Ready | Accepted | Refused | Unreadable>
  readonly began: number
  readonly sizes: Parameters<typeof settle>[4]
}

async function replied(errand: Errand, tools: Tools, client: Client, { exchange, began, sizes }: Sent): Promise<End> {
  const { task, solver, flow } = errand
  const { ledger, profiles } = tools
  const { reply, raw, retryAfter } = exchange
  const now = performance.now()
  errand.reached()
  const fail = async (code: string, message: string): Promise<End> => {
    await ledger.step(task.id, 'failed', { raw, failure: { code, message } })
    return over
  }
  if (reply.kind === 'unreadable') {
    await ledger.step(task.id, 'reply-lost', { raw, inFlight: flow.asking() })
    flow.unclear(task.id, now)
    if (retryAfter !== undefined) flow.patience(now, retryAfter)
    return { kind: 'over', unclear: true }
  }
  if (reply.kind === 'refused' && reply.refusal.consequence !== 'fail') {
    const { code, message, consequence } = reply.refusal
    const isHold = consequence === 'hold'
    const busy = isHold ? 0 : flow.later(task.id, now, retryAfter, message)
    if (busy >= MOST_OFFERS && errand.offers + 1 >= MOST_OFFERS) return fail(code, message)
    // The service worked on the request and said no: nothing was taken, so it may be offered again.
    await ledger.step(task.id, 'not-sent')
    return isHold ? holdFor(solver, profiles[solver.profile], reply.refusal) : { kind: 'again', offered: true }
  }
  flow.clear(task.id)
  if (retryAfter !== undefined) flow.patience(now, retryAfter)
  if (reply.kind === 'refused') return fail(reply.refusal.code, reply.refusal.message)
  if (reply.kind === 'ready') return settle(errand, tools, { ...exchange, reply }, now - began, sizes)
  const { remoteId } = reply
  if (!client.getTaskResult) {
    return fail('no-result', `The source gave the task the id ${remoteId.value}, but cannot be asked for results.`)
  }
  let accepted: Task
  try {
    accepted = await ledger.step(task.id, 'accepted', { remoteId })
  } catch (error) {
    if (!(error instanceof RemoteIdTaken)) throw error
    await ledger.conflict(error.owner.id, 'repeated', raw)
    return fail('repeated-id', `The service gave it the id ${remoteId.value}, which another task has already.`)
  }
  return poll({ ...errand, task: accepted }, tools, began)
}

/** A createTask without a reply. Only where no byte left may it be sent again. */
async function unanswered(
  { task, solver, flow }: Errand,
  { ledger }: Tools,
  { fault, message }: HttpFailed,
): Promise<End> {
  const why = `${solver.name}: ${message}`
  if (fault === 'unreachable') {
    await ledger.step(task.id, 'not-sent')
    return { kind: 'offline', why }
  }
  if (fault === 'redirect') {
    // An answer by the address itself: no service has read the request.
    await ledger.step(task.id, 'not-sent')
    return { kind: 'held', hold: { code: fault, reason: `${why} Check the base URL.` } }
  }
  const inFlight = flow.asking()
  if (fault === 'aborted') {
    // What runs inside the app ends with it and charges nobody, so there is nothing to confirm.
    await ledger.step(task.id, isFree(solver) ? 'not-sent' : 'reply-lost', { inFlight })
    return left
  }
  await ledger.step(task.id, 'reply-lost', { inFlight })
  flow.unclear(task.id, performance.now())
  return { kind: 'over', unclear: true }
}
