import { type JSX, useEffect } from 'react'
import type { FailureGroup } from '../../../contract/run-methods.ts'
import { useReadOnly } from '../../state/project.ts'
import { retryFailed, useBusy } from '../../state/runs-actions.ts'
import { followFailures, showFailedItems, useFailures } from '../../state/runs-failures.ts'
import { useSolvers } from '../../state/solvers.ts'
import { showConvention } from '../../state/solvers-view.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { report } from '../../ui/report.ts'
import { count, plural } from '../../ui/words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { cost } from './run-words.ts'
import { saveFailureList } from './save-failure-list.ts'

async function reported(what: string, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    report(what, error)
  }
}

/** Lanes that fit into the cell. */
const LANES_SHOWN = 2

function Where({ group: { bySolver } }: { group: FailureGroup }): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  const lanes = bySolver
    .toSorted((a, b) => b.tasks - a.tasks)
    .map(({ solverId, tasks }) => {
      const solver = solvers.find((info) => info.solver.id === solverId)?.solver
      return { solverId, tasks, mark: solver?.mark ?? 99, name: solver?.name ?? 'A solver that was removed' }
    })
  const words = lanes.map(({ name, tasks }) => `${name}: ${count(tasks)}`)
  const shown = lanes.slice(0, LANES_SHOWN)
  return (
    <span className="with-icon" title={words.join('\n')}>
      <span className="unseen">{words.join(', ')}</span>
      {shown.map(({ solverId, tasks, mark }) => (
        <span key={solverId} className="with-icon" aria-hidden="true">
          <SolverMark mark={mark} />
          {count(tasks)}
        </span>
      ))}
      {lanes.length > shown.length && (
        <span className="dim" aria-hidden="true">
          +{count(lanes.length - shown.length)}
        </span>
      )}
    </span>
  )
}

function Act({ group, runId }: { group: FailureGroup; runId: string }): JSX.Element | null {
  const isBusy = useBusy('start')
  const readOnly = useReadOnly()
  const [first] = group.bySolver
  if (group.action === 'retry')
    return (
      <Button
        small
        icon="retry"
        reason={readOnly}
        disabled={isBusy || readOnly !== undefined}
        aria-label={`Retry ${count(group.tasks)}: ${group.title}`}
        onClick={() => void retryFailed(runId, group.code)}
      >
        Retry {count(group.tasks)}
        {group.price !== undefined && group.price > 0 && `, ${cost(group.price)}`}
      </Button>
    )
  if (group.action === 're-read' && first)
    return (
      <Button
        small
        icon="review"
        aria-label={`Re-read ${count(group.tasks)}: ${group.title}`}
        title="Choose how the kept replies are read; nothing is sent and nothing paid"
        onClick={() => showConvention(first.solverId)}
      >
        Re-read {count(group.tasks)}
      </Button>
    )
  return null
}

function Groups({ groups, runId }: { groups: readonly FailureGroup[]; runId: string }): JSX.Element {
  return (
    <table className="list failures" aria-label="Failed, by cause">
      <colgroup>
        <col className="c-tasks" />
        <col className="c-cause" />
        <col className="c-lanes" />
        <col />
        <col className="c-acts" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="number">
            Tasks
          </th>
          <th scope="col">Cause</th>
          <th scope="col">Lane</th>
          <th scope="col">Remedy</th>
          <th scope="col">
            <span className="unseen">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.code}>
            <td className="number bad strong">{count(group.tasks)}</td>
            <td className="cause" title={`${group.title} (${group.code})`}>
              {group.title}
            </td>
            <td>
              <Where group={group} />
            </td>
            <td className="dim" title={group.remedy}>
              <span className="remedy">{group.remedy}</span>
            </td>
            <td>
              <span className="row-acts">
                <Button
                  small
                  look="quiet"
                  aria-label={`Show ${count(group.tasks)} in Review: ${group.title}`}
                  onClick={() => void reported('The items could not be listed', showFailedItems(runId, group))}
                >
                  Show
                </Button>
                <Act group={group} runId={runId} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Failed tasks of the run that is shown, by cause, each with its remedy. */
export function FailedPanel(): JSX.Element | null {
  const { runId, groups, error } = useFailures()
  useEffect(followFailures, [])
  const tasks = groups.reduce((sum, group) => sum + group.tasks, 0)
  if (runId === undefined || (groups.length === 0 && error === undefined)) return null
  return (
    <section className="panel" aria-labelledby="failed-title">
      <div className="panel-head">
        <h2 id="failed-title">Failed</h2>
        <span className="dim xs">
          {plural(tasks, 'task')}, {plural(groups.length, 'cause')}
        </span>
        <span className="space" />
        {groups.length > 0 && (
          <Button
            small
            look="quiet"
            title="A text file with each failed item and its cause"
            onClick={() => void reported('The list could not be saved', saveFailureList(runId, groups))}
          >
            Save list
          </Button>
        )}
      </div>
      {error !== undefined && (
        <Note kind="error" title="The failures cannot be read.">
          {error}
        </Note>
      )}
      {groups.length > 0 && <Groups groups={groups} runId={runId} />}
    </section>
  )
}
