import { create } from 'zustand'
import type { SolverInfo } from '../../contract/payloads.ts'
import type { Solver } from '../../core/solver.ts'
import { client } from '../host.ts'

interface Solvers {
  readonly solvers: readonly SolverInfo[]
  /** Solvers whose answers are not drawn on the canvas. */
  readonly hidden: ReadonlySet<string>
}

export const useSolvers = create<Solvers>(() => ({ solvers: [], hidden: new Set() }))

export async function loadSolvers(): Promise<void> {
  useSolvers.setState({ solvers: await client['solvers.list']({}) })
}

/** Changes one solver. Throws ContractError. */
export async function changeSolver(solver: Solver, change: Partial<Omit<Solver, 'id' | 'position'>>): Promise<void> {
  const { id, position: _position, ...rest } = solver
  await client['solvers.save']({ id, solver: { ...rest, ...change } })
  await loadSolvers()
}

/** Tries a solver that is on hold again: storing it says that a person has acted. Throws ContractError. */
export const resumeSolver = async (solver: Solver): Promise<void> => changeSolver(solver, {})

/** Draws a solver's answers on the canvas, or stops drawing them. */
export function toggleAnswers(solverId: string): void {
  const hidden = new Set(useSolvers.getState().hidden)
  if (!hidden.delete(solverId)) hidden.add(solverId)
  useSolvers.setState({ hidden })
}

/** Ids of the solvers that Send asks. */
export const enabledSolverIds = (): string[] =>
  useSolvers
    .getState()
    .solvers.filter(({ solver }) => solver.enabled)
    .map(({ solver }) => solver.id)
