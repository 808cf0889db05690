import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppClient, contract } from '../../contract/contract.ts'
import type { Job, ItemFilter, ItemRow, Problem } from '../../contract/payloads.ts'
import { createClient } from '../../contract/rpc.ts'
import type { App } from '../app.ts'
import { dataFolder } from '../host/data-folder.ts'
import { hasSealedKeys, takePassphrase } from '../host/node-vault.ts'
import { createStderrLog } from '../host/stderr-log.ts'
import { type Output, WrongUsage } from '../host/output.ts'
import { askSecret, canAsk } from './ask-secret.ts'

/** The app as a command uses it. */
export interface CommandApp {
  readonly client: AppClient
  /** Shows a job's progress until it ends. */
  readonly follow: (jobId: string) => Promise<FinishedJob>
  /** Every item of a list, page by page. */
  readonly items: (filter: ItemFilter) => AsyncGenerator<ItemRow>
}

export interface FinishedJob {
  readonly job: Job
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

async function follow(app: App, client: AppClient, output: Output, jobId: string): Promise<FinishedJob> {
  const ended = new Promise<void>((resolve) => {
    const stop = app.listen((event) => {
      if (event.name !== 'job.changed' || event.payload.id !== jobId) return
      output.progress(event.payload)
      if (event.payload.state === 'running') return
      stop()
      resolve()
    })
  })
  // It may have ended before anybody listened.
  const { job } = await client['jobs.get']({ id: jobId })
  if (job.state === 'running') await ended
  return client['jobs.get']({ id: jobId })
}

/** What a command does with keys: nothing, send those that were sealed before, or keep a new one. */
type Keys = 'unused' | 'used' | 'kept'

async function findPassphrase(keys: Keys): Promise<string | undefined> {
  const given = takePassphrase()
  if (given !== undefined || keys === 'unused' || !canAsk()) return given
  if (hasSealedKeys(dataFolder())) {
    return (await askSecret('Passphrase of the sealed keys (empty: without them): ')) || undefined
  }
  if (keys === 'used') return undefined
  return (await askSecret('Passphrase to seal the key with (empty: do not keep it): ')) || undefined
}

/**
 * The project that a command works on but does not begin: under a misspelt name it would make an empty one and report
 * that there was nothing to do. Throws WrongUsage where there is none.
 */
export function existingProject(given: string | undefined): string | undefined {
  if (given === undefined || existsSync(join(given, 'project.db'))) return given
  throw new WrongUsage(`There is no project ${given}. "pointcheck add" makes one.`)
}

/**
 * Opens the app, runs `work` with it and closes it, whatever happens. `project` as in `openApp`. Keys need a passphrase: that of the
 * environment, or one that is asked for at a terminal where the command uses them.
 */
export async function withApp<T>(
  options: { project?: string | undefined; dataDir?: string; keys?: Keys },
  output: Output,
  work: (app: CommandApp) => Promise<T>,
): Promise<T> {
  // Loaded late: a wrong command line, or --help, is answered without the store and the decoders.
  const { openApp } = await import('../host/open-app.ts')
  const { keys = 'unused', ...opened } = options
  const app = await openApp({ ...opened, passphrase: await findPassphrase(keys), log: createStderrLog() })
  try {
    const client = createClient(contract, { send: app.dispatch })
    return await work({
      client,
      follow: async (jobId) => follow(app, client, output, jobId),
      async *items(filter) {
        let after: string | undefined
        do {
          const page = await client['items.list']({ filter, limit: 1_000, ...(after === undefined ? {} : { after }) })
          yield* page.rows
          after = page.next
        } while (after !== undefined)
      },
    })
  } finally {
    await app.close()
  }
}

/** As withApp, in a project that is gone afterwards, unless `isWorthKeeping` says of the result (undefined: none) that it stays. */
export async function withTemporaryApp<T>(
  output: Output,
  work: (app: CommandApp) => Promise<T>,
  isWorthKeeping: (result: T | undefined) => boolean,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pointcheck-'))
  const project = join(dataDir, 'once.pointcheck')
  let result: T | undefined
  try {
    result = await withApp({ dataDir, project }, output, work)
    return result
  } finally {
    if (isWorthKeeping(result)) output.note(`What was sent and what came back is kept in the project ${project}`)
    else rmSync(dataDir, { recursive: true, force: true })
  }
}
