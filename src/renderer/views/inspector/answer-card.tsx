import type { JSX } from 'react'
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
import { plural, when } from '../../ui/words.ts'
import { takeAnswer } from '../commands/context.ts'
import { SolverMark } from '../solver-mark.tsx'
import { AnswerFigures } from './answer-figures.tsx'
import { FeedbackLine } from './feedback-line.tsx'
import { ResultConflicts } from './result-conflicts.tsx'
import { TaskState, TaskWord } from './task-state.tsx'

const Verdict = ({ score }: { score: Score }): JSX.Element => (
  <span className={`verdict ${score.verdict === 'right' ? 'ok' : 'bad'}`}>
    <Icon name={score.verdict === 'right' ? 'check' : 'close'} />
    {score.verdict === 'right' ? 'Right' : 'Wrong'}
  </span>
)

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
          <AnswerFigures answer={answer} score={score} />
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
          <FeedbackLine answerId={answer.id} name={solver.name} verdict={score?.verdict} />
        </>
      )}
      <ResultConflicts solverId={solver.id} name={solver.name} />
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
