/** First and longest wait, milliseconds. */
const FIRST = 1_000
const LONGEST = 60_000

/**
 * How long to wait before attempt number `attempt` (from 1 for the first repetition), milliseconds: exponential with full
 * jitter, so that lanes which failed together do not come back together. A wait the service asked for is a lower bound.
 * `random` is uniform in [0, 1).
 */
export function backOff(attempt: number, asked: number | undefined, random: () => number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** (attempt - 1))
  return (asked ?? 0) + random() * ceiling
}

/** A poll wait with up to a tenth on top: never below the service's minimum. */
export const pollWait = (wait: number, random: () => number): number => wait * (1 + random() / 10)

/** A wait that ends so much too late, milliseconds, was slept through by the machine. */
const SLEPT = 5_000

/**
 * How long a poll has still to wait when its time has come, milliseconds: `late` is by how much that was missed, `quiet` how long the
 * service is to be left alone. Whatever kept many from asking, they do not all come at once when it is over.
 */
export const stillToWait = (late: number, quiet: number, wait: number, random: () => number): number =>
  quiet > 0 || late > SLEPT ? quiet + random() * Math.max(wait, SLEPT) : 0
