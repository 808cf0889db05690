import type { JSX } from 'react'
import { useState } from 'react'
import type { Solver } from '../../../core/solver.ts'
import { standings } from '../../state/answers.ts'
import { useConnection } from '../../state/connection.ts'
import { useEditor, editor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import { useReadOnly } from '../../state/project.ts'
import { dismissRefusal, resolveTask, retryTasks, useSending } from '../../state/sending.ts'
import { resumeSolver, useSolvers } from '../../state/solvers.ts'
import { showConvention, showSolver } from '../../state/solvers-view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { report } from '../../ui/report.ts'
import { useNow } from '../../ui/use-now.ts'
import { when } from '../../ui/words.ts'
import { headline, isUnread, remedyOf } from '../failure-words.ts'

const tryAgain = async (solver: Solver): Promise<void> => {
  try {
    await resumeSolver(solver)
  } catch (error) {
    report(`${solver.name} could not be tried again`, error)
  }
}

/** A task of the open item that failed, that waits for a solver on hold, or of which nobody knows how it ended: what, why, what to do. */
function TaskBanner(): JSX.Element | null {
  const solvers = useSolvers((state) => state.solvers)
  const detail = useItem((state) => state.detail)
  const [dismissed, setDismissed] = useState<string>()
  const found = standings(detail, solvers).find(
    ({ task, hold }) => task?.status === 'failed' || task?.status === 'unconfirmed' || (task && hold),
  )
  const task = found?.task
  const now = useNow()
  if (!found || !task || task.id === dismissed) return null
  const { solver, hold } = found
  const at = when(task.settledAt ?? task.createdAt, now)
  const { first, rest } = headline(task.failure?.message ?? 'no reason was given.')
  if (hold && task.status !== 'failed' && task.status !== 'unconfirmed')
    return (
      <Note
        key={task.id}
        brief
        kind="warning"
        title={`${solver.name} is on hold; what is to be sent to it waits.`}
        actions={
          <>
            <Button
              look="quiet"
              onClick={() => {
                showSolver(solver.id)
              }}
            >
              Settings
            </Button>
            <Button icon="retry" onClick={() => void tryAgain(solver)}>
              Try again
            </Button>
          </>
        }
      >
        {hold.reason} <span className="mono">{hold.code}</span>
      </Note>
    )
  if (task.status === 'unconfirmed')
    return (
      <Note
        key={task.id}
        brief
        kind="warning"
        title={`Nobody knows whether ${solver.name} took the picture.`}
        actions={
          <>
            <Button look="quiet" onClick={() => void resolveTask(task.id, 'failed')}>
              Count as failed
            </Button>
            <Button icon="retry" onClick={() => void resolveTask(task.id, 'send-again')}>
              Send again
            </Button>
          </>
        }
      >
        Sending again may be paid twice. {task.failure?.message ?? 'Pointcheck was closed while it was being sent.'}{' '}
        {at}
      </Note>
    )
  if (isUnread(task.failure?.code))
    return (
      <Note
        key={task.id}
        brief
        kind="warning"
        title={`${solver.name} answered, and its reply is not read yet.`}
        actions={
          <>
            <Button onClick={() => showConvention(solver.id)}>Choose reading</Button>
            <IconButton
              name="Dismiss"
              icon="close"
              onClick={() => {
                setDismissed(task.id)
              }}
            />
          </>
        }
      >
        {task.failure?.message} <span className="mono">{task.failure?.code}</span>, {at}
      </Note>
    )
  return (
    <Note
      key={task.id}
      brief
      kind="error"
      title={`${solver.name} did not answer: ${first}`}
      actions={
        <>
          {!solver.builtIn && (
            <Button
              look="quiet"
              onClick={() => {
                showSolver(solver.id)
              }}
            >
              Settings
            </Button>
          )}
          <Button icon="retry" onClick={() => void retryTasks([task.id])}>
            Retry
          </Button>
          <IconButton
            name="Dismiss"
            icon="close"
            onClick={() => {
              setDismissed(task.id)
            }}
          />
        </>
      }
    >
      {!solver.builtIn && remedyOf(task.failure?.code)} {rest} <span className="mono">{task.failure?.code}</span>, {at}
    </Note>
  )
}

function SaveBanner(): JSX.Element | null {
  const saving = useEditor((state) => state.saving)
  if (saving.kind !== 'not-saved') return null
  return (
    <Note
      brief
      kind="error"
      title="Your last change is not saved."
      actions={
        <>
          <Button
            look="quiet"
            onClick={() => {
              editor.discard()
            }}
          >
            Discard it
          </Button>
          <Button
            icon="retry"
            onClick={() => {
              editor.retry()
            }}
          >
            Try again
          </Button>
        </>
      }
    >
      {saving.message} It is kept in this window. <span className="mono">{saving.code}</span>
    </Note>
  )
}

function RefusalBanner(): JSX.Element | null {
  const refusal = useSending((state) => state.refusal)
  const openId = useItem(({ id }) => id)
  if (!refusal || (refusal.itemId !== undefined && refusal.itemId !== openId)) return null
  return (
    <Note
      brief
      kind="error"
      title="Not sent."
      actions={<IconButton name="Dismiss" icon="close" onClick={dismissRefusal} />}
    >
      {refusal.message}
    </Note>
  )
}

/** What stands between tools and picture because something needs a decision. */
export function Banners(): JSX.Element {
  const readOnly = useReadOnly()
  const connection = useConnection((state) => state.connection)
  return (
    <>
      {connection === 'lost' && (
        <Note kind="warning" title="The connection to Pointcheck is lost.">
          It is tried again by itself. Work that is not saved stays in this window.
        </Note>
      )}
      {connection === 'refused' && (
        <Note kind="error" title="This window has no access any more.">
          Open the link that was printed in the terminal.
        </Note>
      )}
      {readOnly !== undefined && (
        <Note kind="information" title="This project can only be read.">
          {readOnly}
        </Note>
      )}
      <SaveBanner />
      <RefusalBanner />
      <TaskBanner />
    </>
  )
}
