import { setTimeout as sleep } from 'node:timers/promises'
import type { ProfileId, Solver } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import type { Refusal } from '../../solvers/error-codes.ts'
import type { Profile } from '../../solvers/profiles.ts'
import type { Context } from '../context.ts'
import type { Connect } from './connect.ts'
import type { CoolDown, Flow } from './flow.ts'
import type { Gate } from './gate.ts'
import type { Hold } from './hold.ts'
import type { Ledger } from './ledger.ts'

/** What carrying a task needs. `random` is uniform in [0, 1). */
export interface Tools {
  readonly context: Context
  readonly ledger: Ledger
  readonly connect: Connect
  readonly gate: Gate
  readonly profiles: Readonly<Record<ProfileId, Profile>>
  readonly random: () => number
  readonly coolDown?: CoolDown | undefined
}

/** One task on its way through the queue. */
export interface Errand {
  readonly task: Task
  readonly solver: Solver
  /** How often the service was offered the task and provably did not take it. */
  readonly offers: number
  readonly flow: Flow
  /** Resolves when the task may be sent, with false where it must go back to the queue instead. */
  readonly turn: () => Promise<boolean>
  /** The service has answered. */
  readonly reached: () => void
  /** A person wants no result any more. */
  readonly cancelled: AbortSignal
  /** The solver was put on hold: nothing new is sent to it. */
  readonly held: AbortSignal
  /** The app ends: nothing new is sent, waits and polls end at once. */
  readonly stopping: AbortSignal
  /** The app can wait no longer for a createTask that is under way. */
  readonly cutOff: AbortSignal
}

/**
 * How carrying a task ended.
 * `over`: it is settled or unconfirmed; `unclear` says that a request left and no readable reply came.
 * `again`: it is back in the queue; `offered` says that the service had it and did not take it.
 * `offline`: no connection could be made; the task stays where it is.
 * `held`: nothing can be sent to this solver until a person has acted; the task stays where it is.
 * `left`: the app ends, or the solver was put on hold by another task.
 */
export type End =
  | { readonly kind: 'over'; readonly unclear?: true }
  | { readonly kind: 'again'; readonly offered: boolean }
  | { readonly kind: 'offline'; readonly why: string }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'left' }

export const over: End = { kind: 'over' }
export const left: End = { kind: 'left' }

/** What a refusal that will meet every other task too means for its solver: nothing more is sent for now. */
export const holdFor = (solver: Solver, profile: Profile, refusal: Refusal): End => ({
  kind: 'held',
  hold: {
    code: refusal.code,
    reason: `${solver.name}: ${refusal.message}`,
    ...(refusal.noBalance && { atLeast: profile.balanceWait }),
  },
})

/** Waits, milliseconds on the monotonic clock, and says whether the wait came to its end before any of the signals. */
export async function pause(ms: number, signals: readonly AbortSignal[]): Promise<boolean> {
  const signal = AbortSignal.any([...signals])
  try {
    await sleep(ms, undefined, { signal })
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
