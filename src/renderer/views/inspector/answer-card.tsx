import type { JSX } from 'react'
import type { Answer } from '../../../core/answer.ts'
import type { Score } from '../../../core/scoring.ts'
import { type SolverStanding, scoreOf } from '../../state/answers.ts'
import { useEditor } from '../../state/editor.ts'
import { useReadOnly } from '../../state/project.ts'
import { useSettings } from '../../state/settings.ts'
import { toggleAnswers, useSolvers } from '../../state/solvers.ts'
import { openDialog } from '../../state/view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Keys } from '../../ui/keys.tsx'
import { useNow } from '../../ui/use-now.ts'
import { decimal, duration, money, plural, when } from '../../ui/words.ts'
import { takeAnswer } from '../commands/context.ts'
import { FateMark } from '../fate-mark.tsx'
import { SolverMark } from '../solver-mark.tsx'
import { TaskState, TaskWord } from './task-state.tsx'

const Verdict = ({ score }: { score: Score }): JSX.Element => (
  <span className={`verdict ${score.verdict === 'right' ? 'ok' : 'bad'}`}>
    <Icon name={score.verdict === 'right' ? 'check' : 'close'} />
    {score.verdict === 'right' ? 'Right' : 'Wrong'}
  </span>
)

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

/** One solver's answer to the open item. */
export function AnswerCard({ standing, isOnly }: { standing: SolverStanding; isOnly: boolean }): JSX.Element {
  const { solver, answer, task, hold } = standing
  const size = useEditor((state) => state.item?.size)
  const decision = useEditor(({ document }) => document.decision)
  const radius = useSettings(({ settings }) => settings.hitRadius)
  const isHidden = useSolvers(({ hidden }) => hidden.has(solver.id))
  const readOnly = useReadOnly()
  const now = useNow()
  const score = answer && size && scoreOf(answer, decision, size, radius)
  return (
    <article className="answer" aria-label={`Answer of ${solver.name}`}>
      <div className="answer-head">
        <SolverMark mark={solver.mark} />
        <h3 className="cut">{solver.name}</h3>
        {answer && <span className="dim xs points">{plural(answer.points.length, 'point')}</span>}
        <span className="space" />
        {answer ? score && <Verdict score={score} /> : task && <TaskWord task={task} hold={hold} />}
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
      {task && !answer && <TaskState task={task} solver={solver} hold={hold} />}
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
      {task && answer && (
        <section className="again" aria-label={`Newest request to ${solver.name}`}>
          <div className="answer-head">
            <span className="dim xs">Asked again, {when(task.settledAt ?? task.createdAt, now)}</span>
            <span className="space" />
            <TaskWord task={task} hold={hold} />
          </div>
          <TaskState task={task} solver={solver} hold={hold} />
        </section>
      )}
    </article>
  )
}
