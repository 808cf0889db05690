import type { JSX } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import { changeSolver, useSolvers } from '../../state/solvers.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/report.ts'
import { shortKeyWords, solverTrouble } from '../key-words.ts'
import { SolverMark } from '../solver-mark.tsx'

async function toggle({ solver }: SolverInfo): Promise<void> {
  try {
    await changeSolver(solver, { enabled: !solver.enabled })
  } catch (error) {
    report(`${solver.name} could not be changed`, error)
  }
}

/** Every solver, whether it is asked, and what is known of its key. */
export function SolverList(): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  return (
    <table className="list" aria-label="Solvers">
      <thead>
        <tr>
          <th scope="col">Solver</th>
          <th scope="col">Address</th>
          <th scope="col">Key</th>
          <th scope="col">
            <span className="unseen">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {solvers.map((info) => {
          const { solver, hold } = info
          return (
            <tr key={solver.id}>
              <td>
                <label className="beside">
                  <input
                    type="checkbox"
                    className="check"
                    checked={solver.enabled}
                    onChange={() => void toggle(info)}
                  />
                  <SolverMark mark={solver.mark} />
                  {solver.name}
                </label>
              </td>
              <td className="mono">{solver.builtIn ? 'built in, on this machine' : solver.baseUrl}</td>
              <td className={solverTrouble(info) === undefined ? 'dim' : 'warn'} title={hold?.reason}>
                {hold ? `${shortKeyWords(info.key)}, on hold` : shortKeyWords(info.key)}
              </td>
              <td className="number">
                {!solver.builtIn && (
                  <Button
                    look="link"
                    aria-label={`Change ${solver.name}`}
                    onClick={() => openDialog({ kind: 'solver', solverId: solver.id })}
                  >
                    Change
                  </Button>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
