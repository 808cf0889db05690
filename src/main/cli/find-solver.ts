import type { SolverInfo } from '../../contract/payloads.ts'
import type { Solver } from '../../core/solver.ts'
import { WrongUsage } from '../host/output.ts'

/** The solver of that id, or of that name in any case. Throws WrongUsage with the names there are. */
export function findSolver(solvers: readonly SolverInfo[], wanted: string): Solver {
  const found = solvers.find(({ solver }) => solver.id === wanted || solver.name.toLowerCase() === wanted.toLowerCase())
  if (found) return found.solver
  const names = solvers.map(({ solver }) => `"${solver.name}"`).join(', ')
  throw new WrongUsage(`There is no solver "${wanted}". There are: ${names}.`)
}
