import type { SolverInfo } from '../../contract/payloads.ts'
import { isUnderWay, type KnownRun } from './runs.ts'

/** Why nothing is sent to a solver for now. */
export interface Trouble {
  readonly reason: string
  /** Set where it waits for a person, or for a hold to end. */
  readonly code: string | undefined
  /** Until it goes on by itself, milliseconds; absent where it waits for a person. */
  readonly leftMs: number | undefined
}

/** What holds a solver up: its hold, as read at `readAt`, else the pause that its lane in a run makes. Times in ms since 1970. */
export function troubleOf(
  { solver, hold }: Pick<SolverInfo, 'solver' | 'hold'>,
  readAt: number,
  runs: readonly KnownRun[],
  now: number,
): Trouble | undefined {
  if (hold) {
    const leftMs = hold.untilMs === undefined ? undefined : Math.max(0, readAt + hold.untilMs - now)
    return { reason: hold.reason, code: hold.code, leftMs }
  }
  for (const { run, at } of runs) {
    const lane = isUnderWay(run) && run.lanes.find(({ solverId }) => solverId === solver.id)
    if (!lane || lane.state !== 'waiting' || lane.untilMs === undefined) continue
    const leftMs = at + lane.untilMs - now
    if (leftMs > 0) return { reason: lane.reason ?? 'It asks to be left alone for a while.', code: undefined, leftMs }
  }
  return undefined
}
