/** Length of one slice, milliseconds. */
const SLICE = 10_000
/** Slices that are kept. */
const KEPT = 30
/** Slices that the rate is taken from: about a minute. */
const OF_RATE = 6
/** A rate over less time than this says little, milliseconds. */
const LEAST = 1_000

/** How many tasks ended, when. Times are readings of one monotonic clock in milliseconds. */
export interface Pace {
  ended(now: number): void
  /** In each of the last 30 slices of 10 s, oldest first; the last one goes on. */
  slices(now: number): number[]
  /** Over the last minute, or since the beginning where that is shorter. */
  perMinute(now: number): number
}

/** Counts endings in slices of 10 s, so that a long run takes no more memory than a short one. */
export function createPace(beganAt: number): Pace {
  const counts = Array.from({ length: KEPT }, () => 0)
  /** Number of the newest slice since the beginning. */
  let newest = 0

  const moveTo = (now: number) => {
    const current = Math.floor((now - beganAt) / SLICE)
    // However long the machine slept, no more than all of it is emptied.
    for (let empty = Math.max(newest + 1, current - KEPT + 1); empty <= current; empty += 1) counts[empty % KEPT] = 0
    newest = Math.max(newest, current)
  }
  const at = (slice: number): number => (slice < 0 ? 0 : (counts[slice % KEPT] ?? 0))

  return {
    ended: (now) => {
      moveTo(now)
      counts[newest % KEPT] = at(newest) + 1
    },
    slices: (now) => {
      moveTo(now)
      return Array.from({ length: KEPT }, (_, place) => at(newest - KEPT + 1 + place))
    },
    perMinute: (now) => {
      moveTo(now)
      const first = Math.max(0, newest - OF_RATE + 1)
      let count = 0
      for (let slice = first; slice <= newest; slice += 1) count += at(slice)
      return (count * 60_000) / Math.max(LEAST, now - beganAt - first * SLICE)
    },
  }
}
