import type { JSX } from 'react'
import type { SolverStats } from '../../../../contract/solver-methods.ts'
import { isFree, type Solver } from '../../../../core/solver.ts'
import { NumberField } from './number-field.tsx'
import { Row } from './row.tsx'
import { takeChange } from './take-change.ts'

const THOUSAND = 1_000
const RATE_SECONDS = 10

/** How many tasks at once, how many in which time, and what they cost. */
export function PaceFields({ solver, stats }: { solver: Solver; stats: SolverStats | undefined }): JSX.Element {
  const { rate, concurrency, price } = solver
  const measured = stats?.price === undefined ? undefined : Number((stats.price * THOUSAND).toPrecision(3))
  return (
    <>
      <Row label="At once" className="pace">
        <div className="beside">
          <NumberField
            id="solver-at-once"
            aria-label="Tasks at once"
            whole
            min={1}
            max={64}
            value={concurrency}
            onTake={async (value) => takeChange(solver, { concurrency: value })}
          />
          <span className="dim">and</span>
          <NumberField
            id="solver-rate"
            aria-label="Most tasks in that time"
            placeholder="any"
            whole
            optional
            min={1}
            max={100_000}
            value={rate?.count}
            onTake={async (value) =>
              takeChange(solver, {
                rate: value === undefined ? undefined : { count: value, seconds: rate?.seconds ?? RATE_SECONDS },
              })
            }
          />
          {rate ? (
            <span className="line">
              <span className="dim">per</span>
              <NumberField
                id="solver-rate-seconds"
                aria-label="Seconds of that time"
                min={0.1}
                max={3_600}
                value={rate.seconds}
                onTake={async (value) =>
                  takeChange(solver, { rate: { count: rate.count, seconds: value ?? RATE_SECONDS } })
                }
              />
              <span className="dim">s</span>
            </span>
          ) : (
            <span className="dim">per {RATE_SECONDS} s</span>
          )}
        </div>
      </Row>
      {!isFree(solver) && (
        <Row label="Price" htmlFor="solver-price">
          <div className="beside">
            <span className="dim">$</span>
            <NumberField
              id="solver-price"
              optional
              min={0}
              max={100_000}
              placeholder={measured === undefined ? '–' : String(measured)}
              value={price}
              onTake={async (value) => takeChange(solver, { price: value })}
            />
            <span className="dim">
              per 1,000,{' '}
              {price === undefined
                ? measured === undefined
                  ? 'not known yet'
                  : 'measured'
                : measured === undefined
                  ? 'as you set it'
                  : `as you set it; measured $${String(measured)}`}
            </span>
          </div>
        </Row>
      )}
    </>
  )
}
