import { hash, randomInt, randomUUID } from 'node:crypto'
import type { JsonServiceId, ModelId } from '../../core/solver.ts'
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

/** Whose words a task is spoken of in. The legacy calls are those of 2Captcha and share its ids. */
export type Speaker = JsonServiceId | ModelId

/** What a task wants. Fewest and most points, and whether boxes are asked for, as the request said. */
export interface TaskRequest {
  readonly image: Uint8Array
  readonly instruction: string
  readonly minClicks?: number
  readonly maxClicks?: number
  readonly mode?: 'points' | 'rectangles'
}

export interface BookedTask<S extends Speaker = Speaker> {
  readonly id: string
  readonly profile: S
  readonly mode: 'points' | 'rectangles'
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
  /** Tasks for a picture and an instruction that had been taken before: who sent them pays twice. */
  readonly repeated: number
  readonly solved: number
  readonly failed: number
}

export interface TaskBook {
  create<S extends Speaker>(profile: S, request: TaskRequest, answerer: Answerer): BookedTask<S>
  /** Undefined where the id was never given out, or too long ago. */
  find(id: string): BookedTask | undefined
  tally(): Tally
  /** What is left of the account, USD. */
  balance(): number
}

/** Keeps the tasks of one server in memory. `onBroken` hears of answerers that throw anything but Unsolvable. Integer ids start at a random place above 2^32, as those of the services may. */
export function createTaskBook(parts: {
  readonly faults: Faults
  readonly now: () => number
  /** USD: what the account begins with, and what a solved task costs. */
  readonly account: { readonly balance: number; readonly price: number }
  readonly onBroken: (error: unknown) => void
}): TaskBook {
  const { faults, now, account, onBroken } = parts
  const tasks = new Map<string, BookedTask>()
  const tally = { created: 0, repeated: 0, solved: 0, failed: 0 }
  const seen = new Set<string>()
  let nextInteger = 2 ** 32 + randomInt(2 ** 40)

  const newId = (profile: Speaker): string => {
    if (profile !== '2captcha' && profile !== 'anticaptcha') return randomUUID()
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

  const solve = async (request: TaskRequest, answerer: Answerer): Promise<Outcome> => {
    const failure = faults.drawResult()
    const [answered] = await Promise.allSettled([failure ? Promise.resolve([]) : answerer(request), faults.latency()])
    if (failure) return { kind: 'failed', ...failure }
    if (answered.status === 'fulfilled') return clicked(answered.value, request)
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
      const task: BookedTask<typeof profile> = {
        id: newId(profile),
        profile,
        mode: request.mode ?? 'points',
        createdAt: now(),
        settled: work(),
        outcome: undefined,
        solvedAt: undefined,
        reported: false,
      }
      tasks.set(task.id, task)
      tally.created += 1
      const what = `${hash('sha256', request.image)} ${request.instruction}`
      if (seen.has(what)) tally.repeated += 1
      seen.add(what)
      return task
    },
    find: (id) => tasks.get(id),
    tally: () => ({ ...tally }),
    // In steps of a millionth, so that a sum of prices does not end in nines.
    balance: () => Math.round((account.balance - tally.solved * account.price) * 1e6) / 1e6,
  }
}

/** A worker clicks no more often than the request allows, and gives up where there is less to click than it wants. */
function clicked(points: readonly Point[], { minClicks = 0, maxClicks = points.length }: TaskRequest): Outcome {
  return points.length < minClicks
    ? { kind: 'failed', code: UNSOLVABLE, description: `There are fewer than ${minClicks} places to click.` }
    : { kind: 'points', points: points.slice(0, maxClicks) }
}
