import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest time on the main thread before others get their turn, milliseconds: below a frame of the window. */
const LONGEST = 12

/** Shares the main thread: call between two pieces of work. Waits for the next turn where this one has lasted long enough. */
export function createTurns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < LONGEST) return
    await nextTurn()
    began = performance.now()
  }
}
