import { setTimeout as pauseFor } from 'node:timers/promises'
import { isFree } from '../../../core/solver.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { isSettled } from '../../../core/task-status.ts'
import { createBacklog } from './backlog.ts'
import { createBalanceWatch } from './balance-watch.ts'
import type { End, Errand, Tools } from './carry.ts'
import { pause } from './carry.ts'
import { createFlow } from './flow.ts'
import type { Hold } from './hold.ts'
import { createOutage } from './outage.ts'
import { poll } from './poll.ts'
import { submit } from './submit.ts'

/** For requests that were cut off to be written down, milliseconds. */
const AFTER_CUT = 500

/** How a lane goes, for people. */
export interface LaneState {
  /** `waiting`: it goes on by itself, in `untilMs`. `held`: not before a person has acted. */
  readonly state: 'running' | 'waiting' | 'held'
  /** A sentence, where it is not running. */
  readonly reason?: string
  readonly untilMs?: number
  /** Tasks on their way: being made ready, sent, or waited for. */
  readonly inFlight: number
}

/** The tasks of one solver on their way, as many at once and as fast as it is set to and the service lets through. */
export interface Lane {
  /** Brings tasks that were being sent when the last run of the app ended to a state in which nothing is paid twice. */
  recover(): void
  /** Why nothing is sent until a person has acted. */
  hold(): Hold | undefined
  /** Whether a hold is about to be lifted. */
  isLifting(): boolean
  /** Whether no task is on its way. */
  isIdle(): boolean
  state(): LaneState
  /** Tasks were added, or may be sent now: starts as many as there is room for. */
  wake(): void
  /** A person has acted: lifts a hold, after the time that the service wants to be left alone, and forgets what went wrong. */
  resume(): void
  /** Ends a task that is on its way and says whether it was. A request that has left is waited for: what was paid is kept. */
  abort(taskId: string): boolean
  /** Resolves when nothing is on its way any more; requests under way get `grace` milliseconds. */
  stop(grace: number): Promise<void>
}

