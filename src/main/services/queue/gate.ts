/** Which runs a lane may send tasks of: a run may be paused, cancelled, or have spent its budget. */
export interface Gate {
  /** Runs of which nothing new is sent to this solver. Asked before each task; whoever opens the gate wakes the lane. */
  blockedRuns(solverId: string): ReadonlySet<string>
}
