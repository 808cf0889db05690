import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { ProfileId, Solver } from '../../core/solver.ts'
import type { Task } from '../../core/task.ts'
import type { Deadlines } from '../solvers/http.ts'
import { createHttp } from '../solvers/http.ts'
import type { Profile } from '../solvers/profiles.ts'
import { profiles as servicesProfiles } from '../solvers/profiles.ts'
import type { Context } from './context.ts'
import type { JobHandle, Jobs } from './jobs.ts'
import type { Tools } from './queue/carry.ts'
import { createChangeFeed } from './queue/change-feed.ts'
import type { BuiltInServer, Connect, LocalClients } from './queue/connect.ts'
import { createConnect } from './queue/connect.ts'
import type { Gate } from './queue/gate.ts'
import { type Hold, OnHold } from './queue/hold.ts'
import type { Lane } from './queue/lane.ts'
import { createLane } from './queue/lane.ts'
import { createLedger } from './queue/ledger.ts'
import type { RunHandle } from './queue/progress.ts'
import { createProgress } from './queue/progress.ts'

type Wanted = Pick<Task, 'itemId' | 'solverId' | 'instruction'>

/** Tasks stored in one transaction; the window gets its turn between two. */
const CHUNK = 100
/** What a request under way gets when the app ends, milliseconds; together with the rest below the 3 s that stopping may take. */
const GRACE = 2_000

export interface TaskService extends Pick<
  AppHandlers,
  'tasks.send' | 'tasks.cancel' | 'tasks.retry' | 'tasks.resolve'
> {
  /** Goes on where the last run of the app ended. Call once, after the project is open. */
  readonly start: () => void
  /** Ends within 3 s with everything stored. Call before the jobs are closed, or they cancel what should go on. */
  readonly stop: () => Promise<void>
  /** A person has acted on a solver: what waits for it goes on. */
  readonly resume: (solverId: string) => void
  /** Cancels everything of a solver. */
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
}

