/** Time constant of the smoothing, milliseconds: what happened this long ago weighs 1/e. */
const MEMORY = 3_000
/** Two readings closer than this are noise, milliseconds. */
const SHORTEST_STEP = 100

/** Things done per second, smoothed. Times are readings of one clock in milliseconds. */
interface Rate {
  /** The smoothed rate after `done` things at time `now`; 0 until it is known. */
  at(now: number, done: number): number
  /** The mean rate since the start. */
  overall(now: number, done: number): number
}

/**
 * Exponential smoothing over time, not over readings, so that a burst of readings does not outweigh a quiet second:
 * rate += (1 − e^(−Δt / memory)) · (Δdone / Δt − rate). The first reading is taken as it is.
 */
export function createRate(startedAt: number): Rate {
  let last = { at: startedAt, done: 0 }
  let rate: number | undefined
  return {
    at: (now, done) => {
      const elapsed = now - last.at
      if (elapsed >= SHORTEST_STEP) {
        const measured = ((done - last.done) / elapsed) * 1_000
        rate = rate === undefined ? measured : rate + (1 - Math.exp(-elapsed / MEMORY)) * (measured - rate)
        last = { at: now, done }
      }
      return rate ?? 0
    },
    overall: (now, done) => (now > startedAt ? (done / (now - startedAt)) * 1_000 : 0),
  }
}
