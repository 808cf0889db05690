import type { Tools } from './carry.ts'
import type { Hold } from './hold.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'

/** The lanes of all solvers, each made when it is first asked for. */
export interface Lanes {
  of(solverId: string): Lane
  /** The lane where it was made already. */
  known(solverId: string): Lane | undefined
  /** Ends all of them; requests under way get `grace` milliseconds. */
  stop(grace: number): Promise<void>
}

/** `onQuiet` is called with the solver whenever a task of its lane has ended or the lane has nothing to do. */
export function createLanes(tools: Tools, onQuiet: (solverId: string) => void): Lanes {
  const lanes = new Map<string, Lane>()

  const make = (solverId: string): Lane => {
    let shown: Hold | undefined
    const lane = createLane(solverId, tools, () => {
      onQuiet(solverId)
      const hold = lane.hold()
      if (hold === shown) return
      shown = hold
      tools.context.emit({ name: 'solvers.changed', payload: {} })
    })
    lanes.set(solverId, lane)
    return lane
  }

  return {
    of: (solverId) => lanes.get(solverId) ?? make(solverId),
    known: (solverId) => lanes.get(solverId),
    stop: async (grace) => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop(grace)))
    },
  }
}
