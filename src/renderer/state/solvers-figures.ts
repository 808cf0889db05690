import { create } from 'zustand'
import type { SolverStats, SolverTest } from '../../contract/solver-methods.ts'
import { client, host } from '../host.ts'
import { coalesce } from './coalesce.ts'

const FEW_TESTS = 5
const MANY_TESTS = 500
/** Figures follow work under way; they are sums over all answers, so not with every task. */
const FOLLOW_MS = 2_000

interface Figures {
  readonly stats: ReadonlyMap<string, SolverStats>
  /** Newest first. */
  readonly tests: readonly SolverTest[]
  readonly totalTests: number
  readonly showsAllTests: boolean
  /** Solvers that are being tried now. */
  readonly testing: ReadonlySet<string>
  /** Why the figures could not be read, in words. */
  readonly error: string | undefined
}

/** What the project knows of the solvers' past, and their latest tests. */
export const useFigures = create<Figures>(() => ({
  stats: new Map(),
  tests: [],
  totalTests: 0,
  showsAllTests: false,
  testing: new Set(),
  error: undefined,
}))

const { getState, setState } = useFigures

/** Reads the figures anew; what cannot be read is said in `error`. */
export async function loadFigures(): Promise<void> {
  try {
    const limit = getState().showsAllTests ? MANY_TESTS : FEW_TESTS
    const [stats, { tests, total }] = await Promise.all([
      client['solvers.stats']({}),
      client['solvers.tests']({ limit }),
    ])
    setState({ stats: new Map(stats.map((one) => [one.solverId, one])), tests, totalTests: total, error: undefined })
  } catch (error) {
    setState({ error: error instanceof Error ? error.message : String(error) })
  }
}

/** Lists all tests, or the newest few. */
export async function showAllTests(showsAllTests: boolean): Promise<void> {
  setState({ showsAllTests })
  await loadFigures()
}

/** Reads the figures and keeps them fresh until the returned function is called. */
export function followFigures(): () => void {
  const soon = coalesce(loadFigures, FOLLOW_MS)
  const stop = host.listen(({ name }) => {
    if (name === 'project.changed' || name === 'solvers.changed') void loadFigures()
    else if (name === 'task.changed' || name === 'items.changed' || name === 'run.changed') soon()
  })
  void loadFigures()
  return stop
}

const markTesting = (id: string, isTesting: boolean): void => {
  const testing = new Set(getState().testing)
  if (isTesting) testing.add(id)
  else testing.delete(id)
  setState({ testing })
}

/** Tries a solver; with an item it is asked about that image, which may be paid. Throws ContractError where it could not be tried at all. */
export async function testSolver(id: string, itemId?: string): Promise<SolverTest> {
  markTesting(id, true)
  try {
    return await client['solvers.test']({ id, ...(itemId !== undefined && { itemId }) })
  } finally {
    markTesting(id, false)
    await loadFigures()
  }
}
