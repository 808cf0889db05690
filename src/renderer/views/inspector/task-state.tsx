import type { JSX } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { cancelTasks, resolveTask, retryTasks } from '../../state/sending.ts'
import { showConvention, showSolver } from '../../state/solvers-view.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { headline, isUnread, remedyOf, withoutName } from '../failure-words.ts'

const working: Partial<Record<Task['status'], string>> = {
  queued: 'Waits for its turn.',
  submitting: 'Is being sent.',
  waiting: 'Is being solved.',
}

const Settings = ({ solver }: { solver: Solver }): JSX.Element => (
  <Button look="link" onClick={() => showSolver(solver.id)}>
    Settings
  </Button>
)

const RawReply = ({ task, solver }: { task: Task; solver: Solver }): JSX.Element => (
  <Button
    look="link"
    aria-label={`Raw reply of ${solver.name} to the newest request`}
    onClick={() => openDialog({ kind: 'raw', of: 'tasks', id: task.id, solverName: solver.name })}
  >
    Raw reply
  </Button>
)

/** How the newest request stands, where that is more than an answer, and what can be done about it. */
export function TaskState({
  task,
  solver,
  hold,
}: {
  task: Task
  solver: Solver
  hold: SolverInfo['hold']
}): JSX.Element {
  const words = working[task.status]
  if (words !== undefined)
    return (
      <>
        {hold && task.status === 'queued' ? (
          <p className="says" title={hold.reason}>
            {headline(withoutName(hold.reason, solver)).first}
          </p>
        ) : (
          <p className="says">{words}</p>
        )}
        <div className="acts">
          <Button look="link" onClick={() => void cancelTasks([task.id])}>
            Cancel
          </Button>
          {hold && !solver.builtIn && <Settings solver={solver} />}
        </div>
      </>
    )
  if (task.status === 'unconfirmed')
    return (
      <>
        <p className="says">Nobody knows whether it was taken; it may have been paid.</p>
        <div className="acts">
          <Button look="link" onClick={() => void resolveTask(task.id, 'send-again')}>
            Send again
          </Button>
          <Button look="link" onClick={() => void resolveTask(task.id, 'failed')}>
            Count as failed
          </Button>
          <RawReply task={task} solver={solver} />
        </div>
      </>
    )
  if (isUnread(task.failure?.code))
    return (
      <>
        <p className="says" title={task.failure?.message}>
          {headline(task.failure?.message ?? '').first}{' '}
          {task.failure?.code === 'no-convention'
            ? 'Choose how its numbers are read; nothing is sent again.'
            : 'The reply is kept and can be read again without sending.'}
        </p>
        <div className="acts">
          <RawReply task={task} solver={solver} />
          <Button look="link" onClick={() => showConvention(solver.id)}>
            Choose reading
          </Button>
          <Button look="link" onClick={() => void retryTasks([task.id])}>
            Retry
          </Button>
        </div>
      </>
    )
  return (
    <>
      <p className="says" title={task.failure?.message}>
        {headline(task.failure?.message ?? '').first} {!solver.builtIn && remedyOf(task.failure?.code)}
      </p>
      <div className="acts">
        <Button look="link" onClick={() => void retryTasks([task.id])}>
          Retry
        </Button>
        <RawReply task={task} solver={solver} />
        {!solver.builtIn && <Settings solver={solver} />}
      </div>
    </>
  )
}

/** The same in one word. */
export const TaskWord = ({ task, hold }: { task: Task; hold: SolverInfo['hold'] }): JSX.Element => {
  const isWorking = working[task.status] !== undefined
  if (isWorking && !(hold && task.status === 'queued')) return <span className="verdict accent">Solving</span>
  const isFailed = task.status === 'failed'
  return (
    <span className={`verdict ${isFailed ? 'bad' : 'warn'}`}>
      <Icon name="warning" />
      {isWorking ? 'On hold' : isFailed ? 'Failed' : 'Unconfirmed'}
    </span>
  )
}
