import type { SolverInfo } from '../../../contract/payloads.ts'
import { saysCost } from '../../../core/solver.ts'
import { useChosenItems } from '../../state/chosen-items.ts'
import { useProject } from '../../state/project.ts'
import { startRun } from '../../state/runs-actions.ts'
import { type Plan, plannedItems, plannedSolverIds, usePlan } from '../../state/runs-plan.ts'
import { useSolvers } from '../../state/solvers.ts'
import { count } from '../../ui/words.ts'
import { keyTrouble } from '../key-words.ts'
import { cost, type Forecast, forecast, readMoney } from './run-words.ts'

/** The plan summed up, as every part of it needs it. */
export interface Planned {
  readonly plan: Plan
  /** Those that Start asks. */
  readonly solvers: readonly SolverInfo[]
  readonly sums: Forecast
}

function sumUp(plan: Plan, all: readonly SolverInfo[]): Planned {
  const ids = plannedSolverIds(plan, all)
  const solvers = all.filter(({ solver }) => ids.includes(solver.id))
  const sums = forecast(plan.estimate?.solvers.filter(({ solverId }) => ids.includes(solverId)) ?? [])
  return { plan, solvers, sums }
}

export const usePlanned = (): Planned => {
  const plan = usePlan()
  return sumUp(
    plan,
    useSolvers((state) => state.solvers),
  )
}

const notMoney = 'A limit is an amount such as 1.50.'

/** The limits as numbers; undefined where one of them is none. */
function limitsOf({ budget, solverBudget }: Plan): { budget?: number; solverBudget?: number } | undefined {
  const run = readMoney(budget)
  const each = readMoney(solverBudget)
  if (run === 'wrong' || each === 'wrong') return undefined
  return { ...(run !== undefined && { budget: run }), ...(each !== undefined && { solverBudget: each }) }
}

/** What the limits do, in words. Money already in flight when a limit is reached is spent all the same. */
export function limitWords({ plan, solvers, sums }: Planned): string {
  const limits = limitsOf(plan)
  if (!limits) return notMoney
  const { budget, solverBudget } = limits
  if (budget === undefined && solverBudget === undefined) return 'Without a limit everything is sent.'
  const priced = solvers.flatMap(({ solver }) => {
    const price = plan.estimate?.solvers.find(({ solverId }) => solverId === solver.id)?.price
    return price === undefined || price === 0 ? [] : [{ price, open: solver.concurrency }]
  })
  const open = priced.reduce((sum, one) => sum + one.open, 0)
  const most = priced.reduce((sum, one) => sum + one.open * one.price, 0)
  const at = [
    ...(budget === undefined ? [] : [cost(budget)]),
    ...(solverBudget === undefined ? [] : [`${cost(solverBudget)} for each solver`]),
  ].join(', or ')
  const overshoot = open === 0 ? '' : ` Overshoot: the ${count(open)} tasks in flight, at most ${cost(most)}.`
  const isShort = budget !== undefined && budget < sums.cost
  return `Stops sending at ${at}.${overshoot}${isShort ? ' That is less than expected: some tasks will wait.' : ''}`
}

/** Why the plan cannot be started, in words; undefined where it can. */
export function obstacle({ plan, solvers, sums }: Planned, readOnly: string | undefined): string | undefined {
  if (readOnly !== undefined) return readOnly
  if (solvers.length === 0) return 'No solver is chosen.'
  const keyless = solvers.find(({ key }) => keyTrouble(key) !== undefined)
  if (keyless) return `${keyless.solver.name} ${keyTrouble(keyless.key) ?? ''}.`
  const limits = limitsOf(plan)
  if (!limits) return notMoney
  if (limits.budget !== undefined || limits.solverBudget !== undefined) {
    const prices = new Map(plan.estimate?.solvers.map((one) => [one.solverId, one.price]))
    const unpriced = solvers.find(
      ({ solver }) => prices.has(solver.id) && !saysCost(solver) && prices.get(solver.id) === undefined,
    )
    if (unpriced) return `${unpriced.solver.name} does not say what it charges: set its price, or take the limit away.`
  }
  if (plan.error !== undefined) return plan.error
  if (!plan.estimate || plan.isStale) return 'The tasks are being counted.'
  if (plan.estimate.items === 0) return 'No item matches.'
  return sums.tasks === 0
    ? 'Nothing is left to ask: each item is answered, waits for its answer, or is unconfirmed.'
    : undefined
}

const current = (): Planned => sumUp(usePlan.getState(), useSolvers.getState().solvers)

/** Whether Start can be pressed now. */
export const canStart = (): boolean => obstacle(current(), useProject.getState().app?.project.readOnly) === undefined

/** Starts what is planned. */
export async function startPlanned(): Promise<void> {
  const { plan, solvers } = current()
  const limits = limitsOf(plan)
  if (!limits || !canStart()) return
  await startRun({
    items: plannedItems(plan, useChosenItems.getState().ids),
    solverIds: solvers.map(({ solver }) => solver.id),
    onlyUnsolved: plan.from === 'unsolved',
    ...limits,
  })
}
