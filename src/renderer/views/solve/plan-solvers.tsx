import type { JSX } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import type { SolverEstimate } from '../../../contract/run-methods.ts'
import { askable, planSolver, plannedSolverIds, usePlan } from '../../state/runs-plan.ts'
import { useSolvers } from '../../state/solvers.ts'
import { addSolver } from '../../state/solvers-view.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { count } from '../../ui/words.ts'
import { solverTrouble } from '../key-words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { cost } from './run-words.ts'

const perThousand = (estimate: SolverEstimate | undefined): string => {
  if (!estimate) return ''
  if (estimate.price === 0) return 'free'
  return estimate.price === undefined ? 'unknown' : cost(estimate.price * 1_000)
}

const basisWords: Record<SolverEstimate['basis'], string> = {
  past: 'Median of its own newest answers',
  set: 'As set with the solver',
  free: 'It charges nothing',
  unknown: 'It has no past and no price was set',
}

function Row({
  info,
  estimate,
  isAsked,
}: {
  info: SolverInfo
  estimate: SolverEstimate | undefined
  isAsked: boolean
}): JSX.Element {
  const { solver } = info
  const trouble = solverTrouble(info)
  const expected =
    isAsked && estimate?.price !== undefined && estimate.price > 0 ? cost(estimate.price * estimate.tasks) : ''
  return (
    <li>
      <label className="plan-solver" title={trouble === undefined ? undefined : `${solver.name} ${trouble}`}>
        <input
          type="checkbox"
          className="check"
          checked={isAsked}
          onChange={(event) => planSolver(solver.id, event.currentTarget.checked)}
        />
        <SolverMark mark={solver.mark} />
        <span className="cut">
          {solver.name}
          {trouble !== undefined && (
            <span className="warn trouble">
              <Icon name="warning" className="small" />
              <span className="cut">{trouble}</span>
            </span>
          )}
        </span>
        <span className="number dim" title={estimate && basisWords[estimate.basis]}>
          {perThousand(estimate)}
        </span>
        <span className="number">{expected}</span>
      </label>
    </li>
  )
}

/** How the prices came about, in one line. */
function basisLine(estimates: readonly SolverEstimate[]): string {
  const from = new Set(estimates.map(({ basis }) => basis))
  return [
    from.has('past') && 'median of your answers',
    from.has('set') && 'as you set them',
    from.has('unknown') && 'unknown until a solver has answered or you set one',
  ]
    .filter((words) => words !== false)
    .join(', else ')
}

/** Whom the next run asks, and for how much. */
export function PlanSolvers(): JSX.Element {
  const solvers = askable(useSolvers((state) => state.solvers))
  const chosen = usePlan((plan) => plan.solverIds)
  const estimates = usePlan(({ estimate }) => estimate?.solvers)
  const asked = new Set(plannedSolverIds({ solverIds: chosen }, solvers))
  const basis = basisLine(estimates ?? [])
  return (
    <section className="plan-part" aria-labelledby="plan-solvers">
      <h2 id="plan-solvers">
        Solvers
        <span className="dim">
          {count(asked.size)} of {count(solvers.length)}
        </span>
      </h2>
      {solvers.length === 0 ? (
        <>
          <p className="dim">There is no source of answers yet. A service, a model or your own detector can be one.</p>
          <Button icon="plus" className="start" onClick={addSolver}>
            Add a solver
          </Button>
        </>
      ) : (
        <>
          <div className="plan-solver head xs" aria-hidden="true">
            <span>Source</span>
            <span className="number">per 1,000</span>
            <span className="number">expected</span>
          </div>
          <ul>
            {solvers.map((info) => (
              <Row
                key={info.solver.id}
                info={info}
                isAsked={asked.has(info.solver.id)}
                estimate={estimates?.find(({ solverId }) => solverId === info.solver.id)}
              />
            ))}
          </ul>
          {basis !== '' && (
            <p className="dim xs with-icon">
              <Icon name="information" className="small" />
              Prices: {basis}
            </p>
          )}
        </>
      )}
    </section>
  )
}
