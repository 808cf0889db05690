import type { JSX } from 'react'
import type { Answer } from '../../../core/answer.ts'
import type { Score } from '../../../core/scoring.ts'
import { decimal, duration, money, plural } from '../../ui/words.ts'
import { FateMark } from '../fate-mark.tsx'

/** The scores that came with the points, least to most; undefined where none did. */
function scoreRange({ points }: Answer): string | undefined {
  const scores = points.flatMap(({ score }) => score ?? [])
  if (scores.length === 0) return undefined
  const least = Math.min(...scores).toFixed(2)
  const most = Math.max(...scores).toFixed(2)
  return least === most ? least : `${least} to ${most}`
}

/** How an answer fares, and what it took. */
export function AnswerFigures({ answer, score }: { answer: Answer; score: Score | undefined }): JSX.Element {
  const scores = scoreRange(answer)
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
        Time <b>{answer.latencyMs === 0 ? '–' : duration(answer.latencyMs)}</b>
      </span>
      <span>
        Cost <b>{answer.cost === undefined ? '–' : answer.cost === 0 ? 'free' : money(answer.cost)}</b>
      </span>
      {scores !== undefined && (
        <span title="How sure the solver says it is of its points">
          Score <b>{scores}</b>
        </span>
      )}
    </div>
  )
}
