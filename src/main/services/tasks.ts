import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { ProfileId, Solver } from '../../core/solver.ts'
import type { Deadlines } from '../solvers/http.ts'
import { createHttp } from '../solvers/http.ts'
import type { Profile } from '../solvers/profiles.ts'
import { profiles as servicesProfiles } from '../solvers/profiles.ts'
import type { Context } from './context.ts'
import type { Jobs } from './jobs.ts'
import type { Tools } from './queue/carry.ts'
import { createChangeFeed } from './queue/change-feed.ts'
import type { BuiltInServer, Connect, LocalClients } from './queue/connect.ts'
import { createConnect } from './queue/connect.ts'
import type { CoolDown } from './queue/flow.ts'
import { type Hold, OnHold } from './queue/hold.ts'
import { createLanes } from './queue/lanes.ts'
import { createLedger } from './queue/ledger.ts'
import { createEstimate } from './runs/estimate.ts'
import { createFailures } from './runs/failures.ts'
import { createPrices } from './runs/prices.ts'
import { createRunBook } from './runs/run-book.ts'
import { createRunKeeper } from './runs/run-keeper.ts'
import { createRunStarter } from './runs/run-starter.ts'
import { createSending } from './runs/sending.ts'
import { createSteering } from './runs/steering.ts'
import { createUnconfirmed } from './runs/unconfirmed.ts'
import { createTurns } from './turns.ts'

/** Tasks cancelled in one transaction; the window gets its turn between two. */
const CHUNK = 50
/** What a request under way gets when the app ends, milliseconds; together with the rest below the 3 s that stopping may take. */
const GRACE = 2_000

type RunHandlers = Extract<keyof AppHandlers, `runs.${string}`>

export interface TaskService extends Pick<
  AppHandlers,
  RunHandlers | 'tasks.send' | 'tasks.cancel' | 'tasks.retry' | 'tasks.resolve'
> {
  /** Goes on where the last run of the app ended. Call once, after the project is open. */
  readonly start: () => void
  /** Ends within 3 s with everything stored. Call before the jobs are closed, or they cancel what should go on. */
  readonly stop: () => Promise<void>
  /** A person has acted on a solver: what waits for it goes on. */
  readonly resume: (solverId: string) => void
  /** Cancels everything of a solver that is about to be removed, and takes nothing more in for it. */
  readonly drop: (solverId: string) => Promise<void>
  /** Why nothing is sent to a solver for now; `solvers.changed` tells when that changes. */
  readonly holdOf: (solverId: string) => Hold | undefined
  readonly connect: Connect
}

/** What tests and slow networks set differently. */
export interface TaskTuning {
  readonly profiles?: Readonly<Record<ProfileId, Profile>>
  readonly deadlines?: Deadlines
  /** Uniform in [0, 1). */
  readonly random?: () => number
  readonly coolDown?: CoolDown
}

