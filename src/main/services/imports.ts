import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Context } from './context.ts'
import { findFiles } from './find-files.ts'
import type { ImportRun } from './import-run.ts'
import { createImportRun } from './import-run.ts'
import type { JobHandle, Jobs } from './jobs.ts'
import { looksLikePicture, readImageFile } from './read-image-file.ts'

/** Pictures under way at once: two are decoded while the next is read or the last one stored. */
const LANES = 3

export interface ImportService extends Pick<AppHandlers, 'imports.paths' | 'imports.begin' | 'imports.finish'> {
  /** One file of an import that `imports.begin` opened; resolves when it was taken or became a problem. Throws `not-found`. */
  readonly upload: (jobId: string, name: string, bytes: Uint8Array) => Promise<void>
}

async function importPaths(paths: readonly string[], run: ImportRun, job: JobHandle): Promise<void> {
  const found = await findFiles(paths, job.signal)
  job.addTotal(found.files.length)
  for (const problem of found.problems) run.problem(problem)
  if (found.skipped > 0) job.note(`${found.skipped.toLocaleString('en')} links and special files were skipped.`)
  if (found.note !== undefined) job.note(found.note)
  const files = found.files.values()
  const lane = async () => {
    for (const { path, name, named } of files) {
      if (job.signal.aborted) return
      await run.take(name, () => readImageFile(path), !named && !looksLikePicture(name))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await run.finish()
}

/** Brings images into the open project: from paths on this machine, or byte by byte through a door. */
export function createImportService(context: Context, jobs: Jobs): ImportService {
  const uploads = new Map<string, ImportRun>()

  const start = (total: number, source: string, instruction: string): { job: JobHandle; run: ImportRun } => {
    if (context.store.readOnly !== undefined)
      throw new ContractError('read-only', `${context.store.readOnly} Nothing can be added here.`)
    const job = jobs.start('import', total, 'Adding images')
    return { job, run: createImportRun(context, job, source, instruction.trim()) }
  }

  const finishUpload = async (jobId: string) => {
    const run = uploads.get(jobId)
    uploads.delete(jobId)
    await run?.finish()
  }

  return {
    'imports.paths': ({ paths, instruction }) => {
      const shown = paths.slice(0, 10).join(', ')
      const { job, run } = start(0, paths.length > 10 ? `${shown}, …` : shown, instruction)
      importPaths(paths, run, job).catch((error: unknown) => {
        context.log('error', 'An import failed.', error)
        job.fail(error instanceof Error ? error.message : String(error))
      })
      return { jobId: job.id }
    },
    'imports.begin': ({ total, instruction }) => {
      const { job, run } = start(total, 'Files from the window', instruction)
      uploads.set(job.id, run)
      job.signal.addEventListener('abort', () => {
        void finishUpload(job.id)
      })
      return { jobId: job.id }
    },
    'imports.finish': async ({ jobId }) => {
      await finishUpload(jobId)
      return {}
    },
    upload: async (jobId, name, bytes) => {
      const run = uploads.get(jobId)
      if (!run) throw new ContractError('not-found', 'This import has ended.')
      await run.take(name, () => bytes)
    },
  }
}
