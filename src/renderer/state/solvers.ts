import { create } from 'zustand'
import type { SolverInfo } from '../../contract/payloads.ts'
import type { Solver, SolverOptions } from '../../core/solver.ts'
import { client } from '../host.ts'

interface Solvers {
  readonly solvers: readonly SolverInfo[]
  /** When they were read, ms since 1970: what a hold still takes counts from here. */
  readonly readAt: number
  /** Solvers whose answers are not drawn on the canvas. */
  readonly hidden: ReadonlySet<string>
}

export const useSolvers = create<Solvers>(() => ({ solvers: [], readAt: 0, hidden: new Set() }))

export async function loadSolvers(): Promise<void> {
  useSolvers.setState({ solvers: await client['solvers.list']({}), readAt: Date.now() })
}

/** Some of the fields; one that is given as undefined is taken away. */
type Change<T> = { readonly [K in keyof T]?: T[K] | undefined }
export type SolverChange = Change<Omit<Solver, 'id' | 'position' | 'options'>> & {
  readonly options?: Change<SolverOptions>
}

const withChange = <T extends object>(whole: T, change: Change<T>): T =>
  Object.fromEntries(Object.entries({ ...whole, ...change }).filter(([, value]) => value !== undefined)) as T

/** Changes go one after the other: each says the whole solver, so two at once would undo each other. */
let last: Promise<unknown> = Promise.resolve()

async function changeNow(id: string, { options = {}, ...rest }: SolverChange): Promise<void> {
  const known = useSolvers.getState().solvers.find(({ solver }) => solver.id === id)?.solver
  if (!known) throw new Error('This solver does not exist any more.')
  const { id: _id, position: _position, ...fields } = known
  const solver = { ...withChange(fields, rest), options: withChange(known.options, options) }
  await client['solvers.save']({ id, solver })
  await loadSolvers()
}

/** Changes some fields of one solver as it is stored by then. Throws ContractError. */
export async function changeSolver({ id }: Pick<Solver, 'id'>, wanted: SolverChange): Promise<void> {
  const turn = last.then(async () => changeNow(id, wanted))
  // Who asked hears of the failure; the next change goes on.
  last = turn.catch(() => undefined)
  return turn
}

/** Tries a solver that is on hold again: storing it says that a person has acted. Throws ContractError. */
export const resumeSolver = async (solver: Solver): Promise<void> => changeSolver(solver, {})

/** Puts the solver at `from` where the one at `to` is. Shown at once, and put back where it cannot be stored. Throws ContractError. */
export async function moveSolver(from: number, to: number): Promise<void> {
  const { solvers } = useSolvers.getState()
  const moved = solvers[from]
  if (!moved || from === to || to < 0 || to >= solvers.length) return
  const others = solvers.filter((info) => info !== moved)
  const ordered = [...others.slice(0, to), moved, ...others.slice(to)]
  useSolvers.setState({ solvers: ordered })
  try {
    await client['solvers.reorder']({ ids: ordered.map(({ solver }) => solver.id) })
  } finally {
    await loadSolvers()
  }
}

/** Draws a solver's answers on the canvas, or stops drawing them. */
export function toggleAnswers(solverId: string): void {
  const hidden = new Set(useSolvers.getState().hidden)
  if (!hidden.delete(solverId)) hidden.add(solverId)
  useSolvers.setState({ hidden })
}

/** Ids of the solvers that Send asks. */
export const enabledSolverIds = (): string[] =>
  useSolvers
    .getState()
    .solvers.filter(({ solver }) => solver.enabled)
    .map(({ solver }) => solver.id)
