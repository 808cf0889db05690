import type { Task } from '../../../core/task.ts'
import type { Store } from '../../store/store.ts'

/** Queued tasks that are read at once. */
const BATCH = 100

/** What a lane has still to do, in order: what waits at the service first, then what is queued, oldest first. */
export interface Backlog {
  /** The next task that is not on its way and not of a blocked run. */
  next(blockedRuns: ReadonlySet<string>): Task | undefined
  /** Tasks were added, came back or may be sent again: looks from the beginning next time. */
  renew(): void
}

/** Reads the tasks of one solver a batch at a time, so that a task that ends costs the same however many are queued. */
export function createBacklog(
  tasks: Pick<Store['tasks'], 'get' | 'withStatus' | 'nextQueued'>,
  solverId: string,
  isRunning: (taskId: string) => boolean,
): Backlog {
  let ahead: string[] = []
  /** How far queued tasks were read; undefined where waiting ones come first. */
  let end: number | undefined

  const refill = (blockedRuns: ReadonlySet<string>): boolean => {
    if (end === undefined) {
      ahead = tasks.withStatus(solverId, 'waiting').map(({ id }) => id)
      end = 0
      if (ahead.length > 0) return true
    }
    const found = tasks.nextQueued(solverId, end, BATCH, blockedRuns)
    ahead = found.tasks.map(({ id }) => id)
    end = found.end
    return ahead.length > 0
  }

  return {
    next: (blockedRuns) => {
      do {
        for (let id = ahead.shift(); id !== undefined; id = ahead.shift()) {
          if (isRunning(id)) continue
          // Read again: it may have been cancelled, or its run paused, since the batch was read.
          const task = tasks.get(id)
          if (task?.status === 'waiting') return task
          if (task?.status === 'queued' && !(task.runId && blockedRuns.has(task.runId))) return task
        }
      } while (refill(blockedRuns))
      return undefined
    },
    renew: () => {
      ahead = []
      end = undefined
    },
  }
}
