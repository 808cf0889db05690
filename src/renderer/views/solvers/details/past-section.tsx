import type { JSX } from 'react'
import type { SolverStats } from '../../../../contract/solver-methods.ts'
import { count, decimal, duration, money } from '../../../ui/words.ts'

const PERCENT = 100

/** What the project knows of a solver's last 30 days. */
export function PastSection({ stats }: { stats: SolverStats }): JSX.Element {
  const { recent, solvedShare, latencyP50, latencyP95, spent, reportedWrong, unread } = stats
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Answers', count(recent)],
    ['Solved', solvedShare === undefined ? undefined : `${decimal(solvedShare * PERCENT)} %`],
    [
      'Latency p50, p95',
      latencyP50 === undefined || latencyP95 === undefined
        ? undefined
        : `${duration(latencyP50)}, ${duration(latencyP95)}`,
    ],
    ['Spent', spent === 0 ? '$0' : money(spent)],
    ['Reported wrong', reportedWrong === 0 ? undefined : count(reportedWrong)],
    ['Replies not read', unread === 0 ? undefined : count(unread)],
  ]
  return (
    <section aria-labelledby="solver-past">
      <div className="side-head">
        <h3 id="solver-past">Last 30 days</h3>
      </div>
      <dl className="figures">
        {lines.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
