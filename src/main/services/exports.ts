import { resolve } from 'node:path'
import type { AppHandlers } from '../../contract/contract.ts'
import type { ExportRequest, ExportRun } from '../../contract/payloads.ts'
import { formats } from '../../core/formats/formats.ts'
import type { ExportItem } from '../../core/formats/format.ts'
import type { Context } from './context.ts'
import { loadDataset } from './exports/dataset.ts'
import { checkDestination, suggestDestination } from './exports/destination.ts'
import { countLabelFiles, planExport } from './exports/export-plan.ts'
import { placeAmongOthers } from './exports/place-among-others.ts'
import { openFolderSink, openZipSink, type Sink } from './exports/sink.ts'
import { writeExport } from './exports/write-export.ts'
import type { JobHandle, Jobs } from './jobs.ts'

/** Characters of the first item that a preview shows. */
const PREVIEW = 4_000

type ExportHandlers = Pick<
  AppHandlers,
  'exports.formats' | 'exports.preview' | 'exports.start' | 'exports.list' | 'exports.suggestDestination'
>

type Figures = Pick<ExportRun, 'items' | 'files' | 'sha256' | 'report'>

const countOf = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return 'The disk is full. Nothing was written.'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'This place cannot be written to.'
  return error instanceof Error ? error.message : String(error)
}

function openSink(request: ExportRequest, destination: string, job: JobHandle): Promise<Sink> {
  if (request.container === 'zip') return openZipSink(destination, job.id)
  if (!request.amongOthers) return openFolderSink(destination, job.id)
  return openFolderSink(destination, job.id, async (part) =>
    placeAmongOthers(part, destination, (kept) => {
      job.note(`An older file is kept as ${kept}.`)
    }),
  )
}

const solverOf = ({ points }: ExportRequest): string | undefined =>
  points.of === 'solver' ? points.solverId : undefined

/** What the first item that has a label will look like: the path of its file and the beginning of it. */
function previewOf(request: ExportRequest, dataset: readonly ExportItem[]): { fileName: string; text: string } {
  for (const entry of dataset) {
    const { format, options } = planExport(request, [entry])
    for (const { path, chunks } of format.write([entry], options)) {
      let text = ''
      for (const chunk of chunks) {
        text += chunk
        if (text.length >= PREVIEW) break
      }
      return { fileName: path, text: text.slice(0, PREVIEW) }
    }
  }
  return { fileName: '', text: '' }
}

/** Writes labels, and pictures on request, out of the open project: whole or not at all. */
export function createExportService(context: Context, jobs: Jobs): ExportHandlers {
  const { store } = context

  const record = (request: ExportRequest, destination: string, figures: Figures, job: JobHandle) => {
    if (store.readOnly !== undefined) {
      job.note(`The export is not in the project's list: ${store.readOnly}`)
      return
    }
    const at = context.now()
    const by = context.settings().reviewer
    try {
      store.transact(() => {
        store.exports.insert({ id: context.newId(), at, by, format: request.format, destination, ...figures }, request)
      })
    } catch (error) {
      // The files are in place by now: that the list lacks them must not be told as a failed export.
      context.log('error', 'An export could not be recorded.', error)
      job.note(`The export is not in the project's list: ${wordsOf(error)}`)
    }
  }

  const run = async (request: ExportRequest, destination: string, job: JobHandle) => {
    const dataset = await loadDataset(context, request.filter, { solverId: solverOf(request), signal: job.signal })
    const plan = planExport(request, dataset)
    job.addTotal(dataset.length + plan.copies.length + plan.overlays.length)
    const sink = await openSink(request, destination, job)
    let written
    try {
      written = await writeExport(context, plan, sink, job)
      job.signal.throwIfAborted()
      // Somebody may have put something there while the export was being written.
      await checkDestination(destination, request, store.folder)
      await sink.commit()
    } catch (error) {
      await sink.discard().catch((left: unknown) => {
        context.log('error', 'Parts of an export that failed could not be removed.', left)
      })
      throw error
    }
    record(request, destination, { items: plan.items, report: [...plan.report], ...written }, job)
    job.finish(`${countOf(plan.items, 'item', 'items')} exported in ${countOf(written.files, 'file', 'files')}`)
  }

  return {
    'exports.formats': () =>
      formats.map(({ id, title, extension, holds }) => ({ id, title, extension, holds: { ...holds } })),

    'exports.preview': async (request) => {
      const dataset = await loadDataset(context, request.filter, { solverId: solverOf(request) })
      const plan = planExport(request, dataset)
      return {
        items: plan.items,
        files: countLabelFiles(plan) + plan.copies.length + plan.overlays.length,
        ...previewOf(request, dataset),
        report: [...plan.report],
      }
    },

    'exports.start': async ({ request, destination }) => {
      await checkDestination(destination, request, store.folder)
      const job = jobs.start('export', 0, 'Writing labels')
      run(request, resolve(destination), job).catch((error: unknown) => {
        if (job.signal.aborted) {
          job.finish('Cancelled. Nothing was written.')
          return
        }
        context.log('error', 'An export failed.', error)
        job.fail(wordsOf(error))
      })
      return { jobId: job.id }
    },

    'exports.list': () => store.exports.list(),

    'exports.suggestDestination': async ({ format, container }) => ({
      path: await suggestDestination(store.folder, format, container),
    }),
  }
}
