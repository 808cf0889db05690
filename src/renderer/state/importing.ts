import { create } from 'zustand'
import type { Job, Problem } from '../../contract/payloads.ts'
import { client, host } from '../host.ts'
import { droppedFiles, type IncomingFile, pickedFiles } from './dropped-files.ts'
import { useInstruction } from './instruction.ts'
import { openItem, useItem } from './item.ts'
import { retryPictures } from './pictures.ts'
import { loadProject, useProject } from './project.ts'

const UPLOADS_AT_ONCE = 3

export interface ImportResult {
  readonly job: Job
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

interface Importing {
  /** Imports that this window started and has not shown the end of. */
  readonly started: ReadonlySet<string>
  readonly result: ImportResult | undefined
  /** What the last one that began was to bring in. */
  readonly of: 'images' | 'answers'
  /** Why an import did not begin or broke off, in words. */
  readonly error: string | undefined
}

/** Images on their way in. */
export const useImporting = create<Importing>(() => ({
  started: new Set(),
  result: undefined,
  of: 'images',
  error: undefined,
}))

const { getState, setState } = useImporting

async function attempt(work: () => Promise<void>, of: Importing['of'] = 'images'): Promise<void> {
  setState({ error: undefined, of })
  try {
    const readOnly = useProject.getState().app?.project.readOnly
    if (readOnly !== undefined) throw new Error(readOnly)
    await work()
  } catch (error) {
    setState({ error: error instanceof Error ? error.message : String(error) })
  }
}

const started = (jobId: string): void => {
  setState({ started: new Set([...getState().started, jobId]) })
}

const instruction = (): string => useInstruction.getState().draft.trim()

async function importPaths(paths: string[]): Promise<void> {
  if (paths.length === 0) return
  const { jobId } = await client['imports.paths']({ paths, instruction: instruction() })
  started(jobId)
}

async function uploadAll(jobId: string, files: readonly IncomingFile[]): Promise<void> {
  const waiting = [...files]
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await host.upload(jobId, next.name, next.file)
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, lane))
}

async function importFiles(files: readonly IncomingFile[], answersOf?: string): Promise<void> {
  if (files.length === 0) return
  const { jobId } = await client['imports.begin']({
    total: files.length,
    ...(answersOf === undefined ? { instruction: instruction() } : { answersOf }),
  })
  started(jobId)
  try {
    await uploadAll(jobId, files)
  } finally {
    await client['imports.finish']({ jobId })
  }
}

/** Takes in what was dropped on the window. Must be called before the drop's event handler returns. */
export async function importDrop(transfer: DataTransfer): Promise<void> {
  const { pathOf } = host
  const paths = pathOf ? [...transfer.files].map((file) => pathOf(file)).filter((path) => path !== '') : []
  const files = paths.length === 0 ? droppedFiles(transfer) : Promise.resolve([])
  await attempt(async () => (paths.length > 0 ? importPaths(paths) : importFiles(await files)))
}

/** Takes in pictures of the clipboard. Says whether there were any. */
export function importClipboard(data: DataTransfer): boolean {
  const files = [...data.files].filter((file) => file.type.startsWith('image/'))
  if (files.length === 0) return false
  void attempt(async () => importFiles(pickedFiles(files)))
  return true
}

/** The browser's own picker; resolves with nothing where it was cancelled. `accept` is what it shows first. */
const pickInBrowser = async (accept: string, folder = false): Promise<IncomingFile[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = accept
    input.webkitdirectory = folder
    input.addEventListener('change', () => {
      resolve(pickedFiles(input.files ?? []))
    })
    input.addEventListener('cancel', () => {
      resolve([])
    })
    input.click()
  })

/** Asks for images or a folder and takes them in. */
export async function importPicked(from: 'files' | 'folder'): Promise<void> {
  const folder = from === 'folder'
  await attempt(async () => {
    if (useProject.getState().app?.natives.dialogs) {
      const { paths } = await client['dialogs.openImages']({ folder })
      await importPaths(paths)
    } else {
      await importFiles(await pickInBrowser('image/*', folder))
    }
  })
}

/** Files with answers that were chosen and not brought in yet: paths on this machine, or the files themselves. */
export type AnswerFiles =
  | { readonly from: 'paths'; readonly paths: readonly string[] }
  | { readonly from: 'files'; readonly files: readonly IncomingFile[] }

export const namesOf = (chosen: AnswerFiles): string[] =>
  chosen.from === 'paths'
    ? chosen.paths.map((path) => path.split(/[/\\]/).at(-1) ?? path)
    : chosen.files.map(({ name }) => name)

/** Asks for files with answers; nothing where it was cancelled. Throws ContractError. */
export async function pickAnswerFiles(): Promise<AnswerFiles | undefined> {
  if (useProject.getState().app?.natives.dialogs) {
    const { paths } = await client['dialogs.openFile']({ of: 'answers' })
    return paths.length === 0 ? undefined : { from: 'paths', paths }
  }
  const files = await pickInBrowser('.jsonl,.ndjson,.json,.csv,.tsv,.txt')
  return files.length === 0 ? undefined : { from: 'files', files }
}

/** Reads the files as the answers of a solver with this name. */
export async function importAnswers(chosen: AnswerFiles, solverName: string): Promise<void> {
  await attempt(async () => {
    if (chosen.from === 'files') return importFiles(chosen.files, solverName)
    const { jobId } = await client['imports.answerPaths']({ paths: [...chosen.paths], solverName })
    started(jobId)
  }, 'answers')
}

/** Shows how an import of this window ended, and opens its first image where nothing is open. */
export async function takeImportEnd(job: Job): Promise<void> {
  const waiting = new Set(getState().started)
  if (job.kind !== 'import' || job.state === 'running' || !waiting.delete(job.id)) return
  setState({ started: waiting })
  const { job: ended, problems, notes, itemIds } = await client['jobs.get']({ id: job.id })
  setState({ result: { job: ended, problems, notes } })
  retryPictures()
  await loadProject()
  const [first] = itemIds
  if (first !== undefined && useItem.getState().id === undefined) await openItem(first)
}

export const dismissImport = (): void => {
  setState({ result: undefined, error: undefined })
}
