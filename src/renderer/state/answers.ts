import type { ItemDetail, SolverInfo } from '../../contract/payloads.ts'
import type { Answer } from '../../core/answer.ts'
import type { Size } from '../../core/geometry.ts'
import { type HitRadius, hitRadiusPx, type Score, scoreAnswer } from '../../core/scoring.ts'
import type { Solver } from '../../core/solver.ts'
import type { Task } from '../../core/task.ts'
import type { Targets } from '../../core/truth.ts'

/** How one solver stands with the open item: its newest answer, and its newest task where that says something else. */
export interface SolverStanding {
  readonly solver: Solver
  readonly answer: Answer | undefined
  /** The newest task where it is under way, failed or unconfirmed. */
  readonly task: Task | undefined
  /** Why nothing is sent to it for now. */
  readonly hold: SolverInfo['hold']
}

const isTelling = (task: Task | undefined): task is Task =>
  task !== undefined && task.status !== 'solved' && task.status !== 'cancelled'

const newest = (answers: readonly Answer[]): Answer | undefined =>
  answers.reduce<Answer | undefined>((best, answer) => (best && best.at >= answer.at ? best : answer), undefined)

/** Every solver that was asked about the item, in the order of the chips. */
export function standings(detail: ItemDetail | undefined, solvers: readonly SolverInfo[]): SolverStanding[] {
  if (!detail) return []
  return solvers.flatMap(({ solver, hold }) => {
    const answer = newest(detail.answers.filter(({ solverId }) => solverId === solver.id))
    const task = detail.tasks.find(({ solverId }) => solverId === solver.id)
    if (!answer && !isTelling(task)) return []
    return [{ solver, answer, task: isTelling(task) ? task : undefined, hold }]
  })
}

/** How an answer fares against the truth on screen; undefined while there is no truth to compare with. */
export function scoreOf(
  answer: Answer,
  truth: { readonly targets: Targets; readonly state: string },
  size: Size,
  radius: HitRadius,
): Score | undefined {
  if (truth.targets.length === 0 && truth.state !== 'reviewed') return undefined
  return scoreAnswer(truth.targets, answer.points, hitRadiusPx(radius, size))
}
