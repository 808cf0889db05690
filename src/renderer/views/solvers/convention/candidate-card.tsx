import { type JSX, useId, useMemo } from 'react'
import type { ReadingSample } from '../../../../contract/solver-methods.ts'
import { type Convention, conventionFormula, conventionTitle, type Frames } from '../../../../core/convention.ts'
import type { AnswerReading } from '../../../../core/read-answer.ts'
import { decimal } from '../../../ui/words.ts'
import { ReadingCanvas } from './reading-canvas.tsx'
import { figuresOf, type SampleFigures } from './sample-figures.ts'

/** What stands over a picture on which nothing can be seen. */
function overWords(result: AnswerReading, { points, inside }: SampleFigures): string | undefined {
  if (result.kind !== 'points') return 'nothing can be read from this reply'
  if (points === 0) return 'the reply says: nothing there'
  if (inside > 0) return undefined
  return points === 1 ? 'the point lies outside' : `all ${String(points)} points lie outside`
}

/** One reading of one reply: the picture with its points, what it does to the numbers, and how well that fits. */
export function CandidateCard({
  convention,
  sample,
  frames,
  result,
  mark,
  radiusPx,
  isChosen,
  onChoose,
}: {
  convention: Convention
  sample: ReadingSample
  frames: Frames
  result: AnswerReading
  mark: number
  radiusPx: number
  isChosen: boolean
  onChoose: () => void
}): JSX.Element {
  const id = useId()
  const { imageSize, imageHash, targets } = sample
  const picture = useMemo(
    () => ({ imageSize, targets, mark, points: result.kind === 'points' ? result.points : [] }),
    [imageSize, targets, mark, result],
  )
  const figures = figuresOf(picture.points, imageSize, targets, radiusPx)
  const of = ` of ${String(figures.points)}`
  const over = overWords(result, figures)
  const isBest = figures.near !== undefined && figures.points > 0 && figures.near === figures.points
  return (
    <label className={isChosen ? 'candidate on' : 'candidate'}>
      <span className="picture">
        <ReadingCanvas hash={imageHash} picture={picture} />
        {over !== undefined && <span className="over-picture">{over}</span>}
      </span>
      <span className="caption">
        <input
          type="radio"
          name="reading"
          className="radio"
          checked={isChosen}
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-figures`}
          onChange={onChoose}
        />
        <span className="two">
          <span className="strong" id={`${id}-title`}>
            {conventionTitle(convention)}
          </span>
          <span className="cut dim mono">{conventionFormula(convention, frames)}</span>
        </span>
        <span className="candidate-figures" id={`${id}-figures`}>
          <span>inside</span>
          <b>
            {figures.inside}
            {of}
          </b>
          {figures.near !== undefined && (
            <>
              <span>near truth</span>
              <b className={isBest ? 'ok' : figures.near === 0 ? 'dim' : ''}>
                {figures.near}
                {of}
              </b>
              <span>median off</span>
              <b>{figures.medianOffPx === undefined ? '–' : `${decimal(figures.medianOffPx)} px`}</b>
            </>
          )}
        </span>
      </span>
    </label>
  )
}
