import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Context } from './context.ts'
import { findFiles } from './find-files.ts'
import { createAnswerRun } from './import-answers/answer-run.ts'
import { looksLikeAnswers, readAnswersFile } from './import-answers/read-answers-file.ts'
import type { ImportRun } from './import-run.ts'
import { createImportRun } from './import-run.ts'
import type { JobHandle, Jobs } from './jobs.ts'
import { looksLikePicture, readImageFile } from './read-image-file.ts'

/** Pictures under way at once: two are decoded while the next is read or the last one stored. */
const LANES = 3

export interface ImportService extends Pick<
  AppHandlers,
  'imports.paths' | 'imports.answerPaths' | 'imports.begin' | 'imports.finish'
> {
  /** One file of an import that `imports.begin` opened; resolves when it was taken or became a problem. Throws `not-found`. */
  readonly upload: (jobId: string, name: string, bytes: Uint8Array) => Promise<void>
}

/** How files of one kind are read from this machine, and which of a folder are worth a word when they cannot be taken. */
interface FileKind {
  readonly read: (path: Buffer) => Promise<Uint8Array>
  readonly looksRight: (name: string) => boolean
  /** Others of a folder are not even opened. */
  readonly onlyThese: boolean
}
const pictures: FileKind = { read: readImageFile, looksRight: looksLikePicture, onlyThese: false }
const answers: FileKind = { read: readAnswersFile, looksRight: looksLikeAnswers, onlyThese: true }

async function importPaths(
  paths: readonly string[],
  run: ImportRun,
  job: JobHandle,
  { read, looksRight, onlyThese }: FileKind,
): Promise<void> {
  const found = await findFiles(paths, job.signal)
  const wanted = found.files.filter(({ name, named }) => named || !onlyThese || looksRight(name))
  job.addTotal(wanted.length)
  for (const problem of found.problems) run.problem(problem)
  if (found.skipped > 0) job.note(`${found.skipped.toLocaleString('en')} links and special files were skipped.`)
  if (found.note !== undefined) job.note(found.note)
  const files = wanted.values()
  const lane = async () => {
    for (const { path, name, named } of files) {
      if (job.signal.aborted) return
      await run.take(name, () => read(path), !named && (onlyThese || !looksRight(name)))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await run.finish()
}

/** Brings images, and answers about them, into the open project: from paths on this machine, or byte by byte through a door. */
export function createImportService(context: Context, jobs: Jobs): ImportService {
  const uploads = new Map<string, ImportRun>()

  const startJob = (total: number, message: string): JobHandle => {
    if (context.store.readOnly !== undefined)
      throw new ContractError('read-only', `${context.store.readOnly} Nothing can be added here.`)
    return jobs.start('import', total, message)
  }
  const startPictures = (total: number, source: string, instruction: string): { job: JobHandle; run: ImportRun } => {
    const job = startJob(total, 'Adding images')
    return { job, run: createImportRun(context, job, source, instruction.trim()) }
  }
  const startAnswers = (total: number, solverName: string): { job: JobHandle; run: ImportRun } => {
    const job = startJob(total, 'Reading answers')
    return { job, run: createAnswerRun(context, job, solverName.trim()) }
  }

  const importInBackground = (paths: readonly string[], run: ImportRun, job: JobHandle, kind: FileKind) => {
    importPaths(paths, run, job, kind).catch((error: unknown) => {
      context.log('error', 'An import failed.', error)
      job.fail(error instanceof Error ? error.message : String(error))
    })
    return { jobId: job.id }
  }

  const finishUpload = async (jobId: string) => {
    const run = uploads.get(jobId)
    uploads.delete(jobId)
    await run?.finish()
  }

  return {
    'imports.paths': ({ paths, instruction }) => {
      const shown = paths.slice(0, 10).join(', ')
      const { job, run } = startPictures(0, paths.length > 10 ? `${shown}, …` : shown, instruction)
      return importInBackground(paths, run, job, pictures)
    },
    'imports.answerPaths': ({ paths, solverName }) => {
      const { job, run } = startAnswers(0, solverName)
      return importInBackground(paths, run, job, answers)
    },
    'imports.begin': ({ total, instruction, answersOf }) => {
      const { job, run } =
        answersOf === undefined
          ? startPictures(total, 'Files from the window', instruction)
          : startAnswers(total, answersOf)
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
