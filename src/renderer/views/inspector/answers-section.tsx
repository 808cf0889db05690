import type { JSX } from 'react'
import { hitRadiusPx } from '../../../core/scoring.ts'
import { standings } from '../../state/answers.ts'
import { useItem } from '../../state/item.ts'
import { useSettings } from '../../state/settings.ts'
import { useSolvers } from '../../state/solvers.ts'
import { count } from '../../ui/words.ts'
import { AnswerCard } from './answer-card.tsx'

/** What each solver answered, with its figures against the truth on screen. */
export function AnswersSection(): JSX.Element {
  const detail = useItem((state) => state.detail)
  const solvers = useSolvers((state) => state.solvers)
  const radius = useSettings(({ settings }) => settings.hitRadius)
  const shown = standings(detail, solvers)
  const answered = shown.filter(({ answer }) => answer !== undefined).length
  return (
    <section className="section" aria-labelledby="answers-title">
      <div className="panel-head">
        <h3 id="answers-title">Answers</h3>
        {detail && (
          <span className="count">
            {answered === shown.length ? count(answered) : `${count(answered)} of ${count(shown.length)}`}
          </span>
        )}
        <span className="space" />
        {detail && answered > 0 && (
          <span className="dim xs">hit within {Math.round(hitRadiusPx(radius, detail.item.image))} px</span>
        )}
      </div>
      {shown.length === 0 && (
        <p className="say">
          {detail
            ? 'What each solver returned, with its error, time and cost. None has been asked yet.'
            : 'What each solver returned, with error, time and cost.'}
        </p>
      )}
      {shown.map((standing) => (
        <AnswerCard key={standing.solver.id} standing={standing} isOnly={answered === 1} />
      ))}
    </section>
  )
}
