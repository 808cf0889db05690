import { z } from 'zod'
import type { Consequence, Refusal } from './error-codes.ts'
import { parseReply } from './json-text.ts'
import type { Refused, Unreadable } from './replies.ts'
import { unreadable } from './replies.ts'
import { readSpan } from './retry-after.ts'

/** `{"error":{…}}` of OpenAI, its likes and Gemini; some give a text there, others name it `detail` or `message`. */
const Fault = z.object({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  type: z.string().nullish().catch(undefined),
  status: z.string().optional().catch(undefined),
  details: z
    .array(z.object({ reason: z.string().optional(), retryDelay: z.string().optional() }))
    .optional()
    .catch(undefined),
})
const ErrorWire = z.object({
  error: z
    .union([z.string().transform((message): z.infer<typeof Fault> => ({ message })), Fault])
    .nullish()
    .catch(undefined),
  detail: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})
type ErrorWire = z.infer<typeof ErrorWire>

/** A key that is refused comes as HTTP 400 from Gemini, and an empty account as 429 from OpenAI. */
const BAD_KEY: ReadonlySet<string> = new Set(['API_KEY_INVALID', 'API_KEY_EXPIRED', 'invalid_api_key'])
const NO_MONEY: ReadonlySet<string> = new Set(['insufficient_quota', 'billing_hard_limit_reached'])

const words: Readonly<Record<number, string>> = {
  401: 'The key is not taken. Enter the right one.',
  402: 'The account has no money left. Top it up, then send again.',
  403: 'This key may not use the model.',
  404: 'There is no such model, or nothing answers at this path. Check model and base URL.',
  429: 'The source wants fewer requests for a while.',
}

/** Says that the request was not begun: too many, unavailable, overloaded. After another 5xx the answer may have been made, and charged. */
const BUSY: ReadonlySet<number> = new Set([429, 503, 529])

/** What meets one request because of the key, the account or the address will meet every other. */
function consequenceOf(status: number, codes: readonly string[]): Consequence {
  if (codes.some((code) => BAD_KEY.has(code) || NO_MONEY.has(code))) return 'hold'
  if (status === 401 || status === 402 || status === 403 || status === 404) return 'hold'
  return BUSY.has(status) ? 'later' : 'fail'
}

function refusalOf(status: number, { error, detail, message }: ErrorWire): Refusal {
  const codes = [...(error?.details ?? []).map(({ reason }) => reason), error?.code, error?.status, error?.type]
    .filter((code) => typeof code === 'string')
    .filter((code) => code !== '')
  const wait = readSpan(error?.details?.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay)
  return {
    code: codes[0] ?? `HTTP ${status}`,
    message: error?.message ?? detail ?? message ?? words[status] ?? 'The source gave no reason.',
    consequence: consequenceOf(status, codes),
    noBalance: status === 402 || codes.some((code) => NO_MONEY.has(code)),
    ...(wait !== undefined && { retryAfter: wait }),
  }
}

/** Undefined for what is not JSON, which no reply of a model is. */
function parse(bytes: Uint8Array): unknown {
  try {
    return parseReply(bytes)
  } catch (error) {
    // RangeError: nested so deeply that nobody meant it.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Judges a reply of a model. 4xx says "not done" whatever the body (but for 408, a time-out); 5xx only with words about an error, and
 * never 504: a gateway that gave up does not know what happened behind it. `answerOf` finds what was asked for in a good reply, or nothing.
 */
export const judgeModel =
  <T>(answerOf: (value: unknown) => T | undefined) =>
  (status: number, bytes: Uint8Array): T | Refused | Unreadable => {
    const value = parse(bytes)
    const said = ErrorWire.safeParse(value).data ?? {}
    if (said.error || status >= 400) {
      const isKnown = status < 500 ? status !== 408 : status !== 504 && said.error
      return isKnown
        ? { kind: 'refused', refusal: refusalOf(status, said) }
        : unreadable(`The source answered HTTP ${status} without saying what became of the request.`)
    }
    return answerOf(value) ?? unreadable(`The reply is not one of this protocol (HTTP ${status}).`)
  }
