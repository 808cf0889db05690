import type { Task } from '../../../core/task.ts'
import type { Store } from '../../store/store.ts'

/** Queued tasks that are read at once. */
const BATCH = 100

/** What a lane has still to do, in order: what waits at the service first, then what is queued, oldest first. */
export interface Backlog {
  /**
   * The next task that is not on its way: only one that waits at the service, or also a queued one of a run that is not blocked, made
   * no later than `madeBy`, milliseconds since 1970.
   */
  next(queued: 'none' | { readonly blockedRuns: ReadonlySet<string>; readonly madeBy: number }): Task | undefined
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

  const refill = (blockedRuns: ReadonlySet<string> | undefined): boolean => {
    if (end === undefined) {
      ahead = tasks.withStatus(solverId, 'waiting').map(({ id }) => id)
      end = 0
      if (ahead.length > 0) return true
    }
    if (!blockedRuns) return false
    const found = tasks.nextQueued(solverId, end, BATCH, blockedRuns)
    ahead = found.tasks.map(({ id }) => id)
    end = found.end
    return ahead.length > 0
  }

  return {
    next: (queued) => {
      const mayStart = (task: Task): boolean =>
        queued !== 'none' && task.createdAt <= queued.madeBy && !(task.runId && queued.blockedRuns.has(task.runId))
      do {
        for (let id = ahead[0]; id !== undefined; id = ahead[0]) {
          // Read again: it may have been cancelled, or its run paused, since the batch was read.
          const task = isRunning(id) ? undefined : tasks.get(id)
          if (task?.status === 'queued' && queued === 'none') return undefined
          ahead.shift()
          if (task && (task.status === 'waiting' || (task.status === 'queued' && mayStart(task)))) return task
        }
      } while (refill(queued === 'none' ? undefined : queued.blockedRuns))
      return undefined
    },
    renew: () => {
      ahead = []
      end = undefined
    },
  }
}
