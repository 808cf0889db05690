import type { JSX } from 'react'
import type { Solver } from '../../../../core/solver.ts'
import { SolverMark } from '../../solver-mark.tsx'
import { reported } from '../reported.ts'
import { changeSolver } from '../../../state/solvers.ts'

const names = ['Blue circle', 'Green square', 'Pink triangle', 'Orange diamond', 'Violet hexagon', 'Yellow saltire']

/** The sign that stands for the solver in every list and on every picture. */
export function MarkPicker({ solver, disabled }: { solver: Solver; disabled: boolean }): JSX.Element {
  // One past the sixth is grey; it is offered only to who has it.
  const marks = [
    ...names.map((name, mark) => ({ name, mark })),
    ...(solver.mark < names.length ? [] : [{ name: 'Grey, dashed', mark: solver.mark }]),
  ]
  return (
    <div className="marks" role="radiogroup" aria-label="Mark">
      {marks.map(({ name, mark }) => (
        <label key={mark} title={name} className={mark === solver.mark ? 'on' : undefined}>
          <input
            type="radio"
            name="solver-mark"
            aria-label={name}
            checked={mark === solver.mark}
            disabled={disabled}
            onChange={() => void reported('The mark could not be stored', async () => changeSolver(solver, { mark }))}
          />
          <SolverMark mark={mark} />
        </label>
      ))}
    </div>
  )
}
