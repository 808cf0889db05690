import type { Solver } from '../../../core/solver.ts'
import { client } from '../../host.ts'
import { loadSolvers, useSolvers } from '../../state/solvers.ts'
import { selectSolver } from '../../state/solvers-view.ts'
import { reported } from './reported.ts'

const MOST_SIGNS = 80

/** A name that no solver has: `Name 2`, `Name 3` and so on. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/ \d+$/, '')
  for (let number = 2; ; number += 1) {
    const ending = ` ${String(number)}`
    const candidate = `${stem.slice(0, MOST_SIGNS - ending.length)}${ending}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Adds a solver like another one and selects it. It has a name and a mark of its own, and no key: that is entered for one solver. */
export const duplicateSolver = async (solver: Solver): Promise<void> =>
  reported(`${solver.name} could not be duplicated`, async () => {
    const { id: _id, position: _position, mark: _mark, ...fields } = solver
    const taken = new Set(useSolvers.getState().solvers.map((info) => info.solver.name))
    const added = await client['solvers.save']({ solver: { ...fields, name: freeName(solver.name, taken) } })
    await loadSolvers()
    selectSolver(added.solver.id)
  })
