import type { RemoteId } from '../../../core/task.ts'
import type { Client, Exchange } from '../../solvers/client.ts'
import { HttpFailed } from '../../solvers/http.ts'
import type { Processing, Ready, Refused, Unreadable } from '../../solvers/replies.ts'
import { backOff, pollWait, stillToWait } from './back-off.ts'
import type { End, Errand, Tools } from './carry.ts'
import { holdFor, left, over, pause } from './carry.ts'
import { OnHold } from './hold.ts'
import { settle } from './settle.ts'

/** Requests for one result. */
const MOST_POLLS = 100
/** Time for one result, milliseconds. */
const LONGEST_WAIT = 5 * 60_000
/** What a poll waits longer while nothing new is sent, milliseconds: the service forgets results after some minutes. */
const LONGEST_REST = 30_000
/** Requests in a row that brought nothing readable. */
const MOST_TROUBLES = 10

/** The service does not know the task any more: it was taken, and its result is gone. */
const FORGOTTEN: ReadonlySet<string> = new Set([
  'ERROR_NO_SUCH_CAPCHA_ID',
  'ERROR_WRONG_CAPTCHA_ID',
  'HTTP 404',
  'HTTP 410',
])

/** A poll that brought no reply. `unreachable`: no byte left, so the result is only delayed. */
interface NoReply {
  readonly kind: 'no-reply'
  readonly unreachable: boolean
  readonly why: string
}
type Asked = Exchange<Ready | Processing | Refused | Unreadable> | { readonly reply: NoReply }

/**
 * Asks for the result of a waiting task until it is there or given up. `began` is when the request was sent, on the monotonic
 * clock; without it (the task comes from an earlier run of the app, or from before the network was gone) the wall clock has to do,
 * and the result is asked for at once, at least once.
 */
export async function poll(errand: Errand, tools: Tools, began?: number): Promise<End> {
  const { task, solver, flow, cancelled, stopping } = errand
  const { context, ledger, random } = tools
  const profile = tools.profiles[solver.profile]
  const { remoteId } = task
  if (!remoteId) throw new Error(`Task ${task.id} waits without a remote id.`)
  const start = began ?? performance.now() - Math.max(0, context.now() - (task.submittedAt ?? task.createdAt))

  const resultLost = async (why: string, raw?: Uint8Array): Promise<End> => {
    const message = `The service took the task but gave no result: ${why} It may have been paid; the result is lost.`
    await ledger.step(task.id, 'failed', { failure: { code: 'result-lost', message }, ...(raw && { raw }) })
    return over
  }

  /**
   * Waits its time, then as long as the service wants to be left alone. While nothing new is sent for reasons of ours, results that are
   * paid for are still asked for, less often. Tasks that waited together do not come back together.
   */
  const wait = async (ms: number, most = LONGEST_REST): Promise<boolean> => {
    const due = performance.now() + ms
    if (!(await pause(ms, [cancelled, stopping]))) return false
    const now = performance.now()
    const rest = Math.min(flow.quietFor(now), most)
    const more = stillToWait(now - due, Math.max(flow.askedFor(now), rest), profile.pollWait, random)
    return more > 0 ? wait(more, most - rest) : true
  }

  const sizes = () => {
    const fullSize = context.store.items.get(task.itemId)?.image
    const sentSize = context.store.tasks.sentSize(task.id)
    if (!fullSize || !sentSize) throw new Error(`Task ${task.id} has no item or no sent size.`)
    return { fullSize, sentSize }
  }

  let troubles = 0
  let next = began === undefined ? random() * profile.pollWait : pollWait(profile.firstWait, random)
  for (let polls = 1; ; polls += 1) {
    if (!(await wait(next))) {
      if (!cancelled.aborted) return left
      await ledger.step(task.id, 'cancelled')
      return over
    }
    let asked: Asked
    try {
      // A result that is on its way is taken although nobody wants it any more: it was paid.
      asked = await ask(await tools.connect(solver), remoteId, stopping)
    } catch (error) {
      if (error instanceof OnHold) return { kind: 'held', hold: error.hold }
      throw error
    }
    const { reply } = asked
    if (reply.kind !== 'no-reply') errand.reached()
    const raw = 'raw' in asked ? asked.raw : undefined
    const overdue = polls >= MOST_POLLS || performance.now() - start > LONGEST_WAIT
    next = pollWait(profile.pollWait, random)
    switch (reply.kind) {
      case 'ready':
        return settle(errand, tools, { ...(asked as Exchange<Ready>), reply }, performance.now() - start, sizes())
      case 'processing':
        troubles = 0
        if (overdue) return resultLost('it was still being worked on after 5 minutes or 100 requests.', raw)
        break
      case 'refused': {
        const { consequence, code, message } = reply.refusal
        if (consequence === 'hold') return holdFor(solver, profile, reply.refusal)
        if (FORGOTTEN.has(code)) return resultLost(message, raw)
        if (consequence === 'fail') {
          await ledger.step(task.id, 'failed', { failure: { code, message }, ...(raw && { raw }) })
          return over
        }
        troubles += 1
        if (troubles >= MOST_TROUBLES || overdue) return resultLost(message, raw)
        break
      }
      case 'unreadable':
        troubles += 1
        if (troubles >= MOST_TROUBLES) return resultLost(reply.why, raw)
        break
      case 'no-reply':
        if (stopping.aborted) return left
        // Offline is no reason to lose a paid result: it is asked for again when the solver is back.
        if (reply.unreachable) return { kind: 'offline', why: `${solver.name}: ${reply.why}` }
        troubles += 1
        if (troubles >= MOST_TROUBLES) return resultLost(reply.why)
        break
    }
    const patience = 'retryAfter' in asked ? asked.retryAfter : undefined
    if (patience !== undefined) flow.patience(performance.now(), patience)
    if (troubles > 0) next = Math.max(next, backOff(troubles, patience, random))
  }
}

/** One request; a failure of the connection is a kind of reply here, because polls may be repeated. */
async function ask(client: Client, remoteId: RemoteId, signal: AbortSignal): Promise<Asked> {
  if (!client.getTaskResult) throw new Error('A task waits at a source that cannot be asked for results.')
  try {
    return await client.getTaskResult(remoteId, signal)
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error
    return { reply: { kind: 'no-reply', unreachable: error.fault === 'unreachable', why: error.message } }
  }
}
