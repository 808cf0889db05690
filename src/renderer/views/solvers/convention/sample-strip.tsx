import { type JSX, useMemo } from 'react'
import type { ReadingSample } from '../../../../contract/solver-methods.ts'
import type { Convention } from '../../../../core/convention.ts'
import type { Resize, Solver } from '../../../../core/solver.ts'
import { readingKey, useReadings } from '../../../state/readings.ts'
import { useThumbnail } from '../../../state/pictures.ts'
import { count, plural } from '../../../ui/words.ts'
import { readSample } from './candidates.ts'

/** Radius of a dot, as a share of the picture's longer side. */
const DOT = 0.025

function Thumb({
  solver,
  sample,
  convention,
  resize,
}: {
  solver: Solver
  sample: ReadingSample
  convention: Convention | undefined
  resize: Resize
}): JSX.Element {
  const thumbnail = useThumbnail(sample.imageHash)
  const { width, height } = sample.imageSize
  const points = useMemo(() => {
    const result = convention && readSample(solver, sample, convention, resize)
    return result?.kind === 'points' ? result.points : []
  }, [solver, sample, convention, resize])
  return (
    <span className="thumb">
      {thumbnail.status === 'ready' && <img src={thumbnail.url} alt="" />}
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden="true">
        {points.map(({ x, y }, index) => (
          <circle key={`${String(index)} ${String(x)} ${String(y)}`} cx={x} cy={y} r={DOT * Math.max(width, height)} />
        ))}
      </svg>
    </span>
  )
}

/** Kept replies to look at, each with its points under the chosen reading. */
export function SampleStrip({
  solver,
  samples,
  at,
  convention,
  resize,
  onPick,
}: {
  solver: Solver
  samples: readonly ReadingSample[]
  at: number
  convention: Convention | undefined
  resize: Resize
  onPick: (at: number) => void
}): JSX.Element {
  const summary = useReadings(({ summaries }) => convention && summaries.get(readingKey({ convention, resize })))
  return (
    <section className="panel strip" aria-labelledby="strip-head">
      <div className="panel-head">
        <h3 id="strip-head">
          {plural(samples.length, 'answer')} under {convention ? 'the chosen reading' : 'no reading yet'}
        </h3>
        {summary && (
          <span className="dim xs">
            {summary.checked > 0
              ? `${count(summary.near)} of ${plural(summary.checked, 'point')} near the truth`
              : `${count(summary.inside)} of ${plural(summary.points, 'point')} inside`}
          </span>
        )}
      </div>
      <ul>
        {samples.map((sample, index) => (
          <li key={sample.taskId}>
            <button
              type="button"
              title={sample.name}
              aria-label={`Answer ${count(index + 1)}, ${sample.name}`}
              aria-current={index === at ? 'true' : undefined}
              onClick={() => onPick(index)}
            >
              <Thumb solver={solver} sample={sample} convention={convention} resize={resize} />
              <span aria-hidden="true">{count(index + 1)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
