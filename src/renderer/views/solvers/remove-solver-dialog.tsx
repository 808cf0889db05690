import { type JSX, useState } from 'react'
import { client } from '../../host.ts'
import { useFigures } from '../../state/solvers-figures.ts'
import { neighbourOf, selectSolver } from '../../state/solvers-view.ts'
import { loadSolvers, useSolvers } from '../../state/solvers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { plural } from '../../ui/words.ts'

/** Says what goes and what stays before a solver is removed. */
export function RemoveSolverDialog({
  solverId,
  onClose,
}: {
  solverId: string
  onClose: () => void
}): JSX.Element | null {
  const info = useSolvers(({ solvers }) => solvers.find(({ solver }) => solver.id === solverId))
  const answers = useFigures(({ stats }) => stats.get(solverId)?.answers ?? 0)
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  if (!info) return null
  const { solver, key } = info
  const remove = async (): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    const next = neighbourOf(solverId)
    try {
      await client['solvers.remove']({ id: solverId })
      await loadSolvers()
      if (next !== undefined) selectSolver(next)
      onClose()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      title={`Remove ${solver.name}?`}
      width={460}
      onClose={onClose}
      footer={
        <>
          <span className="space" />
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" disabled={isBusy} onClick={() => void remove()}>
            Remove
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Note kind="error" title="Not removed.">
          {error}
        </Note>
      )}
      <dl className="what-goes">
        <dt>Goes</dt>
        <dd>
          Its profile{key.kind === 'present' || key.kind === 'other-origin' ? ', its key' : ''}, and what still waits to
          be sent to it.
        </dd>
        <dt>Stays</dt>
        <dd>
          {answers === 0
            ? 'Its tasks and what they cost'
            : `Its ${plural(answers, 'answer')}, tasks and what they cost`}{' '}
          stay in the project but are not shown any more. The truth that was made from them stays.
        </dd>
      </dl>
    </Dialog>
  )
}
