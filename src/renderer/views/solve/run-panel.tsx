import type { JSX } from 'react'
import type { Run } from '../../../contract/run-methods.ts'
import { pauseRun, resumeRun, useBusy } from '../../state/runs-actions.ts'
import { isUnderWay, shownRun, useRuns } from '../../state/runs.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { clockTime, count, plural, when } from '../../ui/words.ts'
import { cost, endedOf, percent, perMinute, roughly, runState, totalOf } from './run-words.ts'
import { Legend, Segments } from './segments.tsx'

function Figure({
  name,
  value,
  small,
  isAside,
}: {
  name: string
  value: string
  small?: string | undefined
  isAside?: boolean
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {small !== undefined && <small className={isAside ? 'aside' : undefined}>{small}</small>}
      </dd>
    </div>
  )
}

/** When it will be over, by the clock. */
const until = (etaMs: number, at: number): string => `until ${when(at + etaMs, at + etaMs + 60_000)}`

function expectedWords({ expected, budget }: Run): string | undefined {
  if (expected === undefined || budget === undefined) return undefined
  return expected <= budget ? 'within budget' : `over the budget by ${cost(expected - budget)}`
}

function Figures({ run, at }: { run: Run; at: number }): JSX.Element {
  const total = totalOf(run.counts)
  const ended = endedOf(run.counts)
  return (
    <dl className="run-figures">
      <Figure name="Finished" value={percent(ended, total)} small={`${count(ended)} of ${count(total)}`} />
      {run.state === 'running' && <Figure name="Rate now" value={perMinute(run.perMinute)} small="tasks / min" />}
      {run.state === 'running' && (
        <Figure
          name="Time left"
          value={run.etaMs === undefined ? '–' : roughly(run.etaMs)}
          small={run.etaMs === undefined ? undefined : until(run.etaMs, at)}
        />
      )}
      {run.endedAt !== undefined && (
        <Figure name="Took" value={roughly(run.endedAt - run.at)} small={`until ${clockTime(run.endedAt)}`} />
      )}
      <Figure
        name="Spent"
        value={cost(run.spent)}
        small={run.budget === undefined ? (run.spent === 0 ? undefined : 'no limit') : `of ${cost(run.budget)}`}
      />
      {run.endedAt === undefined && (
        <Figure
          name="Expected total"
          value={run.expected === undefined ? '–' : cost(run.expected)}
          small={run.expected === undefined ? 'a price is not known' : expectedWords(run)}
          isAside
        />
      )}
    </dl>
  )
}

function Actions({ run }: { run: Run }): JSX.Element | null {
  const isBusy = useBusy('steer')
  if (!isUnderWay(run)) return null
  return (
    <>
      <Button small look="quiet" onClick={() => openDialog({ kind: 'run-budget', runId: run.id })}>
        Budget
      </Button>
      {run.state === 'running' ? (
        <Button small icon="pause" disabled={isBusy} onClick={() => void pauseRun(run)}>
          Pause all
        </Button>
      ) : (
        <Button small icon="play" disabled={isBusy} onClick={() => void resumeRun(run)}>
          Resume
        </Button>
      )}
      <Button small icon="stop" onClick={() => openDialog({ kind: 'cancel-run', runId: run.id })}>
        Cancel run
      </Button>
    </>
  )
}

/** How the run that is shown goes, as a whole. */
export function RunPanel(): JSX.Element | null {
  const shown = useRuns(shownRun)
  if (!shown) return null
  const { run, at } = shown
  const name = `Run ${String(run.number)}`
  return (
    <section className="panel run" aria-label={name}>
      <div className="panel-head">
        <h2>{name}</h2>
        {run.state !== 'running' && (
          <span className={run.state === 'paused' ? 'badge warn' : 'badge'}>{runState(run)}</span>
        )}
        <span className="dim cut">
          {plural(run.items, 'item')}, {plural(run.lanes.length, 'solver')}, started {when(run.at, at)} by {run.by}
        </span>
        <span className="space" />
        <Actions run={run} />
      </div>
      <Figures run={run} at={at} />
      <div className="run-bar">
        <Segments large name={name} counts={run.counts} />
      </div>
      <Legend counts={run.counts} />
    </section>
  )
}
