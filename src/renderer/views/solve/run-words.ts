import type { Run, RunLane, SolverEstimate, TaskCounts } from '../../../contract/run-methods.ts'
import { count, dollars, money, plural } from '../../ui/words.ts'

const SECOND = 1_000
const MINUTE = 60
const HOUR = 60 * MINUTE

/** USD, with more digits where a cent is much. */
export const cost = (value: number): string => (value > 0 && value < 0.1 ? money(value) : dollars(value))

/** A share with one decimal; 100 % only where nothing is left. */
export const percent = (part: number, whole: number): string => {
  if (whole === 0) return '0 %'
  return part >= whole ? '100 %' : `${Math.min(99.9, (part / whole) * 100).toFixed(1)} %`
}

/** How long something takes, in its largest unit, or two from an hour on. Milliseconds. */
export function roughly(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND))
  if (seconds < 60) return `${String(seconds)} s`
  if (seconds < HOUR) return `${String(Math.round(seconds / MINUTE))} min`
  const hours = Math.floor(seconds / HOUR)
  return hours < 48
    ? `${String(hours)} h ${String(Math.floor((seconds % HOUR) / MINUTE))} min`
    : plural(Math.round(hours / 24), 'day')
}

/** What is left of a wait, as on a clock: `0:41`. Milliseconds. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  const rest = String(seconds % 60).padStart(2, '0')
  if (seconds < HOUR) return `${String(Math.floor(seconds / 60))}:${rest}`
  return `${String(Math.floor(seconds / HOUR))}:${String(Math.floor((seconds % HOUR) / 60)).padStart(2, '0')}:${rest}`
}

/** Tasks of all kinds. */
export const totalOf = (counts: TaskCounts): number => Object.values(counts).reduce((sum, value) => sum + value, 0)

/** Tasks that will not go on by themselves. */
export const endedOf = ({ solved, failed, unconfirmed, cancelled }: TaskCounts): number =>
  solved + failed + unconfirmed + cancelled

/** Tasks that were sent and whose end is awaited. */
export const openOf = ({ submitting, waiting }: TaskCounts): number => submitting + waiting

const number = (value: number): string => (value >= 10 || value === 0 ? count(value) : value.toFixed(1))

/** `55` or `3.2`. */
export const perMinute = number

const laneWords: Record<RunLane['state'], string> = {
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waits',
  held: 'On hold',
  'over-budget': 'Limit reached',
  done: 'Done',
}

/** How a solver stands within a run, in a few words. `leftMs` is what is left of its wait. */
export function laneState({ state, reason, counts }: RunLane, leftMs: number | undefined): string {
  if (state === 'waiting' && leftMs !== undefined)
    return `${reason === undefined ? 'waits' : shortReason(reason)} ${countdown(leftMs)}`
  if (state === 'running') return openOf(counts) > 0 ? `Running, ${count(openOf(counts))} open` : 'Running'
  return laneWords[state]
}

/** A code at the beginning of a reason is enough for a cell. */
const shortReason = (reason: string): string => (/\b429\b/.test(reason) ? '429: waits' : 'Waits')

const runWords: Record<Run['state'], string> = {
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  cancelled: 'Cancelled',
}
export const runState = ({ state }: Pick<Run, 'state'>): string => runWords[state]

/** What is sent, left and lost when a run is cancelled. */
export function cancelWords({ counts }: Pick<Run, 'counts'>): readonly string[] {
  const open = openOf(counts)
  return [
    ...(counts.queued > 0 ? [`${plural(counts.queued, 'task')} in the queue will not be sent.`] : []),
    ...(open > 0
      ? [
          `${plural(open, 'task')} under way may have been paid; what comes of ${open === 1 ? 'it' : 'them'} is still fetched.`,
        ]
      : []),
    ...(counts.solved > 0 ? [`${plural(counts.solved, 'answer')} stay.`] : []),
  ]
}

/** What a plan is expected to take. Money in USD. */
export interface Forecast {
  readonly tasks: number
  readonly cost: number
  readonly low: number
  readonly high: number
  /** Solvers of which no price is known. */
  readonly unpriced: number
  /** Of the slowest lane; undefined where a lane has no past. */
  readonly durationMs: number | undefined
}

/** Sums up what the chosen solvers are expected to take. */
export function forecast(solvers: readonly SolverEstimate[]): Forecast {
  const asked = solvers.filter(({ tasks }) => tasks > 0)
  const sum = (price: (one: SolverEstimate) => number | undefined): number =>
    asked.reduce((total, one) => total + one.tasks * (price(one) ?? 0), 0)
  const durations = asked.map(({ durationMs }) => durationMs)
  return {
    tasks: asked.reduce((total, { tasks }) => total + tasks, 0),
    cost: sum(({ price }) => price),
    low: sum(({ price, priceRange }) => priceRange?.low ?? price),
    high: sum(({ price, priceRange }) => priceRange?.high ?? price),
    unpriced: asked.filter(({ price }) => price === undefined).length,
    durationMs:
      asked.length === 0 || durations.includes(undefined)
        ? undefined
        : Math.max(...durations.map((duration) => duration ?? 0)),
  }
}

/** The price as the button that starts says it. */
export function startPrice({ cost: expected, unpriced, tasks }: Forecast): string {
  if (tasks === 0) return ''
  if (unpriced > 0) return expected > 0 ? ` for at least ${cost(expected)}` : ', price unknown'
  return expected === 0 ? ', free' : ` for about ${cost(expected)}`
}

/** An amount as typed: undefined where nothing is, `wrong` where it is none. */
export function readMoney(text: string): number | undefined | 'wrong' {
  const typed = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(',', '.')
  if (typed === '') return undefined
  const value = Number(typed)
  return Number.isFinite(value) && value >= 0 ? value : 'wrong'
}
