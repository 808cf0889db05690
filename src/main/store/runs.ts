import type { RunState } from '../../contract/run-methods.ts'
import type { TaskStatus } from '../../core/task.ts'
import type { Db } from './database.ts'

/** A run as it is stored: what a person decided about it. How it goes is counted from its tasks. */
export interface StoredRun {
  readonly id: string
  /** From 1, for people. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly by: string
  /** Items that tasks were stored for. */
  readonly items: number
  /** USD; absent is no limit. */
  readonly budget?: number
  /** USD for each of its solvers. */
  readonly solverBudget?: number
  readonly state: RunState
  readonly endedAt?: number
  /** In the order of the solvers. */
  readonly solvers: readonly { readonly solverId: string; readonly paused: boolean }[]
}

/** How many tasks of a solver in a run stand at a status, and what they cost, USD. */
export interface RunTally {
  readonly solverId: string
  readonly status: TaskStatus
  readonly tasks: number
  readonly spent: number
}

interface Row {
  readonly id: string
  readonly number: number
  readonly at: number
  readonly by: string
  readonly items: number
  readonly budget: number | null
  readonly solver_budget: number | null
  readonly state: RunState
  readonly ended_at: number | null
}

const COLUMNS = 'id, number, at, by, items, budget, solver_budget, state, ended_at'

export interface RunsTable {
  /** Stores it with the next number, which it returns. */
  insert(run: Omit<StoredRun, 'number'>): number
  /** Writes items, budgets, state and end, and which solvers are paused. */
  save(run: StoredRun): void
  get(id: string): StoredRun | undefined
  /** Runs for which something was stored, newest first; those with a number below `before` where it is given. */
  list(before: number | undefined, limit: number): StoredRun[]
  /** Runs without an end, oldest first: also cancelled ones of which results are still to come. */
  unfinished(): StoredRun[]
  tallies(runId: string): RunTally[]
  /** Items that have tasks in the run. */
  itemsOf(runId: string): number
  /** Those of a run that are queued, oldest first. */
  queuedIds(runId: string): string[]
}

/** The queries of runs, over an open database. */
export function createRunsTable(db: Db): RunsTable {
  const insert = db
    .prepare<[Omit<Row, 'number'>], number>(
      `INSERT INTO runs (id, at, by, items, budget, solver_budget, state, ended_at)
       VALUES (@id, @at, @by, @items, @budget, @solver_budget, @state, @ended_at) RETURNING number`,
    )
    .pluck()
  const addSolver = db.prepare<[string, string, number]>(
    'INSERT INTO run_solvers (run_id, solver_id, paused) VALUES (?, ?, ?)',
  )
  const save = db.prepare<[Omit<Row, 'number'>]>(
    `UPDATE runs SET items = @items, budget = @budget, solver_budget = @solver_budget, state = @state, ended_at = @ended_at
     WHERE id = @id`,
  )
  const setPaused = db.prepare<[number, string, string]>(
    'UPDATE run_solvers SET paused = ? WHERE run_id = ? AND solver_id = ?',
  )
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM runs WHERE id = ?`)
  const solvers = db.prepare<[string], { solver_id: string; paused: number }>(
    `SELECT r.solver_id, r.paused FROM run_solvers r JOIN solvers s ON s.id = r.solver_id
     WHERE r.run_id = ? ORDER BY s.position, s.id`,
  )
  const list = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM runs WHERE number < ? AND items > 0 ORDER BY number DESC LIMIT ?`,
  )
  const unfinished = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM runs WHERE ended_at IS NULL ORDER BY number`)
  const tallies = db.prepare<[string], RunTally>(
    `SELECT solver_id AS solverId, status, count(*) AS tasks, coalesce(sum(cost), 0) AS spent FROM tasks
     WHERE run_id = ? GROUP BY solver_id, status`,
  )
  const items = db.prepare<[string], number>('SELECT count(DISTINCT item_id) FROM tasks WHERE run_id = ?').pluck()
  const queued = db
    .prepare<[string], string>(`SELECT id FROM tasks WHERE run_id = ? AND status = 'queued' ORDER BY seq`)
    .pluck()

  const toRun = (row: Row): StoredRun => ({
    id: row.id,
    number: row.number,
    at: row.at,
    by: row.by,
    items: row.items,
    ...(row.budget !== null && { budget: row.budget }),
    ...(row.solver_budget !== null && { solverBudget: row.solver_budget }),
    state: row.state,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    solvers: solvers.all(row.id).map(({ solver_id, paused }) => ({ solverId: solver_id, paused: paused === 1 })),
  })

  return {
    insert: (run) => {
      const number = insert.get(toRow(run))
      if (number === undefined) throw new Error(`The run ${run.id} was not stored.`)
      for (const { solverId, paused } of run.solvers) addSolver.run(run.id, solverId, paused ? 1 : 0)
      return number
    },
    save: (run) => {
      save.run(toRow(run))
      for (const { solverId, paused } of run.solvers) setPaused.run(paused ? 1 : 0, run.id, solverId)
    },
    get: (id) => {
      const row = get.get(id)
      return row && toRun(row)
    },
    list: (before, limit) => list.all(before ?? Number.MAX_SAFE_INTEGER, limit).map(toRun),
    unfinished: () => unfinished.all().map(toRun),
    tallies: (runId) => tallies.all(runId),
    itemsOf: (runId) => items.get(runId) ?? 0,
    queuedIds: (runId) => queued.all(runId),
  }
}

const toRow = (run: Omit<StoredRun, 'number'>): Omit<Row, 'number'> => ({
  id: run.id,
  at: run.at,
  by: run.by,
  items: run.items,
  budget: run.budget ?? null,
  solver_budget: run.solverBudget ?? null,
  state: run.state,
  ended_at: run.endedAt ?? null,
})
