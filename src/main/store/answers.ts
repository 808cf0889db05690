import { z } from 'zod'
import type { Answer } from '../../core/answer.ts'
import { AnswerPoint } from '../../core/answer.ts'
import { Convention } from '../../core/convention.ts'
import type { Db } from './database.ts'

interface Row {
  readonly id: string
  readonly task_id: string
  readonly item_id: string
  readonly solver_id: string
  readonly points: string
  readonly convention: string
  readonly sent_width: number
  readonly sent_height: number
  readonly frame_width: number | null
  readonly frame_height: number | null
  readonly latency_ms: number
  readonly cost: number | null
  readonly at: number
}

const COLUMNS =
  'id, task_id, item_id, solver_id, points, convention, sent_width, sent_height, frame_width, frame_height, latency_ms, cost, at'

const Points = z.array(AnswerPoint)

const toAnswer = (row: Row): Answer => ({
  id: row.id,
  taskId: row.task_id,
  itemId: row.item_id,
  solverId: row.solver_id,
  points: Points.parse(JSON.parse(row.points)),
  convention: Convention.parse(row.convention),
  sentSize: { width: row.sent_width, height: row.sent_height },
  ...(row.frame_width !== null &&
    row.frame_height !== null && { frameSize: { width: row.frame_width, height: row.frame_height } }),
  latencyMs: row.latency_ms,
  ...(row.cost !== null && { cost: row.cost }),
  at: row.at,
})

const toRow = (answer: Answer, raw: Uint8Array): Row & { readonly raw: Uint8Array } => ({
  id: answer.id,
  task_id: answer.taskId,
  item_id: answer.itemId,
  solver_id: answer.solverId,
  raw,
  points: JSON.stringify(answer.points),
  convention: answer.convention,
  sent_width: answer.sentSize.width,
  sent_height: answer.sentSize.height,
  frame_width: answer.frameSize?.width ?? null,
  frame_height: answer.frameSize?.height ?? null,
  latency_ms: answer.latencyMs,
  cost: answer.cost ?? null,
  at: answer.at,
})

export interface AnswersTable {
  /** `raw` is the reply byte for byte (a key that a service echoed is taken out before). */
  insert(answer: Answer, raw: Uint8Array): void
  get(id: string): Answer | undefined
  /** Oldest first. */
  ofItem(itemId: string): Answer[]
  ofTask(taskId: string): Answer | undefined
  newestOf(itemId: string, solverId: string): Answer | undefined
  /** What the newest answers of a solver cost, USD, and how long they took, milliseconds; newest first. */
  past(solverId: string, limit: number): { readonly cost: number | null; readonly latencyMs: number }[]
  raw(id: string): string | undefined
}

/** The queries of answers, over an open database. */
export function createAnswersTable(db: Db): AnswersTable {
  const insert = db.prepare<[ReturnType<typeof toRow>]>(
    `INSERT INTO answers (${COLUMNS}, raw) VALUES (@id, @task_id, @item_id, @solver_id, @points, @convention,
       @sent_width, @sent_height, @frame_width, @frame_height, @latency_ms, @cost, @at, @raw)`,
  )
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM answers WHERE id = ?`)
  const ofTask = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM answers WHERE task_id = ?`)
  const ofItem = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM answers WHERE item_id = ? ORDER BY at, seq`)
  const newest = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM answers WHERE item_id = ? AND +solver_id = ? ORDER BY at DESC, seq DESC LIMIT 1`,
  )
  const raw = db.prepare<[string], Buffer>('SELECT raw FROM answers WHERE id = ?').pluck()
  const past = db.prepare<[string, number], { cost: number | null; latencyMs: number }>(
    'SELECT cost, latency_ms AS latencyMs FROM answers WHERE solver_id = ? ORDER BY seq DESC LIMIT ?',
  )
  const mapped = (row: Row | undefined): Answer | undefined => row && toAnswer(row)

  return {
    insert: (answer, bytes) => {
      insert.run(toRow(answer, bytes))
    },
    get: (id) => mapped(get.get(id)),
    ofTask: (taskId) => mapped(ofTask.get(taskId)),
    ofItem: (itemId) => ofItem.all(itemId).map(toAnswer),
    newestOf: (itemId, solverId) => mapped(newest.get(itemId, solverId)),
    past: (solverId, limit) => past.all(solverId, limit),
    raw: (id) => raw.get(id)?.toString('utf8'),
  }
}
