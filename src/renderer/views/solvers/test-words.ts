import type { SolverStats, SolverTest } from '../../../contract/solver-methods.ts'
import { canBeAsked, type Solver } from '../../../core/solver.ts'
import type { Trouble } from '../../state/solvers-trouble.ts'
import type { IconName } from '../../ui/icon.tsx'
import { duration, plural, when } from '../../ui/words.ts'
import { headline, withoutName } from '../failure-words.ts'
import { readsAs } from './reading-words.ts'

/** How a solver stands, in two short lines and a sign. */
export interface Standing {
  readonly tone: 'ok' | 'warn' | 'bad' | 'dim'
  readonly icon: IconName
  readonly first: string
  readonly second: string
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `0:41`, or `12:05:09` for hours. Milliseconds. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${String(minutes)}:${two(seconds % 60)}`
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** Replies that wait until somebody says how they are to be read. */
export const waitsForConvention = (solver: Solver, stats: SolverStats | undefined): number =>
  readsAs(solver) === undefined ? (stats?.unread ?? 0) : 0

/** How a test went, by its sign. */
export const testIcon = ({ ok }: Pick<SolverTest, 'ok'>): IconName => (ok ? 'check' : 'forbidden')

/** What a test asked for, in words. */
export const askedWords = { balance: 'balance', image: 'one image', model: 'model' } as const satisfies Record<
  SolverTest['asked'],
  string
>

/** How a solver stands: what holds it up before how its last test went. */
export function standingOf(
  solver: Solver,
  stats: SolverStats | undefined,
  trouble: Trouble | undefined,
  now: number,
): Standing {
  if (trouble) {
    const { reason, leftMs } = trouble
    return {
      tone: 'warn',
      icon: leftMs === undefined ? 'warning' : 'clock',
      first: headline(withoutName(reason, solver)).first,
      second: leftMs === undefined ? 'on hold until you act' : `goes on in ${countdown(leftMs)}`,
    }
  }
  const waiting = waitsForConvention(solver, stats)
  if (waiting > 0)
    return {
      tone: 'warn',
      icon: 'warning',
      first: 'Convention not chosen',
      second: `${plural(waiting, 'reply', 'replies')} kept`,
    }
  if (!canBeAsked(solver)) return { tone: 'dim', icon: 'minus', first: 'Is not asked', second: 'holds answers' }
  const test = stats?.lastTest
  if (!test) return { tone: 'dim', icon: 'minus', first: 'Not tested', second: '' }
  return {
    tone: test.ok ? 'ok' : 'bad',
    icon: testIcon(test),
    first: headline(withoutName(test.summary, solver)).first,
    // Without a key nothing was sent, and nothing took time.
    second: test.sent === '' ? when(test.at, now) : `${when(test.at, now)}, ${duration(test.latencyMs)}`,
  }
}
