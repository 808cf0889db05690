import { randomInt, randomUUID } from 'node:crypto'
import type { JsonServiceId } from '../../core/solver.ts'
import type { Answerer, Point } from './answerer.ts'
import { Unsolvable } from './answerer.ts'
import type { Faults } from './faults.ts'

/** How long a finished task can be asked for, milliseconds. */
const KEPT = 60 * 60_000
/** Tasks kept at once; the oldest give way. */
const MOST_TASKS = 100_000

const UNSOLVABLE = 'ERROR_CAPTCHA_UNSOLVABLE'

export type Outcome =
  | { readonly kind: 'points'; readonly points: readonly Point[] }
  | { readonly kind: 'failed'; readonly code: string; readonly description: string }

export interface BookedTask {
  readonly id: string
  readonly profile: JsonServiceId
  readonly createdAt: number
  /** Resolves when the answer may be shown. */
  readonly settled: Promise<Outcome>
  /** Undefined while it is being worked on. */
  outcome: Outcome | undefined
  solvedAt: number | undefined
  reported: boolean
}

/** What tests and people may count. A task costs once it is solved. */
export interface Tally {
  readonly created: number
  readonly solved: number
  readonly failed: number
}

export interface TaskBook {
  create(profile: JsonServiceId, request: { image: Uint8Array; instruction: string }, answerer: Answerer): BookedTask
  /** Undefined where the id was never given out, or too long ago. */
  find(id: string): BookedTask | undefined
  tally(): Tally
}

/** Keeps the tasks of one server in memory. `onBroken` hears of answerers that throw anything but Unsolvable. Integer ids start at a random place above 2^32, as those of the services may. */
export function createTaskBook(faults: Faults, now: () => number, onBroken: (error: unknown) => void): TaskBook {
  const tasks = new Map<string, BookedTask>()
  const tally = { created: 0, solved: 0, failed: 0 }
  let nextInteger = 2 ** 32 + randomInt(2 ** 40)

  const newId = (profile: JsonServiceId): string => {
    if (profile === 'ucaptcha') return randomUUID()
    nextInteger += 1 + randomInt(8)
    return String(nextInteger)
  }

  const forget = () => {
    for (const [id, task] of tasks) {
      const expired = task.outcome !== undefined && now() - task.createdAt > KEPT
      if (!expired && tasks.size <= MOST_TASKS) return
      tasks.delete(id)
    }
  }

  const solve = async (request: { image: Uint8Array; instruction: string }, answerer: Answerer): Promise<Outcome> => {
    const failure = faults.drawResult()
    const [answered] = await Promise.allSettled([failure ? Promise.resolve([]) : answerer(request), faults.latency()])
    if (failure) return { kind: 'failed', ...failure }
    if (answered.status === 'fulfilled') return { kind: 'points', points: answered.value }
    const { reason } = answered as { reason: unknown }
    if (reason instanceof Unsolvable) return { kind: 'failed', code: UNSOLVABLE, description: reason.message }
    onBroken(reason)
    return { kind: 'failed', code: UNSOLVABLE, description: 'The solver broke down on this picture.' }
  }

  return {
    create: (profile, request, answerer) => {
      forget()
      const work = async (): Promise<Outcome> => {
        const outcome = await solve(request, answerer)
        task.outcome = outcome
        task.solvedAt = now()
        tally[outcome.kind === 'points' ? 'solved' : 'failed'] += 1
        return outcome
      }
      const task: BookedTask = {
        id: newId(profile),
        profile,
        createdAt: now(),
        settled: work(),
        outcome: undefined,
        solvedAt: undefined,
        reported: false,
      }
      tasks.set(task.id, task)
      tally.created += 1
      return task
    },
    find: (id) => tasks.get(id),
    tally: () => ({ ...tally }),
  }
}
