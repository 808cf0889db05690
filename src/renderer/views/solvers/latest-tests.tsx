import type { JSX } from 'react'
import { showAllTests, useFigures } from '../../state/solvers-figures.ts'
import { showTest, useSolversView } from '../../state/solvers-view.ts'
import { useSolvers } from '../../state/solvers.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import { clockTime, count, duration, moment, when } from '../../ui/words.ts'
import { withoutName } from '../failure-words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { askedWords, testIcon } from './test-words.ts'

const DAY_MS = 86_400_000

/** How the newest tests of all solvers went; each opens with what was sent and what came back. */
export function LatestTests(): JSX.Element {
  const { tests, totalTests, showsAllTests, error } = useFigures()
  const solvers = useSolvers((state) => state.solvers)
  const shown = useSolversView(({ test }) => test)
  const now = useNow()
  return (
    <section className="panel" aria-labelledby="latest-tests">
      <div className="panel-head">
        <h2 id="latest-tests">Latest tests</h2>
        <span className="space" />
        {totalTests > 5 && (
          <Button look="quiet" small onClick={() => void showAllTests(!showsAllTests)}>
            {showsAllTests ? 'Newest only' : `All ${count(totalTests)}`}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <Note kind="error" title="Tests and figures cannot be read.">
          {error}
        </Note>
      )}
      {tests.length === 0 ? (
        <p className="say">
          Nothing was tested yet. A test asks for the balance, or whether a model answers; it costs nothing.
        </p>
      ) : (
        <table className="list test-table" aria-labelledby="latest-tests">
          <thead>
            <tr>
              <th scope="col" className="time">
                Time
              </th>
              <th scope="col" className="source">
                Source
              </th>
              <th scope="col" className="asked">
                Asked for
              </th>
              <th scope="col">Result</th>
              <th scope="col" className="number latency">
                Latency
              </th>
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => {
              const solver = solvers.find((info) => info.solver.id === test.solverId)?.solver
              return (
                <tr key={`${test.solverId} ${String(test.at)}`} aria-current={test === shown ? 'true' : undefined}>
                  <td className="dim" title={moment(test.at)}>
                    {now - test.at < DAY_MS ? clockTime(test.at) : when(test.at, now)}
                  </td>
                  <td>
                    <span className="line">
                      {solver && <SolverMark mark={solver.mark} />}
                      <span className="cut">{solver?.name ?? 'removed'}</span>
                    </span>
                  </td>
                  <td className="dim">{askedWords[test.asked]}</td>
                  <td>
                    <button
                      type="button"
                      className="line result"
                      title={test.summary}
                      disabled={!solver}
                      onClick={() => showTest(test)}
                    >
                      <Icon name={testIcon(test)} className={`small ${test.ok ? 'ok' : 'bad'}`} />
                      <span className="cut">{solver ? withoutName(test.summary, solver) : test.summary}</span>
                    </button>
                  </td>
                  <td className="number dim">{test.sent === '' ? '–' : duration(test.latencyMs)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
