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
  /** Why an import did not begin or broke off, in words. */
  readonly error: string | undefined
}

/** Images on their way in. */
export const useImporting = create<Importing>(() => ({ started: new Set(), result: undefined, error: undefined }))

const { getState, setState } = useImporting

async function attempt(work: () => Promise<void>): Promise<void> {
  setState({ error: undefined })
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

async function importFiles(files: readonly IncomingFile[]): Promise<void> {
  if (files.length === 0) return
  const { jobId } = await client['imports.begin']({ total: files.length, instruction: instruction() })
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

/** The browser's own picker; resolves with nothing where it was cancelled. */
const pickInBrowser = async (folder: boolean): Promise<IncomingFile[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = 'image/*'
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
      await importFiles(await pickInBrowser(folder))
    }
  })
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