/** The persisted queue: sends tasks to solvers in runs, asks for results, survives crashes without paying twice. */
export function createTaskService(
  context: Context,
  jobs: Pick<Jobs, 'start' | 'jobs.cancel'>,
  builtIn: BuiltInServer,
  tuning: TaskTuning = {},
  local?: LocalClients,
): TaskService {
  const { store, log } = context
  const http = createHttp(tuning.deadlines)
  const profiles = tuning.profiles ?? servicesProfiles
  const connect = createConnect({ context, http, builtIn, local })
  const feed = createChangeFeed(context)
  const prices = createPrices(store)
  const book = createRunBook(store)
  const ledger = createLedger(
    context,
    (change) => {
      feed.changed(change.task)
      keeper.changed(change)
    },
    (solver) => prices.of(solver).price,
  )
  const tools: Tools = {
    context,
    ledger,
    connect,
    profiles,
    gate: book,
    random: tuning.random ?? Math.random,
    coolDown: tuning.coolDown,
  }
  const lanes = createLanes(tools, (solverId) => {
    keeper.lookAt(solverId)
  })
  const leaving = new Set<string>()
  let stopping = false

  const inBackground = (work: Promise<unknown>) => {
    work.catch((error: unknown) => {
      log('error', 'Tasks could not be cancelled', error)
    })
  }

  /** Ends these tasks and says how many were open. In chunks, so that 100,000 do not stop the window. */
  const cancel = async (ids: readonly string[]): Promise<number> => {
    const turn = createTurns()
    let count = 0
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK)
      const idle = chunk.filter((id) => !lanes.known(store.tasks.get(id)?.solverId ?? '')?.abort(id))
      count += chunk.length - idle.length + ledger.cancel(idle)
      await turn()
    }
    return count
  }
  const keeper = createRunKeeper(context, {
    book,
    jobs,
    prices,
    lanes,
    cancelTask: (id) => {
      inBackground(cancel([id]))
    },
  })
  // Before anything can be sent: what a person paused stays so.
  for (const run of store.runs.unfinished()) keeper.follow({ ...run, items: store.runs.itemsOf(run.id) }, false)

  const cancelRun = (runId: string) => {
    inBackground(steering.cancel(runId))
  }

  /** Lifts holds, starts what there is room for, and shows what was left over from before. */
  const resume = (solverId: string) => {
    if (stopping || store.readOnly !== undefined) return
    const lane = lanes.of(solverId)
    lane.resume()
    lane.wake()
    for (const open of book.goingOn()) {
      if (!open.tallies.has(solverId)) continue
      keeper.goOn(open, () => {
        cancelRun(open.run.id)
      })
    }
  }

  const mayWrite = () => {
    if (stopping) throw new ContractError('closing', 'This project is being closed; what was stored goes on next time.')
    if (store.readOnly !== undefined) throw new ContractError('read-only', store.readOnly)
  }
  const there = (): Solver[] => store.solvers.list().filter(({ id }) => !leaving.has(id))
  const find = (id: string): Solver | undefined => there().find((known) => known.id === id)
  const ready = async (id: string): Promise<Solver> => {
    const solver = find(id)
    if (!solver) throw new ContractError('no-solver', 'This solver does not exist any more.')
    try {
      await connect(solver)
      return solver
    } catch (error) {
      if (error instanceof OnHold) throw new ContractError(error.hold.code, error.hold.reason, { cause: error })
      throw error
    }
  }

  const starter = createRunStarter(context, {
    keeper,
    ledger,
    mayWrite,
    isClosing: () => stopping,
    there: () => new Set(there().map(({ id }) => id)),
    // The same wish lifts a hold once, not again for each part of it.
    wake: (solverId, isNew) => {
      const lane = lanes.of(solverId)
      if (!lane.hold()) lane.wake()
      else if (isNew) resume(solverId)
    },
    cancel: cancelRun,
  })
  const steering = createSteering(context, { keeper, mayWrite, lanes, resume, prices, cancelTasks: cancel })
  const { cancel: _cancel, ...steeringHandlers } = steering

  const drop = async (solverId: string): Promise<void> => {
    leaving.add(solverId)
    const sent = store.tasks.withStatus(solverId, 'submitting').map(({ id }) => id)
    await cancel([...store.tasks.unfinishedIds(solverId), ...sent.filter((id) => lanes.known(solverId)?.abort(id))])
  }

  return {
    connect,
    resume,
    drop,
    holdOf: (solverId) => lanes.known(solverId)?.hold(),
    start: () => {
      if (store.readOnly !== undefined) return
      for (const solverId of store.tasks.solversWithOpen()) {
        lanes.of(solverId).recover()
        // The last run of the app may have died while it removed this solver.
        if (find(solverId)) resume(solverId)
        else inBackground(drop(solverId))
      }
      for (const open of book.goingOn()) {
        if (open.run.state === 'cancelled') inBackground(cancel(store.runs.queuedIds(open.run.id)))
        keeper.look(open)
      }
    },
    stop: async () => {
      stopping = true
      await lanes.stop(GRACE)
      await keeper.close()
      feed.close()
      await http.close()
    },
    'tasks.cancel': async ({ ids }) => {
      mayWrite()
      return { count: await cancel(ids) }
    },
    ...createSending(context, { starter, ledger, mayWrite, ready, prices }),
    ...steeringHandlers,
    ...createFailures(store, prices),
    'runs.estimate': createEstimate(store, prices),
    'runs.unconfirmed': createUnconfirmed(store, prices),
  }
}
