import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import type { Job } from '../../src/contract/payloads.ts'
import { Settings } from '../../src/contract/payloads.ts'
import type { ProfileId, Solver } from '../../src/core/solver.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import type { ImageLibrary } from '../../src/main/images/image-library.ts'
import type { Context } from '../../src/main/services/context.ts'
import { createJobs } from '../../src/main/services/jobs.ts'
import { createSolverServices } from '../../src/main/services/solver-services.ts'
import { createTaskWatch } from '../../src/main/services/task-watch.ts'
import type { TaskTuning } from '../../src/main/services/tasks.ts'
import { createTaskService } from '../../src/main/services/tasks.ts'
import type { SolverServer, SolverServerOptions } from '../../src/main/solver-server/solver-server.ts'
import { startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import type { Deadlines } from '../../src/main/solvers/http.ts'
import type { Profile } from '../../src/main/solvers/profiles.ts'
import { profiles } from '../../src/main/solvers/profiles.ts'
import type { Store } from '../../src/main/store/store.ts'
import { addImage, addItem, temporaryProject } from '../store/support.ts'

/** Does not occur by chance, so that it can be looked for in everything written or sent. */
export const CANARY = 'canary-key-7c1f9a'

export const PICTURE = await sharp({
  create: {
    width: 150,
    height: 200,
    channels: 3,
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
    background: '#000',
  },
})
  .png()
  .toBuffer()

/** The real profiles without their waits. */
const fastProfiles = Object.fromEntries(
  Object.entries(profiles).map(([id, profile]) => [id, { ...profile, firstWait: 5, pollWait: 5, balanceWait: 0 }]),
) as Record<ProfileId, Profile>

export const shortDeadlines: Deadlines = { connect: 500, headers: 300, idle: 300, total: 900, thinking: 900 }

/** A solver server that answers with the middle of the sent picture; closed when the test ends. */
export async function openServer(options: Partial<SolverServerOptions> = {}): Promise<SolverServer> {
  const server = await startSolverServer({
    answerers: { shapes: () => Promise.resolve([{ x: 75, y: 100 }]) },
    default: 'shapes',
    key: CANARY,
    onBroken: (error) => {
      throw error
    },
    ...options,
  })
  onTestFinished(() => server.close())
  return server
}

export interface QueueUnderTest {
  readonly context: Context
  readonly store: Store
  readonly solver: Solver
  readonly tasks: ReturnType<typeof createTaskService>
  readonly jobs: ReturnType<typeof createJobs>
  readonly solvers: ReturnType<typeof createSolverServices>
  readonly events: AppEvent[]
  readonly logged: string[]
  readonly itemIds: readonly string[]
  /** Resolves with the job when it has ended. */
  ended(jobId: string): Promise<Job>
  /** Sends all items to the solver and waits for the end of the job. */
  sendAll(): Promise<Job>
  /** Resolves when `holds` does, asked after every event. */
  until(holds: () => boolean): Promise<void>
}

const none = () => Promise.reject(new Error('These tests only send pictures.'))

/** A project with `count` items of 300 × 400 px and one solver at `baseUrl`, whose queue is stopped when the test ends. */
export async function openQueue(options: {
  readonly baseUrl: string
  readonly profile?: ProfileId
  readonly solverOptions?: Solver['options']
  readonly count?: number
  readonly concurrency?: number
  readonly tuning?: TaskTuning
  readonly store?: Store
  /** Makes the picture that is sent; by default half the size of the original, as if the service took no more. */
  readonly forSolver?: ImageLibrary['forSolver']
}): Promise<QueueUnderTest> {
  const { baseUrl, profile = 'ucaptcha', solverOptions = {}, count = 1, concurrency = 4 } = options
  const store = options.store ?? temporaryProject()
  const events: AppEvent[] = []
  const logged: string[] = []
  const watch = createTaskWatch((event) => {
    events.push(event)
  })
  const context: Context = {
    store,
    images: {
      add: none,
      thumbnail: none,
      original: none,
      upright: none,
      forSolver:
        options.forSolver ??
        (() => Promise.resolve({ bytes: PICTURE, contentType: 'image/png', width: 150, height: 200 })),
      close: () => Promise.resolve(),
    },
    keys: createSessionVault(),
    emit: watch.emit,
    settings: () => Settings.parse({}),
    now: Date.now,
    newId: randomUUID,
    log: (level, message, error) => logged.push(`${level} ${message} ${String(error)}`),
  }
  const itemIds = Array.from({ length: count }, (_, number) => `item-${number}`)
  if (store.items.counts().total === 0) {
    addImage(store)
    for (const id of itemIds) addItem(store, id, id, `Click ${id}`)
  }
  const jobs = createJobs(context)
  const builtIn = { origin: () => Promise.resolve({ baseUrl: `${baseUrl}/shapes`, key: CANARY }) }
  const tasks = createTaskService(context, jobs, builtIn, {
    profiles: fastProfiles,
    deadlines: shortDeadlines,
    random: () => 0,
    ...options.tuning,
  })
  const solvers = createSolverServices(context, tasks, watch)
  const { solver } =
    (await solvers['solvers.list']({})).find((known) => known.solver.name === 'Service') ??
    (await solvers['solvers.save']({
      solver: { name: 'Service', profile, baseUrl, enabled: true, options: solverOptions, concurrency },
    }))
  await solvers['solvers.setKey']({ id: solver.id, key: CANARY })
  onTestFinished(async () => {
    await tasks.stop()
    await jobs.close()
  })

  const until = async (holds: () => boolean) => {
    await watch.until(() => (holds() ? true : undefined))
  }
  const ended = async (jobId: string): Promise<Job> => {
    let job: Job | undefined
    await until(() => {
      job = events
        .filter((event) => event.name === 'job.changed')
        .map((event) => event.payload)
        .findLast(({ id, state }) => id === jobId && state !== 'running')
      return job !== undefined
    })
    return job as unknown as Job
  }
  const sendAll = async () => {
    const { jobId } = await tasks['tasks.send']({ items: {}, solverIds: [solver.id], onlyUnsolved: false })
    return ended(jobId)
  }
  return { context, store, solver, tasks, jobs, solvers, events, logged, itemIds, ended, until, sendAll }
}

/** The tasks of the first item, newest first. */
export const firstTasks = ({ store, itemIds }: QueueUnderTest) => store.tasks.ofItem(itemIds[0] ?? '')
