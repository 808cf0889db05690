import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import sharp from 'sharp'
import type { AppEvent } from '../../src/contract/contract.ts'
import type { ExportRequest, Job } from '../../src/contract/payloads.ts'
import { ExportRequest as RequestSchema, Settings } from '../../src/contract/payloads.ts'
import type { AnswerPoint } from '../../src/core/answer.ts'
import type { ReviewState } from '../../src/core/item.ts'
import type { Targets } from '../../src/core/truth.ts'
import type { Context } from '../../src/main/services/context.ts'
import { createExportService } from '../../src/main/services/exports.ts'
import type { Jobs } from '../../src/main/services/jobs.ts'
import { createJobs } from '../../src/main/services/jobs.ts'
import type { LibraryUnderTest } from '../images/support.ts'
import { openLibrary } from '../images/support.ts'

export interface ExportsUnderTest extends LibraryUnderTest {
  readonly context: Context
  readonly exports: ReturnType<typeof createExportService>
  readonly jobs: Jobs
  /** A folder of the test's own, beside the project. */
  readonly root: string
  /** Adds a picture (RGB, one colour) with an item, its truth and answers. */
  addItem(item: {
    readonly id: string
    readonly name: string
    readonly picture?: Buffer
    readonly state?: ReviewState
    readonly targets?: Targets
    readonly answers?: readonly (readonly AnswerPoint[])[]
  }): Promise<void>
  /** Starts an export and resolves with the job once it has ended. */
  run(request: Partial<ExportRequest>, destination: string, onJob?: (job: Job) => void): Promise<Job>
}

export const SOLVER = 'solver-1'

/** A PNG of one colour, 200 × 100 px unless said. */
export const picture = (background: string, width = 200, height = 100): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

export const requestOf = (request: Partial<ExportRequest>): ExportRequest =>
  RequestSchema.parse({ format: 'jsonl', points: { of: 'truth' }, ...request })

/** Names and contents of all files under a folder. */
export async function filesOf(folder: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (path) => [relative(folder, path), await readFile(path)] as const)),
  )
}

const none = () => Promise.reject(new Error('These tests have no keys.'))

export async function openExports(): Promise<ExportsUnderTest> {
  const under = await openLibrary()
  const { store } = under
  const watchers = new Set<(job: Job) => void>()
  const emit = (event: AppEvent) => {
    if (event.name === 'job.changed') for (const watch of watchers) watch(event.payload)
  }
  const jobs = createJobs({ emit, newId: randomUUID, now: () => Date.now() })
  const context: Context = {
    store,
    images: under.library,
    keys: { description: '', get: none, set: none, peek: () => undefined, remove: none },
    emit,
    settings: () => Settings.parse({ reviewer: 'Tester', hitRadius: { unit: 'px', value: 10 } }),
    now: () => 1_700_000_000_000,
    newId: randomUUID,
    log: (level, message, error) => under.warnings.push(`${level}: ${message} ${String(error)}`),
  }
  const exports = createExportService(context, jobs)
  store.transact(() => {
    const solver = { id: SOLVER, name: 'Shapes', profile: 'ucaptcha', builtIn: 'shapes' } as const
    store.solvers.insert({ ...solver, enabled: true, position: 0, mark: 0, options: {}, concurrency: 1 })
  })

  return {
    ...under,
    context,
    exports,
    jobs,
    root: dirname(under.folder),
    addItem: async ({ id, name, picture: bytes, state = 'reviewed', targets = [], answers = [] }) => {
      const { image } = await under.library.add(bytes ?? (await picture('#336699')), name)
      store.transact(() => {
        store.items.insert({ id, imageHash: image.hash, name, instruction: 'Click on it', addedAt: 5 })
        const head = { itemId: id, number: 1, kind: 'edit', what: 'Added', by: 'Tester', at: 7, state } as const
        store.revisions.append({ ...head, targetCount: targets.length }, targets)
        store.items.setTruth(id, { state, revision: 1, targetCount: targets.length, errorPx: undefined })
        for (const [index, points] of answers.entries()) {
          const taskId = `${id}-task-${index}`
          store.tasks.insert({
            id: taskId,
            itemId: id,
            solverId: SOLVER,
            status: 'solved',
            instruction: '',
            createdAt: 0,
          })
          const answer = { id: `${id}-answer-${index}`, taskId, itemId: id, solverId: SOLVER, latencyMs: 1.5 } as const
          store.answers.insert(
            { ...answer, points, convention: 'sent-pixels', sentSize: { width: 200, height: 100 }, at: index },
            Buffer.from(`{"raw":${index}}`),
          )
        }
      })
    },
    run: async (request, destination, onJob) => {
      const ended = Promise.withResolvers<Job>()
      const seen: Job[] = []
      const watch = (job: Job) => {
        seen.push(job)
        onJob?.(job)
        if (job.state !== 'running') ended.resolve(job)
      }
      watchers.add(watch)
      try {
        await exports['exports.start']({ request: requestOf(request), destination })
        return await ended.promise
      } finally {
        watchers.delete(watch)
      }
    },
  }
}