/** The persisted queue: sends tasks to solvers, asks for results, survives crashes without paying twice. */
export function createTaskService(
  context: Context,
  jobs: Pick<Jobs, 'start'>,
  builtIn: BuiltInServer,
  tuning: TaskTuning = {},
  local?: LocalClients,
): TaskService {
  const { store } = context
  const http = createHttp(tuning.deadlines)
  const profiles = tuning.profiles ?? servicesProfiles
  const connect = createConnect({ context, http, builtIn, local })
  const progress = createProgress(context, jobs)
  const feed = createChangeFeed(context)
  const ledger = createLedger(context, ({ task }) => {
    feed.changed(task)
    progress.changed(task)
  })
  const nothing: ReadonlySet<string> = new Set()
  const gate: Gate = { blockedRuns: () => nothing, settled: () => undefined }
  const tools: Tools = { context, ledger, connect, profiles, gate, random: tuning.random ?? Math.random }
  const lanes = new Map<string, Lane>()
  let stopping = false

  const laneOf = (solverId: string): Lane => {
    const known = lanes.get(solverId)
    if (known) return known
    let shown: Hold | undefined
    const lane = createLane(solverId, tools, () => {
      const hold = lane.hold()
      if (hold && lane.isIdle()) progress.held(solverId, hold)
      if (hold === shown) return
      shown = hold
      context.emit({ name: 'solvers.changed', payload: {} })
    })
    lanes.set(solverId, lane)
    return lane
  }

  /** Ends these tasks and says how many were open. In chunks, so that 100,000 do not stop the window. */
  const cancel = async (ids: readonly string[]): Promise<number> => {
    let count = 0
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK)
      const idle = chunk.filter((id) => !lanes.get(store.tasks.get(id)?.solverId ?? '')?.abort(id))
      count += chunk.length - idle.length + ledger.cancel(idle)
      await yieldTurn()
    }
    return count
  }

  const begin = (message: string): RunHandle =>
    progress.begin(message, (ids) => {
      cancel(ids).catch((error: unknown) => {
        context.log('error', 'Tasks could not be cancelled', error)
      })
    })

  /** `isNew`: a person has just asked for this solver. The same wish lifts a hold once, not again for each part of it. */
  const wake = (solverId: string, isNew: boolean) => {
    const lane = laneOf(solverId)
    const hold = lane.hold()
    if (!hold) lane.wake()
    else if (isNew) resume(solverId)
    else if (lane.isIdle() && !lane.isLifting()) progress.held(solverId, hold)
  }

  /** Stores the tasks, follows them and starts those there is room for. */
  const enqueue = (run: RunHandle, woken: Set<string>, wanted: readonly Wanted[]): number => {
    // Asked for every chunk: between two of them the project may have begun to close.
    mayWrite()
    const tasks = ledger.enqueue(wanted)
    run.add(tasks)
    // Also where all of it was stored before: what waits behind a hold goes on when a person sends it again.
    for (const solverId of new Set(wanted.map((task) => task.solverId))) {
      wake(solverId, !woken.has(solverId))
      woken.add(solverId)
    }
    return tasks.length
  }

  /** Fills a new run of tasks. Whatever stops it half-way, what it stored is followed and the job ends. */
  const newRun = async (
    message: string,
    fill: (job: JobHandle, add: (wanted: readonly Wanted[]) => number) => Promise<number>,
  ) => {
    // Asked again: the solvers may have been waited for.
    mayWrite()
    const run = begin(message)
    const woken = new Set<string>()
    try {
      return { jobId: run.job.id, count: await fill(run.job, (wanted) => enqueue(run, woken, wanted)) }
    } finally {
      run.seal()
    }
  }

  /** Lifts holds, starts what there is room for, and shows what was left over from before. */
  const resume = (solverId: string) => {
    if (stopping || store.readOnly !== undefined) return
    const left = store.tasks.unfinishedIds(solverId).filter((id) => !progress.has(id))
    if (left.length > 0) {
      const run = begin('Going on with tasks that were left')
      run.add(left.map((id) => ({ id, solverId })))
      run.seal()
    }
    const lane = laneOf(solverId)
    lane.resume()
    lane.wake()
  }

  const mayWrite = () => {
    if (stopping) throw new ContractError('closing', 'This project is being closed; what was stored goes on next time.')
    if (store.readOnly !== undefined) throw new ContractError('read-only', store.readOnly)
  }
  const usable = (id: string): Solver => {
    const solver = store.solvers.list().find((known) => known.id === id)
    if (!solver) throw new ContractError('no-solver', 'This solver does not exist any more.')
    return solver
  }
  const checkReady = async (solver: Solver) => {
    try {
      await connect(solver)
    } catch (error) {
      if (error instanceof OnHold) throw new ContractError(error.hold.code, error.hold.reason, { cause: error })
      throw error
    }
  }

  return {
    connect,
    resume,
    holdOf: (solverId) => lanes.get(solverId)?.hold(),
    drop: async (solverId) => {
      await cancel(store.tasks.unfinishedIds(solverId))
    },
    start: () => {
      if (store.readOnly !== undefined) return
      for (const solverId of store.tasks.solversWithOpen()) {
        laneOf(solverId).recover()
        resume(solverId)
      }
    },
    stop: async () => {
      stopping = true
      await Promise.all([...lanes.values()].map((lane) => lane.stop(GRACE)))
      progress.close()
      feed.close()
      await http.close()
    },
    'tasks.send': async ({ items, solverIds, onlyUnsolved }) => {
      mayWrite()
      const solvers = [...new Set(solverIds)].map(usable)
      for (const solver of solvers) await checkReady(solver)
      const ids = store.items.idsOf(items)
      if (ids.length > 0 && !ids.some((id) => store.items.row(id)?.instruction.trim())) {
        throw new ContractError('no-instruction', 'None of these images has an instruction. Type one first.')
      }
      const atOnce = Math.max(1, Math.floor(CHUNK / solvers.length))
      return newRun(`Asking ${solvers.map((solver) => solver.name).join(', ')}`, async (job, add) => {
        let count = 0
        for (let from = 0; from < ids.length && !job.signal.aborted; from += atOnce) {
          const rows = ids
            .slice(from, from + atOnce)
            .map((id) => store.items.row(id))
            .filter((row) => row !== undefined)
          for (const { name } of rows.filter(({ instruction }) => !instruction.trim())) {
            job.problem({ name, reason: 'It has no instruction.', remedy: 'Type one and send it again.' })
          }
          const wanted = rows
            .filter(({ instruction }) => instruction.trim())
            .flatMap(({ id, instruction }) =>
              solvers.map(({ id: solverId }) => ({ itemId: id, solverId, instruction })),
            )
            .filter(({ itemId, solverId }) => !onlyUnsolved || store.answers.newestOf(itemId, solverId) === undefined)
          count += add(wanted)
          await yieldTurn()
        }
        return count
      })
    },
    'tasks.cancel': async ({ ids }) => {
      mayWrite()
      return { count: await cancel(ids) }
    },
    'tasks.retry': async ({ ids }) => {
      mayWrite()
      const again = ids
        .map((id) => store.tasks.get(id))
        .filter((task) => task !== undefined)
        .filter(({ status }) => status === 'failed' || status === 'cancelled')
      for (const solverId of new Set(again.map((task) => task.solverId))) await checkReady(usable(solverId))
      return newRun('Trying again', async (job, add) => {
        let count = 0
        for (let from = 0; from < again.length && !job.signal.aborted; from += CHUNK) {
          const wanted = again.slice(from, from + CHUNK).map(({ itemId, solverId, instruction }) => ({
            itemId,
            solverId,
            // The instruction may be what was wrong.
            instruction: store.items.get(itemId)?.instruction.trim() || instruction,
          }))
          count += add(wanted)
          await yieldTurn()
        }
        return count
      })
    },
    'tasks.resolve': async ({ id, as }) => {
      mayWrite()
      const task = store.tasks.get(id)
      if (!task) throw new ContractError('not-found', 'This task does not exist.')
      if (task.status !== 'unconfirmed') throw new ContractError('conflict', 'This task is not unconfirmed any more.')
      if (as === 'send-again') await checkReady(usable(task.solverId))
      mayWrite()
      const message =
        as === 'failed'
          ? 'Marked as failed: the reply was lost.'
          : 'The reply was lost; it was sent again as a new task.'
      await ledger.step(id, 'given-up', { failure: { code: 'reply-lost', message } })
      if (as === 'send-again') {
        await newRun('Sending again', (_job, add) => Promise.resolve(add([task])))
      }
      return {}
    },
  }
}
