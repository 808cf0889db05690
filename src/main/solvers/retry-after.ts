import type { HttpReply } from './http.ts'

/** A service may ask for patience, but not for ever. */
const LONGEST_WAIT = 15 * 60_000
/** Seconds above this are a moment since 1970, below it a span. */
const EARLIEST_MOMENT = 1_000_000_000

/**
 * How long the source asks to be left alone, milliseconds, or undefined where it does not say so readably.
 * Reads `Retry-After` (seconds or an HTTP date, RFC 9110 10.2.3). The reset of a rate limit counts only where nothing is left of it:
 * `X-RateLimit-Remaining` and `-Reset` (seconds, or seconds since 1970), and those of OpenAI for requests and tokens ("6m0s").
 * `now` is in milliseconds.
 */
export function retryAfter(
  { status, headers }: Pick<HttpReply, 'status' | 'headers'>,
  now: number,
): number | undefined {
  const asked = readWait(headers['retry-after'], now)
  const resets = ['', '-requests', '-tokens']
    .filter((of) => status === 429 || headers[`x-ratelimit-remaining${of}`] === '0')
    .map((of) => readWait(headers[`x-ratelimit-reset${of}`], now))
    .filter((wait) => wait !== undefined)
  return cap(asked ?? (resets.length > 0 ? Math.max(...resets) : undefined))
}

/** A span in words such as "36s" or "1m2.5s", as bodies give it; milliseconds, or undefined for anything else. */
export const readSpan = (text: string | undefined): number | undefined =>
  cap(text !== undefined && SPAN.test(text) ? spanOf(text) : undefined)

const cap = (wait: number | undefined): number | undefined =>
  wait === undefined ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT)

const SPAN = /^(\d{1,9}(\.\d+)?(h|ms|m|s))+$/

const spanOf = (text: string): number =>
  [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0),
    0,
  )

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }

function readWait(header: string | string[] | undefined, now: number): number | undefined {
  if (typeof header !== 'string') return undefined
  const text = header.trim()
  if (/^\d{1,12}(\.\d+)?$/.test(text)) {
    const seconds = Number(text)
    return seconds > EARLIEST_MOMENT ? seconds * 1_000 - now : seconds * 1_000
  }
  if (SPAN.test(text)) return spanOf(text)
  // Only what names a month is a date: Date.parse reads far too much, such as "-5".
  const moment = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment - now
}
