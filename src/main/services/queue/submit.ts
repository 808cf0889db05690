import { isFree } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { HttpFailed } from '../../solvers/http.ts'
import type { Client, Exchange } from '../../solvers/client.ts'
import type { Accepted, Ready, Refused, Unreadable } from '../../solvers/replies.ts'
import type { Picture } from '../../images/image-library.ts'
import { ImageRefused } from '../../images/image-refused.ts'
import { backOff } from './back-off.ts'
import type { End, Errand, Tools } from './carry.ts'
import { holdFor, left, over, pause } from './carry.ts'
import { OnHold } from './hold.ts'
import { RemoteIdTaken } from './ledger.ts'
import { poll } from './poll.ts'
import { settle } from './settle.ts'

/** Offers of one task to a service that provably did not take it. */
const MOST_OFFERS = 6

/** What one offer came to: an end, or a reason to offer again after a pause. */
type Offered =
  | End
  | { readonly kind: 'again'; readonly asked: number | undefined; readonly whenSpent: () => Promise<End> }

/** Sends a queued task and carries it to its end. */
export async function submit(errand: Errand, tools: Tools): Promise<End> {
  for (let offers = 1; ; offers += 1) {
    const offered = await offer(errand, tools)
    if (offered.kind !== 'again') return offered
    if (offers >= MOST_OFFERS) return offered.whenSpent()
    await pause(backOff(offers, offered.asked, tools.random), [errand.cancelled, errand.held, errand.stopping])
  }
}

/** What ends a task that is still queued, if anything does by now. */
async function interrupted({ task, cancelled, stopping, held }: Errand, { ledger }: Tools): Promise<End | undefined> {
  if (stopping.aborted) return left
  if (cancelled.aborted) {
    await ledger.step(task.id, 'cancelled')
    return over
  }
  return held.aborted ? left : undefined
}

async function offer(errand: Errand, tools: Tools): Promise<Offered> {
  const { task, solver } = errand
  const { context, ledger, profiles } = tools
  const item = context.store.items.get(task.itemId)
  if (!item) throw new Error(`Task ${task.id} has no item.`)
  let client: Client
  let picture: Picture
  try {
    client = await tools.connect(solver)
    picture = await context.images.forSolver(item.image.hash, profiles[solver.profile].limits)
  } catch (error) {
    // The end of the app also ends the decoder: that says nothing about the picture.
    if (errand.stopping.aborted) return left
    if (error instanceof OnHold) return { kind: 'held', hold: error.hold }
    if (!(error instanceof ImageRefused)) throw error
    await ledger.step(task.id, 'failed', { failure: { code: 'picture', message: error.message } })
    return over
  }
  const end = await interrupted(errand, tools)
  if (end) return end

  await ledger.step(task.id, 'intent-stored', { sentSize: { width: picture.width, height: picture.height } })
  // It may have been called off while the intent was being written, and no byte has left.
  if (errand.cancelled.aborted || errand.held.aborted || errand.stopping.aborted) {
    await ledger.step(task.id, 'not-sent')
    return (await interrupted(errand, tools)) ?? left
  }
  const began = performance.now()
  try {
    const exchange = await client.createTask({ picture, instruction: task.instruction }, errand.cutOff)
    return await replied(errand, tools, exchange, began)
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error
    return await unanswered(errand, tools, error)
  }
}

/** A createTask with a reply. `began` is when it was sent, on the monotonic clock. */
async function replied(
  errand: Errand,
  tools: Tools,
  exchange: Exchange<Ready | Accepted | Refused | Unreadable>,
  began: number,
): Promise<Offered> {
  const { task, solver } = errand
  const { ledger, profiles } = tools
  const { reply, raw } = exchange
  const fail = async (code: string, message: string): Promise<End> => {
    await ledger.step(task.id, 'failed', { raw, failure: { code, message } })
    return over
  }
  if (reply.kind === 'ready') return settle(errand, tools, { ...exchange, reply }, performance.now() - began)
  if (reply.kind === 'unreadable') {
    await ledger.step(task.id, 'reply-lost', { raw })
    return { kind: 'over', unclear: true }
  }
  if (reply.kind === 'accepted') {
    const { remoteId } = reply
    let accepted: Task
    try {
      accepted = await ledger.step(task.id, 'accepted', { remoteId })
    } catch (error) {
      if (!(error instanceof RemoteIdTaken)) throw error
      return fail('repeated-id', `The service gave it the id ${remoteId.value}, which another task has already.`)
    }
    return poll({ ...errand, task: accepted }, tools, began)
  }
  const { code, message, consequence } = reply.refusal
  if (consequence === 'fail') return fail(code, message)
  // The service worked on the request and said no: nothing was taken, so it may be offered again.
  await ledger.step(task.id, 'not-sent')
  return consequence === 'hold'
    ? holdFor(solver, profiles[solver.profile], reply.refusal)
    : { kind: 'again', asked: exchange.retryAfter, whenSpent: () => fail(code, message) }
}

/** A createTask without a reply. Only where no byte left may it be sent again. */
async function unanswered(
  { task, solver }: Errand,
  { ledger }: Tools,
  { fault, message }: HttpFailed,
): Promise<Offered> {
  const held = (advice: string): End => ({
    kind: 'held',
    hold: { code: fault, reason: `${solver.name}: ${message} ${advice}` },
  })
  if (fault === 'unreachable') {
    await ledger.step(task.id, 'not-sent')
    return { kind: 'again', asked: undefined, whenSpent: () => Promise.resolve(held('Send again when it is back.')) }
  }
  if (fault === 'redirect') {
    // An answer by the address itself: no service has read the request.
    await ledger.step(task.id, 'not-sent')
    return held('Check the base URL.')
  }
  if (fault === 'aborted') {
    // What runs inside the app ends with it and charges nobody, so there is nothing to confirm.
    await ledger.step(task.id, isFree(solver) ? 'not-sent' : 'reply-lost')
    return left
  }
  await ledger.step(task.id, 'reply-lost')
  return { kind: 'over', unclear: true }
}
