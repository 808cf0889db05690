import type { Problem } from '../../contract/payloads.ts'
import { ImageRefused } from '../images/image-refused.ts'
import type { Context } from './context.ts'
import type { JobHandle } from './jobs.ts'
import { createThrottle } from './throttle.ts'
import { counted, importedWords } from './import-words.ts'

/** Shortest time between two notices that lists are stale, milliseconds. */
const LIST_GAP = 500
/** Problems kept with the record of the run; all are counted. */
const KEPT_PROBLEMS = 1_000

export interface ImportRun {
  /**
   * Reads one picture and adds it as an item. A picture that is refused becomes a problem, unless `isOptional`: then it
   * is skipped in silence. Items are made in the order of the calls. Anything else that fails ends the whole run.
   */
  take(name: string, read: () => Promise<Uint8Array> | Uint8Array, isOptional?: boolean): Promise<void>
  problem(problem: Problem): void
  /** Waits for what is being read unless the import was cancelled, records the run and ends the job. Never throws: what fails here fails the job. */
  finish(): Promise<void>
}

/** One import into the open project, whichever way its pictures come. `source` says in words where they come from. */
export function createImportRun(context: Context, job: JobHandle, source: string, instruction: string): ImportRun {
  const { store, images, settings, now, newId, log } = context
  const problems: Problem[] = []
  const open = new Set<() => void>()
  const counts = { added: 0, existing: 0, problems: 0, skipped: 0 }
  /** Resolves when all that was taken so far is stored or refused, and at once when the import is cancelled. */
  let turn: Promise<void> = Promise.resolve()
  let failure: Error | undefined
  const lists = createThrottle(LIST_GAP, () => {
    context.emit({ name: 'items.changed', payload: {} })
  })

  job.signal.addEventListener('abort', () => {
    for (const release of open) release()
  })

  const stopped = () => job.signal.aborted || failure !== undefined

  const problem = (entry: Problem) => {
    counts.problems += 1
    if (problems.length < KEPT_PROBLEMS) problems.push(entry)
    job.problem(entry)
  }

  const fail = (error: unknown) => {
    log('error', 'An import stopped.', error)
    failure ??= error instanceof Error ? error : new Error(String(error))
  }

  const addItem = (imageHash: string, name: string) => {
    const id = store.transact(() => {
      if (store.items.findByImage(imageHash, instruction) !== undefined) return undefined
      const item = { id: newId(), imageHash, name, instruction, addedAt: now() }
      store.items.insert(item)
      return item.id
    })
    if (id === undefined) {
      counts.existing += 1
      return
    }
    counts.added += 1
    job.added(id)
    lists.request()
  }

  const record = () => {
    if (store.readOnly !== undefined) return
    const { added, existing } = counts
    const run = { id: newId(), at: now(), by: settings().reviewer, source, added, existing, problems }
    store.transact(() => {
      store.imports.insert(run)
    })
  }

  const takeOne = async (
    name: string,
    read: () => Promise<Uint8Array> | Uint8Array,
    isOptional: boolean,
    myTurn: Promise<void>,
  ) => {
    try {
      const bytes = await read()
      const { image, note } = await images.add(bytes, name)
      await myTurn
      if (stopped()) return
      addItem(image.hash, name)
      if (note !== undefined) job.note(note)
    } catch (error) {
      await myTurn
      if (job.signal.aborted) return
      if (!(error instanceof ImageRefused)) fail(error)
      else if (isOptional) counts.skipped += 1
      else problem({ name, reason: error.reason, remedy: error.remedy })
    }
    job.advance()
  }

  const message = (): string => importedWords(counts, 'image', 'images')

  return {
    problem,
    take: async (name, read, isOptional = false) => {
      if (stopped()) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const before = turn
      turn = promise
      open.add(resolve)
      void takeOne(name, read, isOptional, before).finally(() => {
        open.delete(resolve)
        resolve()
      })
      await promise
    },
    finish: async () => {
      await turn
      if (counts.skipped > 0)
        job.note(`${counted(counts.skipped, 'other file was', 'other files were')} skipped: not pictures.`)
      try {
        record()
      } catch (error) {
        fail(error)
      }
      lists.end()
      if (failure === undefined) job.finish(message())
      else job.fail(`${message()}. It stopped: ${failure.message}`)
    },
  }
}
