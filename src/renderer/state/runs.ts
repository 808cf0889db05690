import { create } from 'zustand'
import type { Run } from '../../contract/run-methods.ts'
import { client } from '../host.ts'
import { coalesce } from './coalesce.ts'

/** A run as it was last told. What it says of times from now counts from `at`, ms since 1970. */
export interface KnownRun {
  readonly run: Run
  readonly at: number
}

interface Runs {
  /** Newest first. */
  readonly known: readonly KnownRun[]
  /** An earlier run that a person looks at; undefined: the newest that is under way, else the newest. */
  readonly chosenId: string | undefined
  readonly status: 'loading' | 'ready' | 'failed'
  /** Why the runs could not be read, in words. */
  readonly error: string | undefined
}

const PAGE = 50
/** Ten times a second is as often as figures can be read. */
const GAP_MS = 100

/** What was started, and how it goes. */
export const useRuns = create<Runs>(() => ({ known: [], chosenId: undefined, status: 'loading', error: undefined }))

const { getState, setState } = useRuns

export const isUnderWay = ({ state }: Pick<Run, 'state'>): boolean => state === 'running' || state === 'paused'

/** The run that the Solve view shows. */
export const shownRun = ({ known, chosenId }: Pick<Runs, 'known' | 'chosenId'>): KnownRun | undefined =>
  known.find(({ run }) => run.id === chosenId) ?? known.find(({ run }) => isUnderWay(run)) ?? known[0]

/** Reads the newest runs anew. */
export async function loadRuns(): Promise<void> {
  try {
    const runs = await client['runs.list']({ limit: PAGE })
    const at = Date.now()
    setState({ known: runs.map((run) => ({ run, at })), status: 'ready', error: undefined })
  } catch (error) {
    setState({ status: 'failed', error: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

const told = new Map<string, KnownRun>()

const takeTold = coalesce(async () => {
  const fresh = [...told.values()]
  told.clear()
  const others = getState().known.filter(({ run }) => !fresh.some((one) => one.run.id === run.id))
  setState({ known: [...fresh, ...others].sort((a, b) => b.run.number - a.run.number) })
  return Promise.resolve()
}, GAP_MS)

/** Takes over what an event or a reply said of a run; all that is said within a tenth of a second at once. */
export function takeRun(run: Run): void {
  told.set(run.id, { run, at: Date.now() })
  takeTold()
}

/** Shows one run; without an id, the one under way. */
export const chooseRun = (chosenId: string | undefined): void => {
  setState({ chosenId })
}
