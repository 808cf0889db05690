import type { HttpReply } from './http.ts'

/** A service may ask for patience, but not for ever. */
const LONGEST_WAIT = 15 * 60_000
/** Seconds above this are a moment since 1970, below it a span. */
const EARLIEST_MOMENT = 1_000_000_000

/**
 * How long the service asks to be left alone, milliseconds, or undefined where it does not say so readably.
 * Reads `Retry-After` (seconds or an HTTP date, RFC 9110 10.2.3) and `X-RateLimit-Reset` (seconds, or seconds since 1970). `now` is in milliseconds.
 */
export function retryAfter(headers: HttpReply['headers'], now: number): number | undefined {
  const wait = readWait(headers['retry-after'], now) ?? readWait(headers['x-ratelimit-reset'], now)
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT)
}

function readWait(header: string | string[] | undefined, now: number): number | undefined {
  if (typeof header !== 'string') return undefined
  const text = header.trim()
  if (/^\d{1,12}(\.\d+)?$/.test(text)) {
    const seconds = Number(text)
    return seconds > EARLIEST_MOMENT ? seconds * 1_000 - now : seconds * 1_000
  }
  // Only what names a month is a date: Date.parse reads far too much, such as "-5".
  const moment = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment - now
}
