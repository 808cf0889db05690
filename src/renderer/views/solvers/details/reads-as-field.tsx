import type { JSX } from 'react'
import type { Solver } from '../../../../core/solver.ts'
import { changeSolver } from '../../../state/solvers.ts'
import { showConvention } from '../../../state/solvers-view.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { decimal } from '../../../ui/words.ts'
import { readsAs } from '../reading-words.ts'
import { reported } from '../reported.ts'
import { Row } from './row.tsx'

const MEGA = 1_000_000

/** How the numbers of its replies are read, and the way to choose that by looking. */
export function ReadsAsField({ solver }: { solver: Solver }): JSX.Element {
  const reading = readsAs(solver)
  const { resize, convention } = solver.options
  const isResized = convention?.startsWith('resized') === true && resize !== undefined
  return (
    <Row
      label="Reads as"
      help={
        isResized &&
        `Of a picture with sides in multiples of ${String(resize.multiple)}, at most ${decimal(resize.maxPixels / MEGA)} megapixels.`
      }
    >
      <div className="beside">
        {reading === undefined ? (
          <span className="line warn grow">
            <Icon name="warning" className="small" />
            not chosen
          </span>
        ) : (
          <span className="grow">{reading}</span>
        )}
        <Button onClick={() => showConvention(solver.id)}>{reading === undefined ? 'Choose' : 'Change'}</Button>
      </div>
    </Row>
  )
}

/** Whether a picture is sent in the size that the model would make it. */
export function ResizeBefore({ solver }: { solver: Solver }): JSX.Element | null {
  const { resize, resizeBefore = false } = solver.options
  if (!resize) return null
  return (
    <Row label="Resize" help="Then the model changes nothing, and pixels of the sent image are what it means.">
      <label className="beside">
        <input
          type="checkbox"
          className="check"
          checked={resizeBefore}
          onChange={(event) => {
            const { checked } = event.currentTarget
            void reported(`${solver.name} could not be changed`, async () =>
              changeSolver(solver, { options: { resizeBefore: checked || undefined } }),
            )
          }}
        />
        Before it is sent
      </label>
    </Row>
  )
}
