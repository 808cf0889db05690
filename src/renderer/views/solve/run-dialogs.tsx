import { type FormEvent, type JSX, useState } from 'react'
import type { Run } from '../../../contract/run-methods.ts'
import { cancelRun, resumeRun, useBusy } from '../../state/runs-actions.ts'
import { useRuns } from '../../state/runs.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { MoneyField } from './money-field.tsx'
import { cancelWords, cost, readMoney } from './run-words.ts'

const useRun = (runId: string): Run | undefined =>
  useRuns(({ known }) => known.find(({ run }) => run.id === runId)?.run)

/** Says what a cancel leaves behind, and cancels. */
export function CancelRunDialog({ runId, onClose }: { runId: string; onClose: () => void }): JSX.Element | null {
  const run = useRun(runId)
  const isBusy = useBusy('steer')
  if (!run) return null
  const cancel = async (): Promise<void> => {
    await cancelRun(run)
    onClose()
  }
  return (
    <Dialog
      title={`Cancel run ${String(run.number)}?`}
      width={440}
      onClose={onClose}
      footer={
        <>
          <span className="space" />
          <Button data-autofocus onClick={onClose}>
            Keep it running
          </Button>
          <Button look="primary" icon="stop" disabled={isBusy} onClick={() => void cancel()}>
            Cancel run
          </Button>
        </>
      }
    >
      <ul className="leaves-behind">
        {cancelWords(run).map((words) => (
          <li key={words}>{words}</li>
        ))}
        <li className="dim">A run that was cancelled does not go on; what it left can be sent with a new one.</li>
      </ul>
    </Dialog>
  )
}

/** An amount as a person would type it: with two digits, or with all it has where those are more. */
function typed(value: number | undefined): string {
  if (value === undefined) return ''
  const cents = value.toFixed(2)
  return Number(cents) === value ? cents : String(value)
}

/** Changes what a run may cost; what waited for that goes on. */
export function RunBudgetDialog({ runId, onClose }: { runId: string; onClose: () => void }): JSX.Element | null {
  const run = useRun(runId)
  const isBusy = useBusy('steer')
  const [budget, setBudget] = useState(typed(run?.budget))
  const [each, setEach] = useState(typed(run?.solverBudget))
  if (!run) return null
  const limits = { budget: readMoney(budget), solverBudget: readMoney(each) }
  const isWrong = limits.budget === 'wrong' || limits.solverBudget === 'wrong'
  const store = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (limits.budget === 'wrong' || limits.solverBudget === 'wrong') return
    await resumeRun(run, { budget: limits.budget ?? null, solverBudget: limits.solverBudget ?? null })
    onClose()
  }
  return (
    <Dialog
      title={`Budget of run ${String(run.number)}`}
      note={`${cost(run.spent)} spent`}
      width={440}
      onClose={onClose}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="run-budget" disabled={isWrong || isBusy}>
            {run.state === 'paused' ? 'Store and resume' : 'Store'}
          </Button>
        </>
      }
    >
      {isWrong && (
        <Note kind="error" title="A limit is an amount such as 1.50.">
          An empty field is no limit.
        </Note>
      )}
      <form id="run-budget" className="form" onSubmit={(event) => void store(event)}>
        <span className="label">For the run</span>
        <MoneyField label="Limit for the run" text={budget} onChange={setBudget} />
        <span className="label">For each solver</span>
        <MoneyField label="Limit for each solver" text={each} onChange={setEach} />
        <p className="help">
          Sending stops at the limit; tasks in flight then are still paid. An empty field is no limit.
        </p>
      </form>
    </Dialog>
  )
}
