import { create } from 'zustand'
import type { SolverInfo, ItemFilter } from '../../contract/payloads.ts'
import type { SolverEstimate } from '../../contract/run-methods.ts'
import type { ReviewState } from '../../core/item.ts'
import { canBeAsked } from '../../core/solver.ts'
import { client, host } from '../host.ts'
import { useChosenItems } from './chosen-items.ts'
import { coalesce } from './coalesce.ts'
import { useQueue } from './queue.ts'
import { useSolvers } from './solvers.ts'

export type ItemsFrom = 'all' | 'unsolved' | 'filter' | 'selection'

/** What the next run will be. */
export interface Plan {
  readonly from: ItemsFrom
  readonly state: ReviewState | undefined
  readonly failed: boolean
  /** Items without an answer of this solver, or of any. */
  readonly unsolvedBy: string | undefined
  readonly text: string
  /** Undefined until a person chooses: those that are on. */
  readonly solverIds: ReadonlySet<string> | undefined
  /** USD as typed; empty is no limit. */
  readonly budget: string
  readonly solverBudget: string
  /** For the items as they were last counted, and for every solver that can be asked. */
  readonly estimate: { readonly items: number; readonly solvers: readonly SolverEstimate[] } | undefined
  /** Set while the estimate is of another plan. */
  readonly isStale: boolean
  /** Why there is none, in words. */
  readonly error: string | undefined
}

const SOON_MS = 250
/** While tasks run, what they cost is counted again now and then. */
const FOLLOW_MS = 5_000

export const usePlan = create<Plan>(() => ({
  from: 'unsolved',
  state: undefined,
  failed: false,
  unsolvedBy: undefined,
  text: '',
  solverIds: undefined,
  budget: '',
  solverBudget: '',
  estimate: undefined,
  isStale: true,
  error: undefined,
}))

const { getState, setState } = usePlan

/** The items of a plan as the contract has them. */
export function plannedItems(
  { from, state, failed, unsolvedBy, text }: Omit<Plan, 'estimate'>,
  chosen: ReadonlySet<string>,
): ItemFilter {
  if (from === 'all') return {}
  if (from === 'selection') return { ids: [...chosen] }
  return {
    ...(state !== undefined && { state }),
    ...(failed && { failed }),
    ...(unsolvedBy !== undefined && { unsolvedBy }),
    ...(text.trim() !== '' && { text: text.trim() }),
  }
}

/** Solvers that can be asked about an image, in order. */
export const askable = (solvers: readonly SolverInfo[]): SolverInfo[] =>
  solvers.filter(({ solver }) => canBeAsked(solver))

/** The ids that Start asks. */
export const plannedSolverIds = ({ solverIds }: Pick<Plan, 'solverIds'>, solvers: readonly SolverInfo[]): string[] =>
  askable(solvers)
    .map(({ solver }) => solver)
    .filter(({ id, enabled }) => solverIds?.has(id) ?? enabled)
    .map(({ id }) => id)

let generation = 0

async function estimate(): Promise<void> {
  generation += 1
  const asked = generation
  const plan = getState()
  const solverIds = askable(useSolvers.getState().solvers).map(({ solver }) => solver.id)
  if (solverIds.length === 0) {
    setState({ estimate: undefined, isStale: false, error: undefined })
    return
  }
  try {
    const items = plannedItems(plan, useChosenItems.getState().ids)
    const found = await client['runs.estimate']({ items, solverIds, onlyUnsolved: plan.from === 'unsolved' })
    if (asked === generation) setState({ estimate: found, isStale: false, error: undefined })
  } catch (error) {
    if (asked !== generation) return
    setState({ estimate: undefined, isStale: false, error: error instanceof Error ? error.message : String(error) })
  }
}

const estimateSoon = coalesce(estimate, SOON_MS)

/** A person chose something else: until it is counted nothing can be started, or it would not be what the button says. */
const estimateAnew = (): void => {
  setState({ isStale: true })
  estimateSoon()
}

/** Changes which items are asked about; they are counted again soon. */
export function planItems(change: Partial<Pick<Plan, 'from' | 'state' | 'failed' | 'unsolvedBy' | 'text'>>): void {
  setState(change)
  estimateAnew()
}

/** Takes over what the list in Review shows. */
export function planAsListed(): void {
  const { chip, text } = useQueue.getState()
  const state = chip === 'all' || chip === 'failed' ? undefined : chip
  planItems({ from: 'filter', state, failed: chip === 'failed', unsolvedBy: undefined, text })
}

/** Asks a solver too, or leaves it out. */
export function planSolver(id: string, isAsked: boolean): void {
  const ids = new Set(plannedSolverIds(getState(), useSolvers.getState().solvers))
  if (isAsked) ids.add(id)
  else ids.delete(id)
  setState({ solverIds: ids })
}

export const planBudget = (change: Partial<Pick<Plan, 'budget' | 'solverBudget'>>): void => {
  setState(change)
}

/** Keeps the estimate fresh until the returned function is called. */
export function followPlan(): () => void {
  const later = coalesce(estimate, FOLLOW_MS)
  const stops = [
    useSolvers.subscribe((now, before) => {
      if (now.solvers !== before.solvers) estimateSoon()
    }),
    useChosenItems.subscribe(estimateAnew),
    host.listen(({ name }) => {
      if (name === 'items.changed' || name === 'item.changed' || name === 'run.changed') later()
      if (name === 'project.changed') estimateSoon()
    }),
  ]
  void estimate()
  return () => {
    for (const stop of stops) stop()
  }
}
