import { type JSX, useEffect } from 'react'
import { followPlan } from '../../state/runs-plan.ts'
import { PlanBudget } from './plan-budget.tsx'
import { PlanItems } from './plan-items.tsx'
import { PlanSolvers } from './plan-solvers.tsx'
import { PlanStart } from './plan-start.tsx'

/** The next run: what, whom, for how much, and the button that starts it. */
export function PlanPane(): JSX.Element {
  useEffect(followPlan, [])
  return (
    <aside className="plan" aria-label="New run" data-pane>
      <div className="plan-scroll">
        <PlanItems />
        <PlanSolvers />
        <PlanBudget />
      </div>
      <PlanStart />
    </aside>
  )
}
