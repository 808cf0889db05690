import { type DragEvent, type JSX, type KeyboardEvent, useRef, useState } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import { useRuns } from '../../state/runs.ts'
import { useFigures } from '../../state/solvers-figures.ts'
import { troubleOf } from '../../state/solvers-trouble.ts'
import { selectSolver } from '../../state/solvers-view.ts'
import { changeSolver, moveSolver, useSolvers } from '../../state/solvers.ts'
import { useNow } from '../../ui/use-now.ts'
import { reported } from './reported.ts'
import { SolverRow } from './solver-row.tsx'

const SECOND_MS = 1_000
const DRAGGED = 'application/x-pointcheck-solver'

const move = async (from: number, to: number): Promise<void> =>
  reported('The order could not be stored', async () => moveSolver(from, to))

const toggle = async ({ solver }: SolverInfo): Promise<void> =>
  reported(`${solver.name} could not be turned ${solver.enabled ? 'off' : 'on'}`, async () =>
    changeSolver(solver, { enabled: !solver.enabled }),
  )

/** Every solver in its order. Arrow keys choose a row, Alt with them moves it, Space turns it on or off; rows can be dragged too. */
export function SolverTable({ selectedId }: { selectedId: string | undefined }): JSX.Element {
  const { solvers, readAt } = useSolvers()
  const stats = useFigures((state) => state.stats)
  const testing = useFigures((state) => state.testing)
  const runs = useRuns(({ known }) => known)
  const now = useNow(SECOND_MS)
  const [over, setOver] = useState<number>()
  const body = useRef<HTMLTableSectionElement>(null)

  const focusRow = (at: number): void => {
    const row = body.current?.rows[at]
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const hearKeys = (event: KeyboardEvent<HTMLTableRowElement>, at: number): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: solvers.length - 1,
    }
    const to = steps[event.key]
    const info = solvers[at]
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || !info) return
    if (event.key === ' ') void toggle(info)
    else if (to === undefined) return
    else if (event.altKey) void move(at, to).then(() => focusRow(Math.min(Math.max(to, 0), solvers.length - 1)))
    else if (solvers[to]) {
      selectSolver(solvers[to].solver.id)
      focusRow(to)
    }
    event.preventDefault()
  }
  const drop = (event: DragEvent, at: number): void => {
    event.preventDefault()
    setOver(undefined)
    void move(Number(event.dataTransfer.getData(DRAGGED)), at)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table in which a row is chosen is a grid
    <table className="list solver-table" role="grid" aria-label="Solvers" aria-describedby="solver-keys">
      <thead>
        <tr>
          <th scope="col" className="grip">
            <span className="unseen">Order</span>
          </th>
          <th scope="col" className="on">
            On
          </th>
          <th scope="col">Source</th>
          <th scope="col" className="kind">
            Kind
          </th>
          <th scope="col" className="key">
            Key
          </th>
          <th scope="col" className="test">
            Last test
          </th>
          <th scope="col" className="reads">
            Reads as
          </th>
          <th scope="col" className="number answers">
            Answers
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {solvers.map((info, at) => (
          <SolverRow
            key={info.solver.id}
            info={info}
            stats={stats.get(info.solver.id)}
            trouble={troubleOf(info, readAt, runs, now)}
            now={now}
            isTesting={testing.has(info.solver.id)}
            isSelected={info.solver.id === selectedId}
            onToggle={() => void toggle(info)}
            className={over === at ? 'drop-here' : ''}
            onKeyDown={(event) => hearKeys(event, at)}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, String(at))
              event.dataTransfer.effectAllowed = 'move'
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(DRAGGED)) return
              event.preventDefault()
              setOver(at)
            }}
            onDragEnd={() => setOver(undefined)}
            onDrop={(event) => drop(event, at)}
          />
        ))}
      </tbody>
    </table>
  )
}
