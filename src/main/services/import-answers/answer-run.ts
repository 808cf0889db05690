import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '../../../contract/payloads.ts'
import type { AnswerRecord } from '../../../core/answer-files/answer-record.ts'
import { createItemFinder } from '../../../core/answer-files/find-item.ts'
import { readAnswerFile } from '../../../core/answer-files/read-answer-file.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Context } from '../context.ts'
import type { ImportRun } from '../import-run.ts'
import { refreshErrorPx } from '../item-error.ts'
import type { JobHandle } from '../jobs.ts'
import { fileSolver } from './file-solver.ts'
import { keepAnswer } from './keep-answer.ts'
import { Refused } from './refused.ts'
import { counted, importedWords } from '../import-words.ts'

/** Records of one transaction; the window is served between two. */
const AT_ONCE = 50
/** Problems kept with the record of the run; all are counted. */
const KEPT_PROBLEMS = 1_000

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refused('It is no text in UTF-8.', 'Save it as UTF-8.', { cause: error })
  }
}

/** One import of answers into the open project, whichever way its files come, as those of a solver named `solverName`. */
export function createAnswerRun(context: Context, job: JobHandle, solverName: string): ImportRun {
  const { store, emit, log, now, newId, settings } = context
  const records: { readonly file: string; readonly record: AnswerRecord }[] = []
  const files: string[] = []
  const problems: Problem[] = []
  const counts = { added: 0, existing: 0, problems: 0, skipped: 0 }
  let failure: Error | undefined

  const problem = (entry: Problem) => {
    counts.problems += 1
    if (problems.length < KEPT_PROBLEMS) problems.push(entry)
    job.problem(entry)
  }
  const fail = (error: unknown) => {
    log('error', 'An import of answers stopped.', error)
    failure ??= error instanceof Error ? error : new Error(String(error))
  }
  const isOver = () => job.signal.aborted || failure !== undefined

  const readFile = (name: string, bytes: Uint8Array, isOptional: boolean) => {
    const read = readAnswerFile(name, textOf(bytes))
    if (isOptional && read.found.length === 0) {
      counts.skipped += 1
      return
    }
    files.push(name)
    for (const record of read.found) records.push({ file: name, record })
    for (const { line, reason } of read.problems) {
      const place = line === undefined ? name : `${name}, line ${line}`
      problem({ name: place, reason, remedy: 'Correct it in the file and import the file again.' })
    }
    if (read.passedOver !== undefined) job.note(`${name}: ${read.passedOver} passed over.`)
  }

  const keepAll = async () => {
    const find = createItemFinder(store.itemNames.all())
    const sources = new Set(records.map(({ record }) => record.source))
    const names = { solverName, fileName: files.join(', '), areSeveral: sources.size > 1 }
    const solvers = new Map<string, Solver>()
    const solverOf = (source: string): Solver => {
      const solver = solvers.get(source) ?? fileSolver(context, names, source)
      solvers.set(source, solver)
      return solver
    }
    for (let from = 0; from < records.length && !isOver(); from += AT_ONCE) {
      const some = records.slice(from, from + AT_ONCE)
      const kept = store.transact(() => {
        const results = some.map(({ file, record }) => {
          const found = find(record)
          const result = found.kind === 'item' ? keepAnswer(context, solverOf, found.id, record) : found
          return { place: `${file}, line ${record.line}`, result }
        })
        for (const { result } of results) {
          if (result.kind !== 'added') continue
          store.items.refreshSummary(result.itemId)
          refreshErrorPx(context, result.itemId)
        }
        return results
      })
      for (const { place, result } of kept) {
        if (result.kind === 'problem') problem({ name: place, reason: result.reason, remedy: result.remedy })
        else counts[result.kind] += 1
      }
      job.advance(some.length)
      await nextTurn()
    }
  }

  const record = () => {
    if (store.readOnly !== undefined) return
    const { added, existing } = counts
    const source = `Answers of ${solverName}: ${files.slice(0, 10).join(', ')}`
    store.transact(() => {
      store.imports.insert({ id: newId(), at: now(), by: settings().reviewer, source, added, existing, problems })
    })
  }

  const message = (): string => importedWords(counts, 'answer', 'answers')

  return {
    problem,
    take: async (name, read, isOptional = false) => {
      if (isOver()) return
      try {
        const bytes = await read()
        if (isOver()) return
        const before = records.length
        readFile(name, bytes, isOptional)
        job.addTotal(records.length - before)
      } catch (error) {
        if (!(error instanceof Refused)) fail(error)
        else if (isOptional) counts.skipped += 1
        else problem({ name, reason: error.message, remedy: error.remedy })
      }
      job.advance()
      await nextTurn()
    },
    finish: async () => {
      if (counts.skipped > 0)
        job.note(`${counted(counts.skipped, 'other file was', 'other files were')} skipped: no answers in them.`)
      try {
        await keepAll()
        record()
      } catch (error) {
        fail(error)
      }
      if (counts.added > 0) {
        emit({ name: 'solvers.changed', payload: {} })
        emit({ name: 'items.changed', payload: {} })
      }
      if (failure === undefined) job.finish(message())
      else job.fail(`${message()}. It stopped: ${failure.message}`)
    },
  }
}
