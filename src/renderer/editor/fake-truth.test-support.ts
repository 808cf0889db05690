import type { Decision } from '../../core/revision.ts'
import type { StoredTruth, TruthStore } from './saving.ts'

/** A store of one item that answers only when it is told to, so that a test decides what happens while a save is on its way. */
export interface FakeTruth extends TruthStore {
  /** Names of the saves asked for, in order; undo, redo and restore by their verb. */
  readonly calls: string[]
  /** Calls that wait for an answer. */
  pending(): number
  current(): StoredTruth
  /** Does the oldest waiting call and everything that follows at once. */
  answer(): Promise<void>
  /** Fails the oldest waiting call without doing it. */
  refuse(code: string, message: string): Promise<void>
  /** Does the oldest waiting call, but its reply never arrives. */
  answerIntoTheVoid(): Promise<void>
  /** Another window saves. */
  saveElsewhere(decision: Decision): void
}

class CodedError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Call {
  readonly run: () => StoredTruth
  readonly resolve: (truth: StoredTruth) => void
  readonly reject: (error: unknown) => void
}

/** Lets every promise that is ready go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

export function createFakeTruth(initial: StoredTruth): FakeTruth {
  let log: Decision[] = [initial]
  let undone: Decision[] = []
  let revision = initial.revision
  const waiting: Call[] = []
  const calls: string[] = []

  const current = (): StoredTruth => {
    const { targets, state } = log.at(-1) ?? initial
    const history = { undo: log.length > 1 ? 'It' : undefined, redo: undone.length > 0 ? 'It' : undefined }
    return { targets, state, revision, history }
  }
  const later = (name: string, base: number, run: () => void): Promise<StoredTruth> => {
    calls.push(name)
    return new Promise((resolve, reject) => {
      waiting.push({
        run: () => {
          if (base !== revision) throw new CodedError('conflict', 'Another revision was saved meanwhile.')
          run()
          revision += 1
          return structuredClone(current())
        },
        resolve,
        reject,
      })
    })
  }
  const write = (decision: Decision): void => {
    log = [...log, decision]
    undone = []
  }

  return {
    calls,
    pending: () => waiting.length,
    current,
    save: ({ base, decision, what }) => later(what, base, () => write(decision)),
    undo: ({ base }) =>
      later('undo', base, () => {
        const last = log.at(-1)
        if (log.length < 2 || !last) throw new CodedError('nothing-to-undo', 'There is nothing to take back.')
        undone = [...undone, last]
        log = log.slice(0, -1)
      }),
    redo: ({ base }) =>
      later('redo', base, () => {
        const last = undone.at(-1)
        if (!last) throw new CodedError('nothing-to-undo', 'There is nothing to bring again.')
        undone = undone.slice(0, -1)
        log = [...log, last]
      }),
    restore: ({ base }) => later('restore', base, () => write(initial)),
    latest: () => Promise.resolve(structuredClone(current())),

    async answer() {
      const call = waiting.shift()
      try {
        call?.resolve(call.run())
      } catch (error) {
        call?.reject(error)
      }
      await settle()
    },
    async refuse(code, message) {
      waiting.shift()?.reject(new CodedError(code, message))
      await settle()
    },
    async answerIntoTheVoid() {
      const call = waiting.shift()
      try {
        call?.run()
        call?.reject(new CodedError('internal', 'The connection was lost.'))
      } catch (error) {
        call?.reject(error)
      }
      await settle()
    },
    saveElsewhere(decision) {
      write(decision)
      revision += 1
    },
  }
}
