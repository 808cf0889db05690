import { z } from 'zod'
import { RemoteId } from '../../core/task.ts'
import type { Refusal } from './error-codes.ts'
import { readRefusal, refusalOfTask } from './error-codes.ts'
import { parseReply } from './json-text.ts'
import { coordinatesOf } from './said.ts'

/** The task is done. `coordinates` is what the service sent for them, not read yet; the cost is in its currency. */
export interface Ready {
  readonly kind: 'ready'
  readonly coordinates: unknown
  readonly cost?: number
}
export interface Accepted {
  readonly kind: 'accepted'
  readonly remoteId: RemoteId
}
export interface Processing {
  readonly kind: 'processing'
}
/** In the service's currency. */
export interface Balance {
  readonly kind: 'balance'
  readonly balance: number
}
/** The service has noted what was told about an answer. */
export interface Taken {
  readonly kind: 'taken'
}
/** A model is there and lets us in. The summary is a line for people. */
export interface Reached {
  readonly kind: 'reached'
  readonly summary: string
}
/** The service worked on the request and said no. */
export interface Refused {
  readonly kind: 'refused'
  readonly refusal: Refusal
}
/** Not a reply of the protocol: nobody knows what the service did. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly why: string
}

export type Judged = Ready | Accepted | Processing | Balance | Taken | Reached | Refused | Unreadable

const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?\s*$/i)
    .transform(Number),
])

/** Liberal where services differ, strict where a wrong guess would cost money. Unknown fields stay in the raw reply. */
const Wire = z.object({
  errorId: numeric.default(0),
  errorCode: z.union([z.string(), z.number().transform(String)]).nullish(),
  errorDescription: z.string().nullish(),
  status: z.string().nullish(),
  taskId: z.union([RemoteId, z.string().transform((value): RemoteId => ({ type: 'string', value }))]).nullish(),
  solution: z.unknown().optional(),
  cost: numeric.optional().catch(undefined),
  balance: numeric.optional().catch(undefined),
})
type Wire = z.infer<typeof Wire>

export const unreadable = (why: string): Unreadable => ({ kind: 'unreadable', why })

/**
 * HTTP says "not accepted" with 4xx whatever the body (but for 408, a time-out); with 5xx nobody knows how far the request came.
 */
export const asRefusal = (status: number, reply: Unreadable): Refused | Unreadable =>
  status >= 400 && status < 500 && status !== 408
    ? { kind: 'refused', refusal: readRefusal({ status, errorId: 0, code: '', description: reply.why }) }
    : reply

/** Judges the body, whatever the HTTP status. */
function read(
  status: number,
  bytes: Uint8Array,
): { readonly kind: 'wire'; readonly wire: Wire } | Refused | Unreadable {
  let value: unknown
  try {
    value = parseReply(bytes)
  } catch {
    // Why it does not parse helps nobody; that it is no JSON does.
    return unreadable(
      bytes.byteLength === 0 ? `The reply is empty (HTTP ${status}).` : `The reply is not JSON (HTTP ${status}).`,
    )
  }
  const parsed = Wire.safeParse(value)
  if (!parsed.success) return unreadable(`The reply is not one of this protocol (HTTP ${status}).`)
  const wire = parsed.data
  const code = wire.errorCode ?? ''
  if (wire.errorId !== 0 || wire.status === 'failed' || (status >= 400 && code !== '')) {
    return {
      kind: 'refused',
      refusal: readRefusal({ status, errorId: wire.errorId, code, description: wire.errorDescription ?? '' }),
    }
  }
  return status >= 400
    ? unreadable(`The service answered HTTP ${status} without an error code.`)
    : { kind: 'wire', wire }
}

function ready(wire: Wire): Ready {
  const cost = wire.cost !== undefined && wire.cost >= 0 ? { cost: wire.cost } : {}
  return { kind: 'ready', coordinates: coordinatesOf(wire.solution), ...cost }
}

/** Judges a reply to createTask. `ready` without a taskId is a success; a taskId is one with any status. */
export function judgeCreated(status: number, bytes: Uint8Array): Ready | Accepted | Refused | Unreadable {
  const reply = read(status, bytes)
  if (reply.kind === 'unreadable') return asRefusal(status, reply)
  if (reply.kind === 'refused') return { ...reply, refusal: refusalOfTask(status, reply.refusal) }
  const { wire } = reply
  const remoteId = wire.taskId?.value ? wire.taskId : undefined
  if (wire.status === 'ready' && (wire.solution !== undefined || !remoteId)) return ready(wire)
  if (remoteId) return { kind: 'accepted', remoteId }
  return unreadable('The reply holds neither an answer nor a task id.')
}

/** Judges a reply to getTaskResult for the task with the id `asked`; a reply that names another task is not ours. */
export function judgeResult(
  status: number,
  bytes: Uint8Array,
  asked: RemoteId,
): Ready | Processing | Refused | Unreadable {
  const reply = read(status, bytes)
  if (reply.kind !== 'wire') return reply
  const { wire } = reply
  if (wire.taskId?.value && wire.taskId.value !== asked.value) {
    return unreadable('The reply is about another task.')
  }
  if (wire.status === 'ready') return ready(wire)
  if (wire.status === 'processing' || wire.status === 'idle') return { kind: 'processing' }
  return unreadable('The reply says neither that the task is done nor that it is not.')
}

/** Judges a reply to getBalance: the balance in the service's currency, or why there is none. */
export function judgeBalance(status: number, bytes: Uint8Array): Balance | Refused | Unreadable {
  const reply = read(status, bytes)
  if (reply.kind === 'unreadable') return asRefusal(status, reply)
  if (reply.kind === 'refused') return reply
  return reply.wire.balance === undefined
    ? unreadable('The reply holds no balance.')
    : { kind: 'balance', balance: reply.wire.balance }
}

/** Judges a reply to a report about an answer. */
export function judgeFeedback(status: number, bytes: Uint8Array): Taken | Refused | Unreadable {
  const reply = read(status, bytes)
  if (reply.kind === 'unreadable') return asRefusal(status, reply)
  return reply.kind === 'refused' ? reply : { kind: 'taken' }
}
