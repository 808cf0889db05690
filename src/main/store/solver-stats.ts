import type { Db } from './database.ts'

/** The past of one solver. Times in milliseconds, money in USD. */
export interface SolverPast {
  /** Of all time; the rest but for `unread` is since a moment. */
  readonly answers: number
  readonly recent: number
  readonly solved: number
  readonly failed: number
  readonly spent: number
  readonly latencyP50?: number
  readonly latencyP95?: number
  readonly reportedWrong: number
  /** Kept replies from which no answer was read, whenever they came. */
  readonly unread: number
}

export interface SolverStatsQueries {
  /** What the project knows of a solver since a moment, milliseconds since 1970. */
  of(solverId: string, since: number): SolverPast
}

/** Counts over tasks, answers and feedback. Each query is served by one index. */
export function createSolverStatsQueries(db: Db): SolverStatsQueries {
  const count = (sql: string) => db.prepare<[string], number>(sql).pluck()
  const answers = count('SELECT count(*) FROM answers WHERE solver_id = ?')
  const recent = db
    .prepare<[string, number], number>('SELECT count(*) FROM answers WHERE solver_id = ? AND at >= ?')
    .pluck()
  const latency = db
    .prepare<[string, number, number], number>(
      'SELECT latency_ms FROM answers WHERE solver_id = ? AND at >= ? ORDER BY latency_ms LIMIT 1 OFFSET ?',
    )
    .pluck()
  const ended = db.prepare<[string, number], { status: string; tasks: number; spent: number }>(
    `SELECT status, count(*) AS tasks, total(cost) AS spent FROM tasks
     WHERE solver_id = ? AND settled_at >= ? GROUP BY status`,
  )
  const unsure = db
    .prepare<[string, number], number>(
      `SELECT total(cost) FROM tasks WHERE status = 'unconfirmed' AND solver_id = ? AND submitted_at >= ?`,
    )
    .pluck()
  const wrong = db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM feedback JOIN answers ON answers.id = feedback.answer_id
       WHERE verdict = 'wrong' AND state = 'taken' AND solver_id = ? AND feedback.at >= ?`,
    )
    .pluck()
  const unread = count(
    `SELECT count(*) FROM tasks WHERE solver_id = ? AND status = 'failed' AND raw IS NOT NULL
       AND failure_code IN ('unreadable-answer', 'no-convention')`,
  )

  return {
    of: (solverId, since) => {
      const groups = new Map(ended.all(solverId, since).map((group) => [group.status, group]))
      const many = recent.get(solverId, since) ?? 0
      const at = (share: number) => latency.get(solverId, since, Math.max(0, Math.ceil(many * share) - 1))
      const [latencyP50, latencyP95] = many === 0 ? [] : [at(0.5), at(0.95)]
      return {
        answers: answers.get(solverId) ?? 0,
        recent: many,
        solved: groups.get('solved')?.tasks ?? 0,
        failed: groups.get('failed')?.tasks ?? 0,
        spent: [...groups.values()].reduce((sum, { spent }) => sum + spent, 0) + (unsure.get(solverId, since) ?? 0),
        ...(latencyP50 !== undefined && { latencyP50 }),
        ...(latencyP95 !== undefined && { latencyP95 }),
        reportedWrong: wrong.get(solverId, since) ?? 0,
        unread: unread.get(solverId) ?? 0,
      }
    },
  }
}
