import type { JSX } from 'react'
import type { Answer } from '../../../core/answer.ts'
import type { Score } from '../../../core/scoring.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Task } from '../../../core/task.ts'
import { type SolverStanding, scoreOf } from '../../state/answers.ts'
import { useEditor } from '../../state/editor.ts'
import { useReadOnly } from '../../state/project.ts'
import { cancelTasks, resolveTask, retryTasks } from '../../state/sending.ts'
import { useSettings } from '../../state/settings.ts'
import { toggleAnswers, useSolvers } from '../../state/solvers.ts'
import { openDialog } from '../../state/view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Keys } from '../../ui/keys.tsx'
import { decimal, duration, money, plural } from '../../ui/words.ts'
import { takeAnswer } from '../commands/context.ts'
import { headline, remedyOf } from '../failure-words.ts'
import { FateMark } from '../fate-mark.tsx'
import { SolverMark } from '../solver-mark.tsx'

const Verdict = ({ score }: { score: Score }): JSX.Element => (
  <span className={`verdict ${score.verdict === 'right' ? 'ok' : 'bad'}`}>
    <Icon name={score.verdict === 'right' ? 'check' : 'close'} />
    {score.verdict === 'right' ? 'Right' : 'Wrong'}
  </span>
)

const working: Partial<Record<Task['status'], string>> = {
  queued: 'Waits for its turn.',
  submitting: 'Is being sent.',
  waiting: 'Is being solved.',
}

function Figures({ answer, score }: { answer: Answer; score: Score | undefined }): JSX.Element {
  return (
    <div className="figures">
      {score && (
        <>
          <span>
            <FateMark fate="hit" />
            <b>{score.hits}</b> hit
          </span>
          <span>
            <FateMark fate="miss" />
            <b>{score.misses}</b> miss
          </span>
          <span title={score.duplicates === 0 ? undefined : `${plural(score.duplicates, 'duplicate')} among them`}>
            <FateMark fate="extra" />
            <b>{score.extras + score.duplicates}</b> extra
          </span>
          <span>
            Error <b>{score.meanErrorPx === undefined ? '–' : `${decimal(score.meanErrorPx)} px`}</b>
          </span>
        </>
      )}
      <span>
        Time <b>{duration(answer.latencyMs)}</b>
      </span>
      <span>
        Cost <b>{answer.cost === undefined ? '–' : answer.cost === 0 ? 'free' : money(answer.cost)}</b>
      </span>
    </div>
  )
}

/** How the newest request stands, where that is more than an answer. */
function TaskState({ task, solver }: { task: Task; solver: Solver }): JSX.Element {
  const words = working[task.status]
  if (words !== undefined)
    return (
      <>
        <p className="says">{words}</p>
        <div className="acts">
          <Button look="link" onClick={() => void cancelTasks([task.id])}>
            Cancel
          </Button>
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
        {!solver.builtIn && (
          <Button look="link" onClick={() => openDialog({ kind: 'solver', solverId: solver.id })}>
            Settings
          </Button>
        )}
      </div>
    </>
  )
}

const TaskWord = ({ task }: { task: Task }): JSX.Element => {
  if (working[task.status] !== undefined) return <span className="verdict accent">Solving</span>
  return (
    <span className={`verdict ${task.status === 'unconfirmed' ? 'warn' : 'bad'}`}>
      <Icon name="warning" />
      {task.status === 'unconfirmed' ? 'Unconfirmed' : 'Failed'}
    </span>
  )
}

/** One solver's answer to the open item. */
export function AnswerCard({ standing, isOnly }: { standing: SolverStanding; isOnly: boolean }): JSX.Element {
  const { solver, answer, task } = standing
  const size = useEditor((state) => state.item?.size)
  const decision = useEditor(({ document }) => document.decision)
  const radius = useSettings(({ settings }) => settings.hitRadius)
  const isHidden = useSolvers(({ hidden }) => hidden.has(solver.id))
  const readOnly = useReadOnly()
  const score = answer && size && scoreOf(answer, decision, size, radius)
  return (
    <article className="answer" aria-label={`Answer of ${solver.name}`}>
      <div className="answer-head">
        <SolverMark position={solver.position} />
        <h3 className="cut">{solver.name}</h3>
        {answer && <span className="dim xs">{plural(answer.points.length, 'point')}</span>}
        <span className="space" />
        {task ? <TaskWord task={task} /> : score && <Verdict score={score} />}
        {answer && (
          <IconButton
            small
            name={isHidden ? `Show ${solver.name} on the picture` : `Hide ${solver.name} on the picture`}
            icon={isHidden ? 'eye-off' : 'eye'}
            keys={String(solver.position + 1)}
            onClick={() => {
              toggleAnswers(solver.id)
            }}
          />
        )}
      </div>
      {task && <TaskState task={task} solver={solver} />}
      {answer && (
        <>
          <Figures answer={answer} score={score} />
          <div className="acts">
            <Button
              look="link"
              reason={readOnly}
              aria-label={`Use the answer of ${solver.name}`}
              onClick={() => {
                takeAnswer(solver.position)
              }}
            >
              Use this answer
            </Button>
            <Keys chords={isOnly ? [['U']] : [['U'], [String(solver.position + 1)]]} />
            <span className="space" />
            <Button
              look="link"
              aria-label={`Raw reply of ${solver.name}`}
              onClick={() => {
                openDialog({ kind: 'raw', of: 'answers', id: answer.id, solverName: solver.name })
              }}
            >
              Raw reply
            </Button>
          </div>
        </>
      )}
    </article>
  )
}