/** `onQuiet` is called whenever a task has ended, the lane has nothing to do, or its state is another. */
export function createLane(solverId: string, tools: Tools, onQuiet: () => void): Lane {
  const { store, log } = tools.context
  const running = new Map<string, { readonly cancel: AbortController; readonly done: Promise<void> }>()
  const backlog = createBacklog(store.tasks, solverId, (id) => running.has(id))
  const stopping = new AbortController()
  const cutOff = new AbortController()
  const nameOf = () => store.solvers.get(solverId)?.name ?? 'The solver'
  const flow = createFlow(nameOf, tools.random, tools.coolDown)
  const balances = createBalanceWatch(solverId, tools, stopping.signal)
  /** How often a task that is queued was offered already. */
  const offers = new Map<string, number>()
  let holding = new AbortController()
  let hold: (Hold & { readonly since: number }) | undefined
  let lift: NodeJS.Timeout | undefined
  let timer: NodeJS.Timeout | undefined
  /** Whether more would be sent, were fewer without a reply. */
  let isCrowded = false
  /** Whether this solver has answered anything of what is under way. */
  let wasReached = false

  const put = (next: Hold) => {
    hold ??= { ...next, since: performance.now() }
    holding.abort()
    log('warn', `Solver ${solverId} is on hold: ${next.code}`)
  }

  const outage = createOutage(solverId, tools, {
    stopping: stopping.signal,
    onBack: () => {
      if (hold?.code === 'unreachable')
        hold = { ...hold, reason: `${nameOf()} can be reached again. Go on when you like.` }
      go()
    },
    onChange: onQuiet,
  })

  const note = (task: Task, end: End) => {
    if (end.kind === 'again' && end.offered) offers.set(task.id, (offers.get(task.id) ?? 0) + 1)
    if (end.kind === 'over') offers.delete(task.id)
    if (end.kind === 'over' && end.unclear) balances.unconfirmed(task.id)
    if (end.kind === 'held') put(end.hold)
    if (end.kind === 'offline') {
      // A run that was under way goes on by itself. What was sent to begin with while offline waits for a person.
      if (!wasReached) put({ code: 'unreachable', reason: `${end.why} Send again when it is back.` })
      outage.begin(end.why, wasReached)
    }
  }

  /** Waits for the moment to send. False where nothing may be sent for now. */
  const turn = async (solver: Solver, cancelled: AbortSignal): Promise<boolean> => {
    const signals = [cancelled, stopping.signal, holding.signal]
    for (;;) {
      const now = performance.now()
      if (outage.isOn() || hold || flow.quietFor(now) > 0) return false
      const ms = flow.takeTurn(now, solver.rate)
      if (ms === 0) return true
      if (!(await pause(ms, signals))) return false
    }
  }

  const carry = async (task: Task, solver: Solver, cancel: AbortController): Promise<void> => {
    const errand: Errand = {
      task,
      solver,
      offers: offers.get(task.id) ?? 0,
      flow: {
        ...flow,
        clear: (id) => {
          flow.clear(id)
          // Its result may take long: the next ones need not wait for that.
          if (isCrowded) go()
        },
      },
      turn: () => turn(solver, cancel.signal),
      reached: () => {
        wasReached = true
        outage.reached()
      },
      cancelled: cancel.signal,
      held: holding.signal,
      stopping: stopping.signal,
      cutOff: cutOff.signal,
    }
    try {
      const end = await (task.status === 'waiting' ? poll(errand, tools) : submit(errand, tools))
      // Whatever kept the task from its end, nobody wants it any more: it must not be sent when the solver is back.
      if (end.kind !== 'over' && cancel.signal.aborted) tools.ledger.cancel([task.id])
      note(task, end)
    } catch (error) {
      // An error of ours, or of the disk: going on could repeat it for every task.
      log('error', `Task ${task.id} broke down`, error)
      put({ code: 'internal', reason: `Sending stopped: ${error instanceof Error ? error.message : String(error)}` })
    }
  }

  const start = (task: Task, solver: Solver) => {
    const cancel = new AbortController()
    if (task.status === 'queued') flow.begin(task.id, performance.now(), solver.rate)
    const done = carry(task, solver, cancel).finally(() => {
      running.delete(task.id)
      flow.withdraw(task.id)
      const status = store.tasks.get(task.id)?.status
      // It came back, and has its old place in the line.
      if (status && !isSettled(status) && status !== 'unconfirmed') backlog.renew()
      go()
      onQuiet()
    })
    running.set(task.id, { cancel, done })
  }

  const go = () => {
    clearTimeout(timer)
    isCrowded = false
    if (stopping.signal.aborted || hold || outage.isOn()) return
    const solver = store.solvers.get(solverId)
    if (!solver) return
    while (running.size < solver.concurrency) {
      const permit = flow.ask(performance.now(), solver.rate)
      const queued = { blockedRuns: tools.gate.blockedRuns(solverId), madeBy: outage.madeBy() }
      const task = backlog.next(permit.kind === 'go' ? queued : 'none')
      if (task) {
        start(task, solver)
        continue
      }
      isCrowded = permit.kind === 'busy'
      // All is done: what a person sends next begins anew, and if that finds no network it waits for them.
      if (permit.kind === 'go' && running.size === 0) wasReached = false
      if (permit.kind === 'wait') timer = setTimeout(go, permit.ms)
      else if (running.size === 0 && outage.waiting() > 0) {
        put({
          code: 'sent-offline',
          reason: `${solver.name} can be reached again. What was sent meanwhile waits for you.`,
        })
      }
      return
    }
  }

  // Nobody is at work on these: the process that was has died, or could not write down how it went.
  const recover = () => {
    const solver = store.solvers.get(solverId)
    const lost = store.tasks.withStatus(solverId, 'submitting').filter((task) => !running.has(task.id))
    if (lost.length === 0 || !solver) return
    const ids = lost.map(({ id }) => id)
    // What runs inside the app dies with it and charges nobody, so there is nothing to confirm.
    tools.ledger.stepAll(ids, isFree(solver) ? 'not-sent' : 'restarted', { inFlight: ids.length })
    if (!isFree(solver)) for (const id of ids) balances.unconfirmed(id)
  }

  const goOn = () => {
    flow.reset()
    outage.end()
    backlog.renew()
    go()
    onQuiet()
  }

  return {
    recover,
    hold: () => hold,
    isLifting: () => lift !== undefined,
    isIdle: () => running.size === 0,
    state: () => {
      const inFlight = running.size
      if (hold) return { state: 'held', reason: hold.reason, inFlight }
      const waiting = outage.state() ?? flow.trouble(performance.now())
      return waiting ? { state: 'waiting', ...waiting, inFlight } : { state: 'running', inFlight }
    },
    wake: () => {
      backlog.renew()
      outage.wake()
      go()
    },
    resume: () => {
      if (lift || stopping.signal.aborted) return
      if (!hold) {
        goOn()
        return
      }
      const left = (hold.atLeast ?? 0) - (performance.now() - hold.since)
      lift = setTimeout(
        () => {
          lift = undefined
          hold = undefined
          holding = new AbortController()
          wasReached = false
          recover()
          goOn()
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
      clearTimeout(timer)
      const all = Promise.all([...running.values()].map(({ done }) => done))
      await Promise.race([all, pauseFor(grace, undefined, { ref: false })])
      cutOff.abort()
      // What is still on its way now waits for a picture, and leaves by itself without sending it.
      await Promise.race([all, pauseFor(AFTER_CUT, undefined, { ref: false })])
    },
  }
}
