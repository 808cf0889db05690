const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false })
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

const MINUTE = 60_000
const DAY = 86_400_000

/** A count with thousands separated. */
export const count = (value: number): string => whole.format(value)

/** Pixels or seconds with one decimal, without thousands separators. */
export const decimal = (value: number): string => one.format(value).replace('-', '−')

/** `1 point`, `2 points`. */
export const plural = (value: number, singular: string, many = `${singular}s`): string =>
  `${count(value)} ${value === 1 ? singular : many}`

/** How long something took: milliseconds below one second, else seconds. */
export const duration = (ms: number): string => (ms < 1000 ? `${whole.format(ms)} ms` : `${one.format(ms / 1000)} s`)

/** How long something will still take, in the two largest units. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return `${String(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${String(minutes)} min ${String(seconds % 60)} s`
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`
}

/** When something happened, as short as it stays clear. Both in milliseconds since 1970. */
export function when(at: number, now: number): string {
  if (now - at < MINUTE) return 'now'
  if (now - at < DAY) return clock.format(at)
  return day.format(at)
}

/** The time of day to the second, for what follows quickly. */
export const clockTime = (at: number): string => clockWithSeconds.format(at)

/** When something happened, in full, for tooltips. */
export const moment = (at: number): string => full.format(at)

/** US dollars and cents, with thousands separated. */
export const dollars = (value: number): string => `$${cents.format(value)}`

/** An amount of money in US dollars, with the digits that small prices need. */
export const money = (value: number): string => (value < 1 ? `$${value.toFixed(4)}` : dollars(value))

/** Bytes in the unit people read. */
export function bytes(value: number): string {
  if (value < 1000) return `${String(value)} B`
  if (value < 1_000_000) return `${one.format(value / 1000)} kB`
  return `${one.format(value / 1_000_000)} MB`
}
