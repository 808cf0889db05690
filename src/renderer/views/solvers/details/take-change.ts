import type { Solver, SolverOptions } from '../../../../core/solver.ts'
import { changeSolver, type SolverChange } from '../../../state/solvers.ts'

/** Stores a change; answers with why it could not be, in words. */
export async function takeChange(solver: Solver, change: SolverChange): Promise<string | undefined> {
  try {
    await changeSolver(solver, change)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The same for options; one that is given as undefined is taken away. */
export const takeOptions = async (
  solver: Solver,
  options: { readonly [K in keyof SolverOptions]?: SolverOptions[K] | undefined },
): Promise<string | undefined> => takeChange(solver, { options })
