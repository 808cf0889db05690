import type { Run } from '../../../contract/run-methods.ts'
import type { Context } from '../context.ts'
import { createThrottle } from '../throttle.ts'

/** Shortest time between two events of a run, milliseconds: a little over a tenth of a second, so that no second holds eleven. */
const GAP = 110
/** How often rate, time left and waits are shown anew while nothing else changes, milliseconds. */
const BEAT = 1_000

/** Tells the window how runs go, at most ten times a second each. */
export interface RunEvents {
  changed(id: string): void
  /** Sends what was held back and nothing after it. */
  close(): void
}

/** `view` makes what is sent when it is sent; `going` lists the runs that go on. */
export function createRunEvents(
  view: (id: string) => Run | undefined,
  emit: Context['emit'],
  going: () => readonly string[],
): RunEvents {
  const throttles = new Map<string, ReturnType<typeof createThrottle>>()
  let closed = false

  const send = (id: string) => {
    const run = view(id)
    if (run) emit({ name: 'run.changed', payload: run })
  }
  const changed = (id: string) => {
    if (closed) return
    let throttle = throttles.get(id)
    if (!throttle) {
      throttle = createThrottle(GAP, () => {
        send(id)
      })
      throttles.set(id, throttle)
    }
    throttle.request()
  }
  const beat = setInterval(() => {
    for (const id of going()) changed(id)
  }, BEAT)
  beat.unref()

  return {
    changed,
    close: () => {
      closed = true
      clearInterval(beat)
      for (const throttle of throttles.values()) throttle.end()
      throttles.clear()
    },
  }
}
