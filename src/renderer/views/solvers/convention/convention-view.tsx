import { type JSX, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { hitRadiusPx } from '../../../../core/scoring.ts'
import { type Convention, partsOf } from '../../../../core/convention.ts'
import type { Resize, Solver } from '../../../../core/solver.ts'
import { loadSamples, loadSummaries, useReadings } from '../../../state/readings.ts'
import { useSettings } from '../../../state/settings.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Note } from '../../../ui/note.tsx'
import { count } from '../../../ui/words.ts'
import { SolverMark } from '../../solver-mark.tsx'
import { backToList } from './back-to-list.ts'
import { CandidateCard } from './candidate-card.tsx'
import { candidates, framesOf, readSample, swapped, usualResize } from './candidates.ts'
import { ReadingAside } from './reading-aside.tsx'
import { SampleStrip } from './sample-strip.tsx'

/** Fields keep Escape for what was typed; here it leaves. */
function leaveOnEscape({ key }: KeyboardEvent): void {
  if (key === 'Escape') backToList()
}

function Head({
  solver,
  at,
  total,
  onStep,
}: {
  solver: Solver
  at: number
  total: number
  onStep: (to: number) => void
}): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null)
  // What opened this view is gone; the keyboard goes on from its title.
  useEffect(() => title.current?.focus(), [])
  return (
    <header className="bar">
      <h1>
        <button type="button" className="crumb" onClick={backToList}>
          Solvers
        </button>
      </h1>
      <Icon name="right" />
      <SolverMark mark={solver.mark} />
      <span className="cut crumb-name">{solver.name}</span>
      <Icon name="right" />
      <h2 className="cut" ref={title} tabIndex={-1}>
        How does it say where?
      </h2>
      <span className="space" />
      {total > 0 && (
        <>
          <IconButton name="Previous answer" icon="left" disabled={at === 0} onClick={() => onStep(at - 1)} />
          <span className="dim" role="status">
            answer {count(at + 1)} of {count(total)}
          </span>
          <IconButton name="Next answer" icon="right" disabled={at >= total - 1} onClick={() => onStep(at + 1)} />
        </>
      )}
    </header>
  )
}

/** Draws real replies of a solver under each reading side by side, so that a person can see which one is right. */
export function ConventionView({ solver }: { solver: Solver }): JSX.Element {
  const { samples, total, status, summaries, error } = useReadings()
  const hitRadius = useSettings(({ settings }) => settings.hitRadius)
  const { options } = solver
  const [chosen, setChosen] = useState<Convention | undefined>(options.convention)
  const [isSwapped, setIsSwapped] = useState(
    () => options.convention !== undefined && !candidates(false).includes(options.convention),
  )
  const [resize, setResize] = useState<Resize>(options.resize ?? usualResize)
  const [at, setAt] = useState(0)
  const shown = useMemo(() => candidates(isSwapped), [isSwapped])
  const sample = samples[at]
  const results = useMemo(
    () => sample && shown.map((convention) => ({ convention, result: readSample(solver, sample, convention, resize) })),
    [sample, shown, solver, resize],
  )

  useEffect(() => {
    void loadSamples(solver.id)
  }, [solver.id])
  useEffect(() => {
    if (status !== 'ready' || total === 0) return undefined
    const abort = new AbortController()
    const readings = shown.map((convention) => ({ solverId: solver.id, convention, resize }))
    void loadSummaries(readings, abort.signal)
    return () => abort.abort()
  }, [status, total, shown, resize, solver.id])

  const flip = (next: boolean): void => {
    setIsSwapped(next)
    if (chosen) setChosen(swapped(chosen))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape bubbles up from its controls
    <main className="page" onKeyDown={leaveOnEscape}>
      <Head solver={solver} at={at} total={samples.length} onStep={setAt} />
      {error !== undefined && (
        <Note kind="error" title="The kept replies cannot be read.">
          {error}
        </Note>
      )}
      <div className="convention">
        <div className="picker" data-pane>
          {status === 'ready' && !sample && <NoReplies />}
          {sample && results && (
            <>
              <div className="picker-tools">
                <label className="beside">
                  <input
                    type="checkbox"
                    className="check"
                    checked={isSwapped}
                    onChange={(event) => flip(event.currentTarget.checked)}
                  />
                  x and y swapped in every reading
                </label>
                <span className="dim">
                  {chosen && partsOf(chosen).swapped ? 'The first number is y.' : 'The first number is x.'}
                </span>
              </div>
              <div className="candidates" role="radiogroup" aria-label="Reading">
                {results.map(({ convention, result }) => (
                  <CandidateCard
                    key={convention}
                    convention={convention}
                    sample={sample}
                    frames={framesOf(sample, resize)}
                    result={result}
                    mark={solver.mark}
                    radiusPx={hitRadiusPx(hitRadius, sample.imageSize)}
                    isChosen={convention === chosen}
                    onChoose={() => setChosen(convention)}
                  />
                ))}
              </div>
              <SampleStrip
                solver={solver}
                samples={samples}
                at={at}
                convention={chosen}
                resize={resize}
                onPick={setAt}
              />
            </>
          )}
        </div>
        <ReadingAside
          solver={solver}
          sample={sample}
          total={total}
          shown={shown}
          chosen={chosen}
          resize={resize}
          summaries={summaries}
          onResize={setResize}
        />
      </div>
    </main>
  )
}

const NoReplies = (): JSX.Element => (
  <div className="full-state">
    <h2>No replies are kept yet</h2>
    <p>
      Send it an image first, with a one-image trial or from Review. Its reply is kept, and here you see where its
      points lie under each reading.
    </p>
    <div className="go">
      <Button onClick={backToList}>Back to the solver</Button>
    </div>
  </div>
)
