import type { Db } from './database.ts'

/** Failed tasks of one code at one solver. */
export interface FailureCount {
  readonly code: string
  readonly solverId: string
  readonly tasks: number
}

/** A task that may have been paid, with its item. */
export interface UnconfirmedRow {
  readonly taskId: string
  readonly itemId: string
  readonly name: string
  readonly imageHash: string
  readonly solverId: string
  readonly runId: string | null
  readonly sentAt: number
  readonly attemptId: string
  readonly known: string | null
}

/**
 * Tasks that ended badly and still stand so: a task counts until its item is sent to the same solver again, and as long as that
 * solver is there.
 */
export interface FailuresTable {
  counts(runId: string | undefined): FailureCount[]
  /** What was said of one task of a code. */
  message(code: string): string
  /** Those of one code, oldest first. */
  taskIds(runId: string | undefined, code: string): string[]
  /** The items of one code, each once, in the order in which they were added. */
  itemIds(runId: string | undefined, code: string): string[]
  /** Oldest first. */
  unconfirmed(): UnconfirmedRow[]
  /** What answers of a solver cost between two moments, milliseconds since 1970; undefined where there are too many to look through. */
  answeredBetween(solverId: string, from: number, to: number): number | undefined
}

/** Newest answers that are looked through for what they cost. */
const MOST_ANSWERS = 5_000

/** The queries of failed and unconfirmed tasks, over an open database. */
export function createFailuresTable(db: Db): FailuresTable {
  const standing = `t.status = 'failed'
    AND NOT EXISTS (SELECT 1 FROM tasks n WHERE n.item_id = t.item_id AND n.solver_id = t.solver_id AND n.seq > t.seq)`
  const isThere = 'EXISTS (SELECT 1 FROM solvers s WHERE s.id = t.solver_id AND s.removed_at IS NULL)'
  // The plus keeps the query on the index of failed tasks, which holds all that it needs.
  const ofRun = '+t.run_id = @runId AND'
  const both = <Row>(sql: (where: string) => string) => {
    const all = db.prepare<[object], Row>(sql(standing))
    const one = db.prepare<[object], Row>(sql(`${ofRun} ${standing}`))
    return (runId: string | undefined, code = ''): Row[] => (runId === undefined ? all : one).all({ runId, code })
  }
  const counts = both<FailureCount>(
    (where) => `SELECT coalesce(failure_code, '') AS code, solver_id AS solverId, count(*) AS tasks
      FROM tasks t WHERE ${where} GROUP BY failure_code, solver_id HAVING ${isThere}`,
  )
  const tasks = both<{ id: string }>(
    (where) => `SELECT t.id FROM tasks t WHERE t.failure_code = @code AND ${where} AND ${isThere} ORDER BY t.seq`,
  )
  const items = both<{ id: string }>(
    (where) => `SELECT i.id FROM items i WHERE i.id IN
      (SELECT t.item_id FROM tasks t WHERE t.failure_code = @code AND ${where} AND ${isThere}) ORDER BY i.seq`,
  )
  const message = db
    .prepare<[string], string | null>(
      `SELECT failure_message FROM tasks WHERE status = 'failed' AND failure_code = ? LIMIT 1`,
    )
    .pluck()
  const unconfirmed = db.prepare<[], UnconfirmedRow>(
    `SELECT t.id AS taskId, i.id AS itemId, i.name, i.image_hash AS imageHash, t.solver_id AS solverId, t.run_id AS runId,
       coalesce(t.submitted_at, t.created_at) AS sentAt, coalesce(t.attempt_id, '') AS attemptId, t.known
     FROM tasks t JOIN items i ON i.id = t.item_id WHERE t.status = 'unconfirmed' ORDER BY t.seq`,
  )
  const newest = db.prepare<[string, number], { at: number; cost: number | null }>(
    'SELECT at, cost FROM answers WHERE solver_id = ? ORDER BY seq DESC LIMIT ?',
  )
  return {
    counts: (runId) => counts(runId),
    message: (code) => message.get(code) ?? '',
    taskIds: (runId, code) => tasks(runId, code).map(({ id }) => id),
    itemIds: (runId, code) => items(runId, code).map(({ id }) => id),
    unconfirmed: () => unconfirmed.all(),
    answeredBetween: (solverId, from, to) => {
      let sum = 0
      let seen = 0
      for (const { at, cost } of newest.iterate(solverId, MOST_ANSWERS)) {
        if (at <= from) return sum
        seen += 1
        if (at <= to) sum += cost ?? 0
      }
      return seen < MOST_ANSWERS ? sum : undefined
    },
  }
}
