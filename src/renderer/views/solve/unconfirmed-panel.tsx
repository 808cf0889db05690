import type { JSX } from 'react'
import type { UnconfirmedTask } from '../../../contract/run-methods.ts'
import { openItem } from '../../state/item.ts'
import { useThumbnail } from '../../state/pictures.ts'
import { useReadOnly } from '../../state/project.ts'
import { resolveUnconfirmed, useBusy } from '../../state/runs-actions.ts'
import { useUnconfirmed } from '../../state/runs-unconfirmed.ts'
import { useSolvers } from '../../state/solvers.ts'
import { showView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { clockTime, moment, plural } from '../../ui/words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { cost } from './run-words.ts'

const likelyWords: Record<UnconfirmedTask['likely'], string> = {
  paid: 'likely paid',
  'not-received': 'likely not received',
  unknown: 'unknown',
}

function Thumbnail({ hash }: { hash: string }): JSX.Element {
  const thumbnail = useThumbnail(hash)
  return (
    <span className="thumbnail small-one">
      {thumbnail.status === 'ready' && <img src={thumbnail.url} alt="" draggable={false} />}
      {thumbnail.status === 'failed' && <Icon name="unreadable" />}
    </span>
  )
}

function Row({ task }: { task: UnconfirmedTask }): JSX.Element {
  const solver = useSolvers(({ solvers }) => solvers.find((info) => info.solver.id === task.solverId)?.solver)
  const isBusy = useBusy('resolve')
  const readOnly = useReadOnly()
  return (
    <tr>
      <td>
        <button
          type="button"
          className="item-link"
          title={`Open ${task.name} in Review`}
          onClick={() => {
            showView('review')
            void openItem(task.itemId)
          }}
        >
          <Thumbnail hash={task.imageHash} />
          <span className="cut">{task.name}</span>
        </button>
      </td>
      <td>
        <span className="with-icon">
          <SolverMark mark={solver?.mark ?? 99} />
          <span className="cut">{solver?.name ?? 'A solver that was removed'}</span>
        </span>
      </td>
      <td className="dim wide-cell" title={moment(task.sentAt)}>
        {clockTime(task.sentAt)}
      </td>
      <td className="mono dim wide-cell" title={task.attemptId}>
        {task.attemptId.slice(0, 8)}
      </td>
      <td className="dim" title={task.known}>
        {task.known}
      </td>
      <td className="cause">{likelyWords[task.likely]}</td>
      <td>
        <span className="row-acts">
          <Button
            small
            look="quiet"
            disabled={isBusy || readOnly !== undefined}
            aria-label={`Mark ${task.name} as failed`}
            onClick={() => void resolveUnconfirmed(task.taskId, 'failed')}
          >
            Mark failed
          </Button>
          <Button
            small
            disabled={isBusy || readOnly !== undefined}
            aria-label={`Send ${task.name} again${task.price === undefined ? ', price unknown' : `, ${cost(task.price)}`}`}
            onClick={() => void resolveUnconfirmed(task.taskId, 'send-again')}
          >
            Send again{task.price === undefined ? ', price unknown' : `, ${cost(task.price)}`}
          </Button>
        </span>
      </td>
    </tr>
  )
}

/** Tasks of the project that may have been paid; a person decides about each. */
export function UnconfirmedPanel(): JSX.Element | null {
  const { tasks, error } = useUnconfirmed()
  if (tasks.length === 0 && error === undefined) return null
  const most = tasks.reduce((sum, { price }) => sum + (price ?? 0), 0)
  return (
    <section className="panel" aria-labelledby="unconfirmed-title" id="unconfirmed">
      <div className="panel-head">
        <h2 id="unconfirmed-title">Unconfirmed</h2>
        <span className="dim xs">
          {plural(tasks.length, 'task')}
          {most > 0 && `, ${cost(most)} at most`}
        </span>
        <span className="space" />
        <span className="warn with-icon">
          <Icon name="person" className="small" />
          Only you decide
        </span>
      </div>
      {error !== undefined && (
        <Note kind="error" title="The unconfirmed tasks cannot be read.">
          {error}
        </Note>
      )}
      <table className="list unconfirmed" aria-label="Unconfirmed tasks">
        <colgroup>
          <col />
          <col className="c-lane" />
          <col className="c-sent wide-cell" />
          <col className="c-attempt wide-cell" />
          <col className="c-known" />
          <col className="c-likely" />
          <col className="c-acts" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Lane</th>
            <th scope="col" className="wide-cell">
              Sent
            </th>
            <th scope="col" className="wide-cell">
              Attempt
            </th>
            <th scope="col">What is known</th>
            <th scope="col">So it was</th>
            <th scope="col">
              <span className="unseen">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <Row key={task.taskId} task={task} />
          ))}
        </tbody>
      </table>
      <p className="panel-foot dim xs">
        The request left this machine and no task id came back. Sending again may pay twice.
      </p>
    </section>
  )
}
