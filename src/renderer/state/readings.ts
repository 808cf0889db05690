import { create } from 'zustand'
import type { ReadingSample, ReadingSummary, Reread } from '../../contract/solver-methods.ts'
import type { Convention } from '../../core/convention.ts'
import type { Resize } from '../../core/solver.ts'
import { client } from '../host.ts'
import { loadFigures } from './solvers-figures.ts'
import { loadSolvers } from './solvers.ts'

/** How a solver's replies would be read. */
export interface Reading {
  readonly solverId: string
  readonly convention: Convention
  readonly resize: Resize | undefined
}

interface Readings {
  /** Whose replies these are. */
  readonly solverId: string | undefined
  readonly samples: readonly ReadingSample[]
  /** Kept replies in all. */
  readonly total: number
  readonly status: 'loading' | 'ready' | 'failed'
  /** How all kept replies read, by `readingKey`. */
  readonly summaries: ReadonlyMap<string, ReadingSummary>
  /** Recorded readings, newest first. */
  readonly rereads: readonly Reread[]
  /** Why something could not be read, in words. */
  readonly error: string | undefined
}

/** Kept replies, and how they read under each convention. */
export const useReadings = create<Readings>(() => ({
  solverId: undefined,
  samples: [],
  total: 0,
  status: 'loading',
  summaries: new Map(),
  rereads: [],
  error: undefined,
}))

const { getState, setState } = useReadings

const isResized = (convention: Convention): boolean => convention.startsWith('resized')

/** The name of a reading among the summaries. How a picture was resized counts only where it is used. */
export const readingKey = ({ convention, resize }: Omit<Reading, 'solverId'>): string =>
  isResized(convention) && resize ? `${convention} ${resize.multiple} ${resize.maxPixels}` : convention

const requestOf = ({ solverId, convention, resize }: Reading) => ({
  solverId,
  convention,
  ...(isResized(convention) && resize && { resize }),
})

/** Reads the samples of a solver, and forgets what was known of another. */
export async function loadSamples(solverId: string): Promise<void> {
  setState({ solverId, samples: [], total: 0, status: 'loading', summaries: new Map(), error: undefined })
  try {
    const { samples, total } = await client['readings.samples']({ solverId })
    if (getState().solverId === solverId) setState({ samples, total, status: 'ready' })
  } catch (error) {
    if (getState().solverId !== solverId) return
    setState({ status: 'failed', error: error instanceof Error ? error.message : String(error) })
  }
}

/** Looks how all kept replies read, one reading after the other, until `signal` says that it is not wanted any more. */
export async function loadSummaries(readings: readonly Reading[], signal: AbortSignal): Promise<void> {
  for (const reading of readings) {
    const key = readingKey(reading)
    if (signal.aborted) return
    if (getState().summaries.has(key)) continue
    try {
      const summary = await client['readings.preview'](requestOf(reading))
      if (getState().solverId !== reading.solverId) return
      setState({ summaries: new Map([...getState().summaries, [key, summary]]) })
    } catch (error) {
      if (!signal.aborted) setState({ error: error instanceof Error ? error.message : String(error) })
      return
    }
  }
}

const reload = async (solverId: string): Promise<void> => {
  await Promise.all([loadSolvers(), loadFigures(), loadRereads(solverId)])
}

/** Chooses how a solver's replies are read, and reads all kept ones again. Throws ContractError. */
export async function applyReading(reading: Reading): Promise<Reread> {
  const reread = await client['readings.apply'](requestOf(reading))
  await reload(reading.solverId)
  return reread
}

/** Reads what was read again so far; what cannot be read is said in `error`. */
export async function loadRereads(solverId: string): Promise<void> {
  try {
    setState({ rereads: await client['readings.list']({ solverId }), error: undefined })
  } catch (error) {
    setState({ rereads: [], error: error instanceof Error ? error.message : String(error) })
  }
}

/** Takes the newest reading back. Throws ContractError. */
export async function undoReread(id: string): Promise<void> {
  const { solverId } = await client['readings.undo']({ id })
  await reload(solverId)
}
