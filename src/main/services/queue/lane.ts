import { setTimeout as pauseFor } from 'node:timers/promises'
import { isFree } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { isSettled } from '../../../core/task-status.ts'
import { createBacklog } from './backlog.ts'
import type { End, Errand, Tools } from './carry.ts'
import type { Hold } from './hold.ts'
import { poll } from './poll.ts'
import { submit } from './submit.ts'

/** Requests in a row of which nobody knows what became of them; then something is wrong with the service or the way to it. */
const MOST_UNCLEAR = 3

/** For requests that were cut off to be written down, milliseconds. */
const AFTER_CUT = 500

/** The tasks of one solver on their way, as many at once as it is set to. */
export interface Lane {
  /** Brings tasks that were being sent when the last run of the app ended to a state in which nothing is paid twice. */
  recover(): void
  /** Why nothing is sent for now. */
  hold(): Hold | undefined
  /** Whether a hold is about to be lifted. */
  isLifting(): boolean
  /** Whether no task is on its way. */
  isIdle(): boolean
  /** Tasks were added, or may be sent now: starts as many as there is room for. */
  wake(): void
  /** Lifts a hold, after the time that the service wants to be left alone. */
  resume(): void
  /** Ends a task that is on its way and says whether it was. A request that has left is waited for: what was paid is kept. */
  abort(taskId: string): boolean
  /** Resolves when nothing is on its way any more; requests under way get `grace` milliseconds. */
  stop(grace: number): Promise<void>
}

/** `onQuiet` is called whenever a task has ended or the lane has nothing to do. */
export function createLane(solverId: string, tools: Tools, onQuiet: () => void): Lane {
  const { store, log } = tools.context
  const running = new Map<string, { readonly cancel: AbortController; readonly done: Promise<void> }>()
  const backlog = createBacklog(store.tasks, solverId, (id) => running.has(id))
  const stopping = new AbortController()
  const cutOff = new AbortController()
  let holding = new AbortController()
  let hold: (Hold & { readonly since: number }) | undefined
  let lift: NodeJS.Timeout | undefined
  let unclear = 0

  const put = (next: Hold) => {
    hold ??= { ...next, since: performance.now() }
    holding.abort()
    log('warn', `Solver ${solverId} is on hold: ${next.code}`)
  }

  const note = (end: End) => {
    if (end.kind === 'held') put(end.hold)
    if (end.kind !== 'over') return
    unclear = end.unclear ? unclear + 1 : 0
    if (unclear >= MOST_UNCLEAR) {
      put({
        code: 'unclear',
        reason: `${store.solvers.get(solverId)?.name ?? 'The solver'} gave no readable reply ${MOST_UNCLEAR} times in a row. Look at those tasks before you send again.`,
      })
    }
  }

  const carry = async (task: Task, cancel: AbortController): Promise<void> => {
    const solver = store.solvers.get(solverId)
    if (!solver) throw new Error(`There is no solver ${solverId}.`)
    const errand: Errand = {
      task,
      solver,
      cancelled: cancel.signal,
      held: holding.signal,
      stopping: stopping.signal,
      cutOff: cutOff.signal,
    }
    try {
      const end = await (task.status === 'waiting' ? poll(errand, tools) : submit(errand, tools))
      // Whatever kept the task from its end, nobody wants it any more: it must not be sent when the solver is back.
      if (end.kind !== 'over' && cancel.signal.aborted) tools.ledger.cancel([task.id])
      note(end)
    } catch (error) {
      // An error of ours, or of the disk: going on could repeat it for every task.
      log('error', `Task ${task.id} broke down`, error)
      put({ code: 'internal', reason: `Sending stopped: ${error instanceof Error ? error.message : String(error)}` })
    }
  }

  const start = (task: Task) => {
    const cancel = new AbortController()
    const done = carry(task, cancel).finally(() => {
      running.delete(task.id)
      const after = store.tasks.get(task.id)
      if (after && (isSettled(after.status) || after.status === 'unconfirmed')) tools.gate.settled(after)
      // It came back, and has its old place in the line.
      else backlog.renew()
      go()
      onQuiet()
    })
    running.set(task.id, { cancel, done })
  }

  const go = () => {
    if (stopping.signal.aborted || hold) return
    const room = (store.solvers.get(solverId)?.concurrency ?? 0) - running.size
    if (room <= 0) return
    for (let left = room; left > 0; left -= 1) {
      const task = backlog.next(tools.gate.blockedRuns(solverId))
      if (!task) return
      start(task)
    }
  }

  const wake = () => {
    backlog.renew()
    go()
  }

  // Nobody is at work on these: the process that was has died, or could not write down how it went.
  const recover = () => {
    const solver = store.solvers.get(solverId)
    const lost = store.tasks.withStatus(solverId, 'submitting').filter((task) => !running.has(task.id))
    if (lost.length === 0) return
    // What runs inside the app dies with it and charges nobody, so there is nothing to confirm.
    tools.ledger.stepAll(
      lost.map(({ id }) => id),
      solver && isFree(solver) ? 'not-sent' : 'restarted',
    )
  }

  return {
    recover,
    hold: () => hold,
    isLifting: () => lift !== undefined,
    isIdle: () => running.size === 0,
    wake,
    resume: () => {
      if (!hold || lift || stopping.signal.aborted) return
      const left = (hold.atLeast ?? 0) - (performance.now() - hold.since)
      lift = setTimeout(
        () => {
          lift = undefined
          hold = undefined
          holding = new AbortController()
          unclear = 0
          recover()
          wake()
          onQuiet()
        },
        Math.max(0, left),
      )
    },
    abort: (taskId) => {
      const own = running.get(taskId)
      own?.cancel.abort()
      return own !== undefined
    },
    stop: async (grace) => {
      stopping.abort()
      clearTimeout(lift)
      const all = Promise.all([...running.values()].map(({ done }) => done))
      await Promise.race([all, pauseFor(grace, undefined, { ref: false })])
      cutOff.abort()
      // What is still on its way now waits for a picture, and leaves by itself without sending it.
      await Promise.race([all, pauseFor(AFTER_CUT, undefined, { ref: false })])
    },
  }
}
