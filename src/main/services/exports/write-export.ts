import { createHash } from 'node:crypto'
import type { Dataset, ExportItem } from '../../../core/formats/format.ts'
import type { Context } from '../context.ts'
import type { JobHandle } from '../jobs.ts'
import { SUMS_FILE } from './destination.ts'
import type { ExportPlan } from './export-plan.ts'
import type { OverlayPainter } from './overlay-painter.ts'
import { createOverlayPainter } from './overlay-painter.ts'
import { overlaySvg } from './overlay-svg.ts'
import type { Sink } from './sink.ts'

/** Text is handed on in pieces of about this many characters; between two pieces others get their turn. */
const PIECE = 64 * 1024

type Parts = Pick<Context, 'store' | 'images' | 'log'>
type Put = (path: string, content: Iterable<Uint8Array>) => Promise<void>

export interface Written {
  /** Without the list of sums. */
  readonly files: number
  /** SHA-256 of the list of all files with theirs: the same for the same content, in a folder or in a zip. */
  readonly sha256: string
}

function* piecesOf(chunks: Iterable<string>): Iterable<Uint8Array> {
  let pending = ''
  for (const chunk of chunks) {
    pending += chunk
    if (pending.length < PIECE) continue
    yield Buffer.from(pending)
    pending = ''
  }
  if (pending !== '') yield Buffer.from(pending)
}

/** The dataset, counting each item when it is reached for the first time: formats may walk it more than once. */
function counted(dataset: readonly ExportItem[], job: JobHandle): Dataset {
  let furthest = 0
  return {
    *[Symbol.iterator]() {
      for (const [index, entry] of dataset.entries()) {
        if (index >= furthest) {
          furthest = index + 1
          job.advance()
        }
        yield entry
      }
    },
  }
}

async function paint({ store, images }: Parts, plan: ExportPlan, entry: ExportItem, painter: OverlayPainter) {
  const { item, targets, answers } = entry
  const { points } = plan.options
  const picture = await images.upright(item.image.hash)
  if (!picture) throw new Error('The project has no such image.')
  const newest = new Map(answers.map((one) => [one.answer.solverId, one]))
  const drawn = [...newest.values()]
    .filter(({ answer }) => points.of === 'truth' || answer.solverId === points.solverId)
    .map(({ answer, corrections }) => {
      const slot = store.solvers.get(answer.solverId)?.position ?? Infinity
      return { answer, corrections, slot }
    })
  return painter.paint(picture.bytes, overlaySvg(item.image, targets, drawn))
}

/** Gets one picture of the export; one that cannot be had is a problem of its own and does not spoil the rest. */
async function attempt(parts: Parts, job: JobHandle, name: string, what: string, get: () => Promise<Uint8Array>) {
  try {
    return await get()
  } catch (error) {
    parts.log('warn', `${what} of an export could not be made.`, error)
    const reason = error instanceof Error ? error.message : String(error)
    job.problem({ name, reason, remedy: `Its labels were written; only the ${what.toLowerCase()} is missing.` })
    return undefined
  }
}

async function putCopies(parts: Parts, plan: ExportPlan, job: JobHandle, put: Put) {
  for (const { path, image } of plan.copies) {
    const bytes = await attempt(parts, job, image.name, 'Copy', async () => {
      const original = await parts.images.original(image.hash)
      if (!original) throw new Error('The project has no such image.')
      return original
    })
    if (bytes) await put(path, [bytes])
    job.advance(1, 'Copying images')
  }
}

async function putOverlays(parts: Parts, plan: ExportPlan, job: JobHandle, put: Put) {
  if (plan.overlays.length === 0) return
  const painter = createOverlayPainter()
  try {
    for (const { path, entry } of plan.overlays) {
      const png = await attempt(parts, job, entry.item.name, 'Overlay', () => paint(parts, plan, entry, painter))
      if (png) await put(path, [png])
      job.advance(1, 'Drawing overlays')
    }
  } finally {
    await painter.close()
  }
}

/** Writes labels, copies, overlays and the list of sums into a sink. Rejects with the signal's reason when cancelled. */
export async function writeExport(parts: Parts, plan: ExportPlan, sink: Sink, job: JobHandle): Promise<Written> {
  const sums: string[] = []
  const put: Put = async (path, content) => {
    job.signal.throwIfAborted()
    const hash = createHash('sha256')
    async function* watched() {
      for (const bytes of content) {
        job.signal.throwIfAborted()
        hash.update(bytes)
        yield bytes
      }
    }
    await sink.write(path, watched())
    sums.push(`${hash.digest('hex')}  ${path}\n`)
  }
  const { format, options, dataset } = plan
  for (const { path, chunks } of format.write(counted(dataset, job), options)) await put(path, piecesOf(chunks))
  await putCopies(parts, plan, job, put)
  await putOverlays(parts, plan, job, put)

  const list = Buffer.from(sums.join(''))
  const files = sums.length
  if (!plan.amongOthers) await put(SUMS_FILE, [list])
  return { files, sha256: createHash('sha256').update(list).digest('hex') }
}
