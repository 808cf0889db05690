import { type JSX, useState } from 'react'
import type { SolverInfo } from '../../../../contract/payloads.ts'
import type { SolverTest } from '../../../../contract/solver-methods.ts'
import { canBeAsked } from '../../../../core/solver.ts'
import { useRuns } from '../../../state/runs.ts'
import { testSolver, useFigures } from '../../../state/solvers-figures.ts'
import { troubleOf } from '../../../state/solvers-trouble.ts'
import { selectSolver, useSolversView } from '../../../state/solvers-view.ts'
import { resumeSolver, useSolvers } from '../../../state/solvers.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Note } from '../../../ui/note.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { clockTime, duration, moment } from '../../../ui/words.ts'
import { withoutName } from '../../failure-words.ts'
import { reported } from '../reported.ts'
import { countdown, testIcon } from '../test-words.ts'

const SECOND_MS = 1_000

/** Why nothing is sent to a solver for now, in full, and the way to go on where that is for a person to say. */
function TroubleNote({ info }: { info: SolverInfo }): JSX.Element | null {
  const readAt = useSolvers((state) => state.readAt)
  const runs = useRuns(({ known }) => known)
  const now = useNow(SECOND_MS)
  const trouble = troubleOf(info, readAt, runs, now)
  if (!trouble) return null
  const { reason, code, leftMs } = trouble
  const { solver } = info
  const resume = async (): Promise<void> =>
    reported(`${solver.name} could not be tried again`, async () => resumeSolver(solver))
  return (
    <Note
      kind="warning"
      title={
        leftMs === undefined ? (
          'On hold until you act'
        ) : (
          <>
            Goes on by itself
            {/* Not read out each second. */}
            <span aria-hidden="true"> in {countdown(leftMs)}</span>
          </>
        )
      }
      actions={
        code !== undefined && (
          <Button icon="retry" small onClick={() => void resume()}>
            Try now
          </Button>
        )
      }
    >
      {withoutName(reason, solver)} <span className="mono">{code}</span>
    </Note>
  )
}

function Exchange({ test }: { test: SolverTest }): JSX.Element {
  return (
    <>
      <h4 title={moment(test.at)}>Sent, {clockTime(test.at)}</h4>
      <pre className="exchange" tabIndex={0} aria-label="What was sent">
        {test.sent}
      </pre>
      <h4>Came back{test.status !== undefined && `, HTTP ${String(test.status)}`}</h4>
      <pre className="exchange" tabIndex={0} aria-label="What came back">
        {test.received === '' ? 'Nothing.' : test.received}
      </pre>
    </>
  )
}

/** Whether the solver works: its hold, its last test or the one that was picked, and the button that tests again. */
export function ConnectionSection({ info, disabled }: { info: SolverInfo; disabled: boolean }): JSX.Element {
  const { solver, key } = info
  const isTesting = useFigures(({ testing }) => testing.has(solver.id))
  const lastTest = useFigures(({ stats }) => stats.get(solver.id)?.lastTest)
  const picked = useSolversView(({ test }) => test)
  const [error, setError] = useState<string>()
  const test = picked?.solverId === solver.id ? picked : lastTest
  const run = async (): Promise<void> => {
    setError(undefined)
    try {
      await testSolver(solver.id)
      selectSolver(solver.id)
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  const isKeyless = key.kind === 'missing' || key.kind === 'other-origin'
  return (
    <section aria-labelledby="solver-connection">
      <TroubleNote info={info} />
      <div className="side-head">
        <h3 id="solver-connection">Connection</h3>
        <span role="status" className={`line ${isTesting || !test ? 'dim' : test.ok ? 'ok' : 'bad'}`}>
          {isTesting ? (
            'Is being tested…'
          ) : test ? (
            <>
              <Icon name={testIcon(test)} className="small" />
              {test.ok ? 'Works' : 'Does not work'}
              {test.sent !== '' && `, ${duration(test.latencyMs)}`}
            </>
          ) : (
            'Not tested'
          )}
        </span>
        <span className="space" />
        {canBeAsked(solver) && (
          <Button
            small
            icon="retry"
            disabled={disabled || isTesting || isKeyless}
            title={
              isKeyless ? 'Enter a key first' : 'Asks for the balance, or whether the model answers; costs nothing'
            }
            onClick={() => void run()}
          >
            {test ? 'Test again' : 'Test'}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <Note kind="error" title="It could not be tested.">
          {error}
        </Note>
      )}
      {test && (
        <>
          <p className={`summary ${test.ok ? '' : 'bad'}`}>{withoutName(test.summary, solver)}</p>
          {(test.sent !== '' || test.received !== '') && <Exchange test={test} />}
        </>
      )}
    </section>
  )
}
