import type { JSX } from 'react'
import { useReadOnly } from '../../state/project.ts'
import { useBusy } from '../../state/runs-actions.ts'
import { isUnderWay, useRuns } from '../../state/runs.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { count, plural } from '../../ui/words.ts'
import { obstacle, type Planned, startPlanned, usePlanned } from './planned.ts'
import { cost, roughly, startPrice } from './run-words.ts'

function Sums({ plan, solvers, sums }: Planned): JSX.Element {
  const items = plan.estimate?.items ?? 0
  const isProduct = sums.tasks === items * solvers.length && solvers.length > 0
  const balances = solvers.flatMap(({ solver }) => {
    const balance = plan.estimate?.solvers.find(({ solverId }) => solverId === solver.id)?.balance
    return balance === undefined ? [] : [`${solver.name} ${cost(balance)}`]
  })
  const isKnown = sums.unpriced === 0
  const range = isKnown && sums.high > sums.low ? [`${cost(sums.low)} to ${cost(sums.high).slice(1)}`] : []
  const known = balances.length > 0 ? [`${range.length > 0 ? 'balance' : 'Balance'} ${balances.join(', ')}`] : []
  const small = [...range, ...known].join('; ')
  return (
    <dl className="plan-sums" aria-busy={plan.isStale}>
      <dt>Tasks</dt>
      <dd>
        {plan.estimate ? count(sums.tasks) : '–'}
        {isProduct && plan.estimate && (
          <span className="dim">
            {' '}
            = {count(items)} × {count(solvers.length)}
          </span>
        )}
      </dd>
      <dt>Time, slowest lane</dt>
      <dd>
        {sums.tasks === 0 ? (
          '–'
        ) : sums.durationMs === undefined ? (
          <span className="dim">unknown</span>
        ) : (
          roughly(sums.durationMs)
        )}
      </dd>
      <dt>Expected cost</dt>
      <dd className="big">
        {!plan.estimate ? (
          '–'
        ) : isKnown ? (
          cost(sums.cost)
        ) : sums.cost > 0 ? (
          `${cost(sums.cost)} +`
        ) : (
          <span className="dim">unknown</span>
        )}
      </dd>
      <dd className="dim xs small-print" title={small}>
        {small}
        {!isKnown && `${small === '' ? '' : '; '}${plural(sums.unpriced, 'solver')} without a known price`}
      </dd>
    </dl>
  )
}

/** What the next run comes to, and the one button that starts it. */
export function PlanStart(): JSX.Element {
  const planned = usePlanned()
  const readOnly = useReadOnly()
  const isBusy = useBusy('start')
  const current = useRuns(({ known }) => known.find(({ run }) => isUnderWay(run))?.run.number)
  const reason = obstacle(planned, readOnly)
  const { plan, sums } = planned
  return (
    <section className="plan-part last" aria-label="Start">
      <Sums {...planned} />
      {plan.error !== undefined && (
        <Note kind="error" title="The tasks cannot be counted.">
          {plan.error}
        </Note>
      )}
      <Button
        look="primary"
        icon="play"
        className="start-run"
        reason={reason}
        disabled={reason !== undefined || isBusy}
        onClick={() => void startPlanned()}
      >
        {sums.tasks === 0 ? 'Start' : `Start ${plural(sums.tasks, 'task')}${startPrice(sums)}`}
      </Button>
      <p className="dim xs centred">
        {reason ??
          `${current === undefined ? '' : `Starts beside run ${String(current)}. `}Nothing is sent twice by itself.`}
      </p>
    </section>
  )
}
