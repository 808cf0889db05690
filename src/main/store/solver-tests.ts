import type { SolverTest } from '../../contract/solver-methods.ts'
import { SolverTest as Schema } from '../../contract/solver-methods.ts'
import type { Db } from './database.ts'

interface Row {
  readonly solver_id: string
  readonly at: number
  readonly asked: string
  readonly ok: number
  readonly summary: string
  readonly sent: string
  readonly received: string
  readonly status: number | null
  readonly latency_ms: number
}

const COLUMNS = 'solver_id, at, asked, ok, summary, sent, received, status, latency_ms'

const toTest = (row: Row): SolverTest => ({
  solverId: row.solver_id,
  at: row.at,
  asked: Schema.unwrap().shape.asked.parse(row.asked),
  ok: row.ok === 1,
  summary: row.summary,
  sent: row.sent,
  received: row.received,
  ...(row.status !== null && { status: row.status }),
  latencyMs: row.latency_ms,
})

export interface SolverTestsTable {
  /** What was sent and received comes without the key. */
  insert(test: SolverTest): void
  /** Newest first, of one solver or of all; `total` counts all of them. */
  list(solverId: string | undefined, limit: number): { readonly tests: SolverTest[]; readonly total: number }
  newest(solverId: string): SolverTest | undefined
}

/** The queries of connection tests, over an open database. */
export function createSolverTestsTable(db: Db): SolverTestsTable {
  const insert = db.prepare<[Row]>(
    `INSERT INTO solver_tests (${COLUMNS})
     VALUES (@solver_id, @at, @asked, @ok, @summary, @sent, @received, @status, @latency_ms)`,
  )
  const all = db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM solver_tests ORDER BY seq DESC LIMIT ?`)
  const of = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM solver_tests WHERE solver_id = ? ORDER BY seq DESC LIMIT ?`,
  )
  const count = db.prepare<[], number>('SELECT count(*) FROM solver_tests').pluck()
  const countOf = db.prepare<[string], number>('SELECT count(*) FROM solver_tests WHERE solver_id = ?').pluck()
  return {
    insert: ({ solverId, latencyMs, ok, status, ...test }) => {
      insert.run({ ...test, solver_id: solverId, ok: ok ? 1 : 0, status: status ?? null, latency_ms: latencyMs })
    },
    list: (solverId, limit) =>
      solverId === undefined
        ? { tests: all.all(limit).map(toTest), total: count.get() ?? 0 }
        : { tests: of.all(solverId, limit).map(toTest), total: countOf.get(solverId) ?? 0 },
    newest: (solverId) => {
      const row = of.get(solverId, 1)
      return row && toTest(row)
    },
  }
}
