import type { JSX } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import { standings } from '../../state/answers.ts'
import { useItem } from '../../state/item.ts'
import { changeSolver, useSolvers } from '../../state/solvers.ts'
import { showSolver } from '../../state/solvers-view.ts'
import { Icon } from '../../ui/icon.tsx'
import { report } from '../../ui/report.ts'
import { solverTrouble } from '../key-words.ts'
import { SolverMark } from '../solver-mark.tsx'

/** With more solvers than this, names have no room but in the widest windows. */
const ROOMY = 3

async function toggle({ solver }: SolverInfo): Promise<void> {
  try {
    await changeSolver(solver, { enabled: !solver.enabled })
  } catch (error) {
    report(`${solver.name} could not be turned ${solver.enabled ? 'off' : 'on'}`, error)
  }
}

/** The solvers, each with its mark; those that are on are asked by Send. */
export function SolverChips(): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  const detail = useItem((state) => state.detail)
  const failed = new Set(
    standings(detail, solvers)
      .filter(({ task }) => task?.status === 'failed' || task?.status === 'unconfirmed')
      .map(({ solver }) => solver.id),
  )
  return (
    <div className={solvers.length > ROOMY ? 'solver-chips many' : 'solver-chips'} role="group" aria-label="Solvers">
      {solvers.map((info) => {
        const { solver } = info
        const trouble = solverTrouble(info)
        return (
          <button
            key={solver.id}
            type="button"
            role="switch"
            aria-checked={solver.enabled}
            aria-label={trouble === undefined ? solver.name : `${solver.name}, ${trouble}`}
            className={['solver', solver.enabled && 'on', failed.has(solver.id) && 'failed'].filter(Boolean).join(' ')}
            title={
              trouble === undefined
                ? `${solver.name}: ${solver.enabled ? 'asked by Send' : 'off'}`
                : `${solver.name} ${trouble}`
            }
            onClick={() => {
              if (trouble !== undefined && !solver.enabled) showSolver(solver.id)
              else void toggle(info)
            }}
          >
            <SolverMark mark={solver.mark} dimmed={!solver.enabled} />
            <span className="only-wide cut word">{solver.name}</span>
            {failed.has(solver.id) || (trouble !== undefined && solver.enabled) ? (
              <Icon name="warning" className="small bad" />
            ) : (
              <i className="switch" aria-hidden="true" />
            )}
          </button>
        )
      })}
    </div>
  )
}
