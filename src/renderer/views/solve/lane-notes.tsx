import type { JSX } from 'react'
import type { Run, RunLane } from '../../../contract/run-methods.ts'
import { resumeRun, useBusy } from '../../state/runs-actions.ts'
import { isUnderWay } from '../../state/runs.ts'
import { useSolvers } from '../../state/solvers.ts'
import { showSolver } from '../../state/solvers-view.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { plural } from '../../ui/words.ts'
import { withoutName } from '../failure-words.ts'

function LaneNote({ run, lane }: { run: Run; lane: RunLane }): JSX.Element {
  const isBusy = useBusy('steer')
  const solver = useSolvers(({ solvers }) => solvers.find((info) => info.solver.id === lane.solverId)?.solver)
  const name = solver?.name
  const reason = solver && lane.reason !== undefined ? withoutName(lane.reason, solver) : lane.reason
  const waiting = plural(lane.counts.queued, 'task')
  if (lane.state === 'over-budget')
    return (
      <Note
        kind="warning"
        title={`${name ?? 'A solver'} has reached its limit; ${waiting} wait.`}
        actions={
          <Button small onClick={() => openDialog({ kind: 'run-budget', runId: run.id })}>
            Raise the limit
          </Button>
        }
      >
        {reason}
      </Note>
    )
  return (
    <Note
      kind="warning"
      title={`${name ?? 'A solver'} is on hold; ${waiting} wait.`}
      actions={
        <>
          <Button small look="quiet" onClick={() => showSolver(lane.solverId)}>
            Open the solver
          </Button>
          <Button small icon="retry" disabled={isBusy} onClick={() => void resumeRun(run, { solverId: lane.solverId })}>
            Try again
          </Button>
        </>
      }
    >
      {reason}
    </Note>
  )
}

/** The lanes that only a person can bring on: why, and the way out. */
export function LaneNotes({ run }: { run: Run }): JSX.Element | null {
  if (!isUnderWay(run)) return null
  const stopped = run.lanes.filter(({ state }) => state === 'held' || state === 'over-budget')
  return (
    <>
      {stopped.map((lane) => (
        <LaneNote key={lane.solverId} run={run} lane={lane} />
      ))}
    </>
  )
}
