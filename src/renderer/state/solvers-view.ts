import { create } from 'zustand'
import type { SolverTest } from '../../contract/solver-methods.ts'
import { useSolvers } from './solvers.ts'
import { openDialog, showView } from './view.ts'

interface SolversViewState {
  /** The solver in the details pane. */
  readonly selectedId: string | undefined
  /** The solver whose convention is being chosen, instead of the list. */
  readonly pickingFor: string | undefined
  /** An earlier test that is looked at instead of the solver's last one. */
  readonly test: SolverTest | undefined
}

/** What the Solvers view shows besides its data. */
export const useSolversView = create<SolversViewState>(() => ({
  selectedId: undefined,
  pickingFor: undefined,
  test: undefined,
}))

/** Shows a solver in the details pane. */
export const selectSolver = (selectedId: string): void => {
  useSolversView.setState({ selectedId, test: undefined })
}

/** Shows an earlier test with the solver it was of. */
export const showTest = (test: SolverTest): void => {
  useSolversView.setState({ selectedId: test.solverId, test })
}

/** Opens the Solvers view with a solver selected. */
export function showSolver(id: string): void {
  useSolversView.setState({ selectedId: id, pickingFor: undefined, test: undefined })
  showView('solvers')
}

/** Opens the Solvers view where its convention is chosen. */
export function showConvention(id: string): void {
  useSolversView.setState({ selectedId: id, pickingFor: id, test: undefined })
  showView('solvers')
}

export const leaveConvention = (): void => {
  useSolversView.setState({ pickingFor: undefined })
}

/** Opens the Solvers view and asks what to add. */
export function addSolver(): void {
  useSolversView.setState({ pickingFor: undefined })
  showView('solvers')
  openDialog({ kind: 'add-solver' })
}

/** The neighbour of a solver in the list, which takes its place when it is removed. */
export function neighbourOf(id: string): string | undefined {
  const { solvers } = useSolvers.getState()
  const at = solvers.findIndex(({ solver }) => solver.id === id)
  return (solvers[at + 1] ?? solvers[at - 1])?.solver.id
}
