import type { JSX } from 'react'
import { planBudget } from '../../state/runs-plan.ts'
import { MoneyField } from './money-field.tsx'
import { limitWords, usePlanned } from './planned.ts'

/** How much the next run may cost. */
export function PlanBudget(): JSX.Element {
  const planned = usePlanned()
  const { budget, solverBudget } = planned.plan
  return (
    <section className="plan-part" aria-labelledby="plan-budget">
      <h2 id="plan-budget">Budget</h2>
      <div className="plan-budget">
        <MoneyField label="Limit for the run" text={budget} onChange={(text) => planBudget({ budget: text })} />
        <span className="dim">for the run</span>
        <MoneyField
          label="Limit for each solver"
          text={solverBudget}
          onChange={(text) => planBudget({ solverBudget: text })}
        />
        <span className="dim">each</span>
      </div>
      <p className="dim xs">{limitWords(planned)}</p>
    </section>
  )
}
