import { z } from 'zod'
import { RemoteId } from '../../core/task.ts'
import { readRefusal, refusalOfTask } from './error-codes.ts'
import { parseReply, readText } from './json-text.ts'
import type { Accepted, Balance, Processing, Ready, Refused, Taken, Unreadable } from './replies.ts'
import { asRefusal, unreadable } from './replies.ts'

/** What a reply says, whichever of its two forms it has: one line of text, or with `json=1` an object. */
interface Said {
  readonly ok: boolean
  /** What follows `OK|`, or the code of an error; with `json=1` any JSON, an integer as its digits. */
  readonly request: unknown
  readonly words?: string
}

const Wire = z.object({
  status: z.union([z.number(), z.string().transform(Number)]),
  request: z.union([RemoteId.transform(({ value }) => value), z.unknown()]),
  error_text: z.string().optional(),
})

/** Codes of a line: letters first, so that neither a page nor a broken line is one. */
const CODE = /^(?:ERROR|CAPCHA|CAPTCHA|MAX|IP|REPORT)[A-Z0-9_]*(?::? ?\d+)?$/

function read(bytes: Uint8Array): Said | undefined {
  let text: string
  try {
    text = readText(bytes).trim()
  } catch (error) {
    // Bytes that are no text say nothing; any other error is ours.
    if (error instanceof TypeError) return undefined
    throw error
  }
  const [, answer] = /^OK\|(.*)$/s.exec(text) ?? []
  if (answer !== undefined) return { ok: true, request: answer }
  if (text === 'OK_REPORT_RECORDED') return { ok: true, request: text }
  if (CODE.test(text)) return { ok: false, request: text }
  try {
    const { status, request, error_text } = Wire.parse(parseReply(bytes, 'request'))
    return { ok: status === 1, request, ...(error_text !== undefined && { words: error_text }) }
  } catch (error) {
    // RangeError: nested so deeply that nobody meant it.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Judges what a reply says; what is no reply of the protocol is told apart by the HTTP status. */
const judge =
  <T>(judgeOk: (request: unknown) => T | Unreadable, readLine = read) =>
  (status: number, bytes: Uint8Array): T | Refused | Unreadable => {
    const said = readLine(bytes)
    if (!said || (said.ok && status >= 400)) {
      return asRefusal(status, unreadable(`The reply is not one of this protocol (HTTP ${status}).`))
    }
    if (said.ok) return judgeOk(said.request)
    return typeof said.request === 'string' && said.request !== ''
      ? {
          kind: 'refused',
          refusal: readRefusal({ status, errorId: 0, code: said.request, description: said.words ?? '' }),
        }
      : unreadable('The service refused without a code.')
  }

/** Judges a reply to in.php. Ids are kept as text: they travel in a query. */
export function judgeLegacyCreated(status: number, bytes: Uint8Array): Accepted | Refused | Unreadable {
  const reply = judgeTaken(status, bytes)
  return reply.kind === 'refused' ? { ...reply, refusal: refusalOfTask(status, reply.refusal) } : reply
}

const judgeTaken = judge<Accepted>((request) =>
  typeof request === 'string' && /^[\w-]{1,100}$/.test(request)
    ? { kind: 'accepted', remoteId: { type: 'string', value: request } }
    : unreadable('The reply holds no task id.'),
)

const judgeReady = judge<Ready>((request) => ({ kind: 'ready', coordinates: request }))

/** Judges a reply to res.php with the action `get`. */
export function judgeLegacyResult(status: number, bytes: Uint8Array): Ready | Processing | Refused | Unreadable {
  const reply = judgeReady(status, bytes)
  return reply.kind === 'refused' && NOT_READY.has(reply.refusal.code) ? { kind: 'processing' } : reply
}
/** The first spelling is the service's own; twins have put it right. */
const NOT_READY: ReadonlySet<string> = new Set(['CAPCHA_NOT_READY', 'CAPTCHA_NOT_READY'])

/** A balance comes as a bare number, and with json=1 as an object like the rest. */
function readBalance(bytes: Uint8Array): Said | undefined {
  const line = Buffer.from(bytes).toString('latin1').trim()
  return AMOUNT.test(line) ? { ok: true, request: line } : read(bytes)
}
const AMOUNT = /^-?\d+(\.\d+)?$/

/** Judges a reply to res.php with the action `getbalance`. */
export const judgeLegacyBalance: (status: number, bytes: Uint8Array) => Balance | Refused | Unreadable = judge(
  (request) =>
    typeof request === 'string' && AMOUNT.test(request)
      ? { kind: 'balance', balance: Number(request) }
      : unreadable('The reply holds no balance.'),
  readBalance,
)

/** Judges a reply to res.php with the action `reportgood` or `reportbad`. */
export const judgeLegacyReport: (status: number, bytes: Uint8Array) => Taken | Refused | Unreadable = judge(() => ({
  kind: 'taken',
}))
