import type { Task } from '../../../core/task.ts'

/** Which runs a lane may send tasks of: a run may be paused, cancelled, or have spent its budget. */
export interface Gate {
  /** Runs of which nothing new is sent to this solver. Asked before each task; whoever opens the gate wakes the lane. */
  blockedRuns(solverId: string): ReadonlySet<string>
  /** A task of the lane is over or unconfirmed, on disk; called before the next one is begun. */
  settled(task: Task): void
}
