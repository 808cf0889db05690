import { type JSX, memo } from 'react'
import type { Run, RunLane } from '../../../contract/run-methods.ts'
import type { Solver } from '../../../core/solver.ts'
import { pauseRun, resumeRun, useBusy } from '../../state/runs-actions.ts'
import { isUnderWay, type KnownRun, shownRun, useRuns } from '../../state/runs.ts'
import { useSolvers } from '../../state/solvers.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { count } from '../../ui/words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { LaneNotes } from './lane-notes.tsx'
import { cost, laneState, openOf, perMinute, roughly, totalOf } from './run-words.ts'
import { Segments } from './segments.tsx'
import { Sparkline } from './sparkline.tsx'

const SECOND = 1_000

const signs: Record<RunLane['state'], { icon: IconName; tone: string }> = {
  running: { icon: 'play', tone: 'dim' },
  paused: { icon: 'pause', tone: 'warn' },
  waiting: { icon: 'clock', tone: 'warn' },
  held: { icon: 'warning', tone: 'bad' },
  'over-budget': { icon: 'stop', tone: 'warn' },
  done: { icon: 'check', tone: 'ok' },
}

function Countdown({ lane, at }: { lane: RunLane; at: number }): JSX.Element {
  const now = useNow(SECOND)
  return <>{laneState(lane, lane.untilMs === undefined ? undefined : lane.untilMs - (now - at))}</>
}

function State({ lane, at }: { lane: RunLane; at: number }): JSX.Element {
  const { icon, tone } = signs[lane.state]
  return (
    <span className={`with-icon ${tone}`} title={lane.reason}>
      <Icon name={icon} className="small" />
      <span className="cut">
        {lane.state === 'waiting' ? <Countdown lane={lane} at={at} /> : laneState(lane, undefined)}
      </span>
    </span>
  )
}

function PauseLane({ run, lane, name }: { run: Run; lane: RunLane; name: string }): JSX.Element | null {
  const isBusy = useBusy('steer')
  if (!isUnderWay(run) || lane.state === 'done') return null
  const isPaused = lane.state === 'paused'
  return (
    <IconButton
      small
      name={`${isPaused ? 'Resume' : 'Pause'} ${name}`}
      icon={isPaused ? 'play' : 'pause'}
      disabled={isBusy || run.state === 'paused'}
      onClick={() => void (isPaused ? resumeRun(run, { solverId: lane.solverId }) : pauseRun(run, lane.solverId))}
    />
  )
}

/** Whether it goes on only when a person acts: then no time is left to tell. */
const isStopped = ({ state }: RunLane): boolean => state === 'paused' || state === 'held' || state === 'over-budget'

const Lane = memo(function Lane({
  run,
  lane,
  at,
  solver,
}: {
  run: Run
  lane: RunLane
  at: number
  solver: Solver | undefined
}): JSX.Element {
  const name = solver?.name ?? 'A solver that was removed'
  const { counts } = lane
  const mark = solver?.mark ?? 99
  return (
    <tr>
      <th scope="row">
        <span className="with-icon">
          <SolverMark mark={mark} />
          <span className="cut">{name}</span>
        </span>
      </th>
      <td>
        <State lane={lane} at={at} />
      </td>
      <td className="wide-cell">
        <Segments name={`Progress of ${name}`} counts={counts} />
      </td>
      <td className="number">
        {count(counts.solved)} <span className="dim">/ {count(totalOf(counts))}</span>
      </td>
      <td className="number">{count(counts.failed)}</td>
      <td className="number dim wide-cell">{count(openOf(counts))}</td>
      <td className="number">
        <span className="rate">
          <Sparkline values={lane.ended} mark={mark} />
          <span>{perMinute(lane.perMinute)} / min</span>
        </span>
      </td>
      <td className="number">
        {cost(lane.spent)}
        {lane.limit !== undefined && <span className="dim"> / {lane.limit.toFixed(2)}</span>}
      </td>
      <td className="number">{lane.etaMs === undefined || isStopped(lane) ? '' : roughly(lane.etaMs)}</td>
      <td className="number">
        <PauseLane run={run} lane={lane} name={name} />
      </td>
    </tr>
  )
})

function Lanes({ run, at }: KnownRun): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  return (
    <section className="panel" aria-label="Lanes">
      <table className="list lanes">
        <colgroup>
          <col className="c-lane" />
          <col className="c-state" />
          <col className="wide-cell" />
          <col className="c-done" />
          <col className="c-few" />
          <col className="c-few wide-cell" />
          <col className="c-rate" />
          <col className="c-money" />
          <col className="c-left" />
          <col className="c-act" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col">State</th>
            <th scope="col" className="wide-cell">
              Progress
            </th>
            <th scope="col" className="number">
              Done
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number wide-cell">
              Open
            </th>
            <th scope="col" className="number">
              Rate, 5 min
            </th>
            <th scope="col" className="number">
              Spent / limit
            </th>
            <th scope="col" className="number">
              Left
            </th>
            <th scope="col">
              <span className="unseen">Pause</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {run.lanes.map((lane) => (
            <Lane
              key={lane.solverId}
              run={run}
              lane={lane}
              at={at}
              solver={solvers.find(({ solver }) => solver.id === lane.solverId)?.solver}
            />
          ))}
        </tbody>
      </table>
      <LaneNotes run={run} />
    </section>
  )
}

/** Each solver of the run that is shown. */
export function LanesTable(): JSX.Element | null {
  const shown = useRuns(shownRun)
  return shown ? <Lanes {...shown} /> : null
}
