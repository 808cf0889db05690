import { randomUUID } from 'node:crypto'
import type { AppEvent } from '../../src/contract/contract.ts'
import type { Job } from '../../src/contract/payloads.ts'
import { Settings } from '../../src/contract/payloads.ts'
import type { Context } from '../../src/main/services/context.ts'
import type { ImportService } from '../../src/main/services/imports.ts'
import { createImportService } from '../../src/main/services/imports.ts'
import type { Jobs } from '../../src/main/services/jobs.ts'
import { createJobs } from '../../src/main/services/jobs.ts'
import type { LibraryUnderTest } from './support.ts'
import { openLibrary } from './support.ts'

export interface ImportsUnderTest extends LibraryUnderTest {
  readonly context: Context
  readonly jobs: Jobs
  readonly imports: ImportService
  readonly events: AppEvent[]
  /** Resolves with the job once it has ended. */
  ended(jobId: string): Promise<Job>
}

const noKeys: Context['keys'] = {
  description: 'None in this test.',
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve('session'),
  peek: () => undefined,
  remove: () => Promise.resolve(),
}

export async function openImports(): Promise<ImportsUnderTest> {
  const under = await openLibrary()
  const events: AppEvent[] = []
  const waiting = new Map<string, (job: Job) => void>()
  const emit = (event: AppEvent) => {
    events.push(event)
    if (event.name !== 'job.changed' || event.payload.state === 'running') return
    waiting.get(event.payload.id)?.(event.payload)
  }
  const jobs = createJobs({ emit, newId: randomUUID, now: () => Date.now() })
  const context: Context = {
    store: under.store,
    images: under.library,
    keys: noKeys,
    emit,
    settings: () => Settings.parse({ reviewer: 'Tester' }),
    now: () => Date.now(),
    newId: randomUUID,
    log: (level, message) => under.warnings.push(`${level}: ${message}`),
  }
  return {
    ...under,
    context,
    jobs,
    imports: createImportService(context, jobs),
    events,
    ended: async (jobId) => {
      const { job } = await jobs['jobs.get']({ id: jobId })
      if (job.state !== 'running') return job
      return new Promise((resolve) => {
        waiting.set(jobId, resolve)
      })
    },
  }
}
