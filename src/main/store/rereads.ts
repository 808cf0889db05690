import { z } from 'zod'
import { Reread } from '../../contract/solver-methods.ts'
import type { Answer } from '../../core/answer.ts'
import { AnswerPoint } from '../../core/answer.ts'
import { Convention } from '../../core/convention.ts'
import { Size } from '../../core/geometry.ts'
import { TaskFailure } from '../../core/task.ts'
import type { Db } from './database.ts'

/** A reply that is kept, with or without an answer that was read from it. */
export interface KeptReply {
  /** Its place in the order of its kind. */
  readonly seq: number
  readonly taskId: string
  readonly itemId: string
  readonly answerId: string | undefined
  /** Byte for byte. */
  readonly raw: Uint8Array
  /** Of the picture that was sent, pixels. */
  readonly sentSize: Size
}

/** How a task stands: its answer as it was read, or why it has none. */
export const Standing = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('answer'),
      points: z.array(AnswerPoint).readonly(),
      convention: Convention,
      frameSize: Size.optional(),
    })
    .readonly(),
  z.object({ kind: z.literal('failed'), failure: TaskFailure }).readonly(),
])
export type Standing = z.infer<typeof Standing>

interface ReplyRow {
  readonly seq: number
  readonly task_id: string
  readonly item_id: string
  readonly answer_id: string | null
  readonly raw: Buffer
  readonly width: number
  readonly height: number
}

interface RereadRow {
  readonly id: string
  readonly solver_id: string
  readonly at: number
  readonly by: string
  readonly before: string
  readonly after: string
  readonly summary: string
  readonly undone_at: number | null
}

const toReply = (row: ReplyRow): KeptReply => ({
  seq: row.seq,
  taskId: row.task_id,
  itemId: row.item_id,
  answerId: row.answer_id ?? undefined,
  raw: row.raw,
  sentSize: { width: row.width, height: row.height },
})

const toReread = (row: RereadRow): Reread =>
  Reread.parse({
    id: row.id,
    solverId: row.solver_id,
    at: row.at,
    by: row.by,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    summary: JSON.parse(row.summary),
    ...(row.undone_at !== null && { undoneAt: row.undone_at }),
  })

const toRow = (reread: Reread): RereadRow => ({
  id: reread.id,
  solver_id: reread.solverId,
  at: reread.at,
  by: reread.by,
  before: JSON.stringify(reread.before),
  after: JSON.stringify(reread.after),
  summary: JSON.stringify(reread.summary),
  undone_at: reread.undoneAt ?? null,
})

/** Spelt as the partial index tasks_kept_reply asks, or SQLite does not see that it serves the queries. */
const UNREAD = `t.status = 'failed' AND t.raw IS NOT NULL AND t.sent_width IS NOT NULL AND t.sent_height IS NOT NULL
  AND t.failure_code IN ('unreadable-answer', 'no-convention')`
const ANSWERED = 'a.seq, a.task_id, a.item_id, a.id AS answer_id, a.raw, a.sent_width AS width, a.sent_height AS height'
const FAILED =
  't.seq, t.id AS task_id, t.item_id, NULL AS answer_id, t.raw, t.sent_width AS width, t.sent_height AS height'

/** A moment, as the newest rows of what errors of items are computed from. */
export interface Moment {
  readonly answer: number
  readonly revision: number
}

export interface RereadsTable {
  /** Replies of a solver that were read as answers, after the one at `after`, oldest first. */
  answered(solverId: string, after: number, limit: number): KeptReply[]
  /** Replies of failed tasks from which no answer was read, as above. */
  unread(solverId: string, after: number, limit: number): KeptReply[]
  /** The places of all of those. */
  unreadPlaces(solverId: string): number[]
  /** Both together, those of reviewed items first, newest first. */
  samples(solverId: string, limit: number): KeptReply[]
  count(solverId: string): number
  now(): Moment
  /** Items to which an answer or a revision was added since. */
  itemsSince(moment: Moment): Set<string>
  insert(reread: Reread): void
  /** Call in the transaction of the reread, as everything below. */
  keepBefore(rereadId: string, taskId: string, before: Standing): void
  setReading(answerId: string, reading: Pick<Answer, 'points' | 'convention' | 'frameSize'>): void
  removeAnswer(taskId: string): void
  /** The kept reply of a failed task, byte for byte. */
  rawOfTask(id: string): Uint8Array | undefined
  setUndone(id: string, at: number): void
  get(id: string): Reread | undefined
  /** Newest first. */
  list(solverId: string): Reread[]
  /** What a reread changed, with the id of the answer as it stands. */
  changes(id: string, after: string, limit: number): { readonly taskId: string; readonly before: Standing }[]
  /** Whether a service was told about an answer that this reread brought. */
  hasFeedback(id: string): boolean
}

/** The queries of kept replies and of their readings, over an open database. */
export function createRereadsTable(db: Db): RereadsTable {
  const page = (sql: string) => {
    const query = db.prepare<[string, number, number], ReplyRow>(sql)
    return (solverId: string, after: number, limit: number) => query.all(solverId, after, limit).map(toReply)
  }
  const unreadPlaces = db
    .prepare<[string], number>(`SELECT t.seq FROM tasks t WHERE t.solver_id = ? AND ${UNREAD} ORDER BY t.seq`)
    .pluck()
  // The order first and the replies after it: SQLite would carry all of them through the sort.
  const sampleTasks = db
    .prepare<{ solverId: string; limit: number }, string>(
      `SELECT task_id FROM (
         SELECT a.task_id, i.state = 'reviewed' AS reviewed, a.at, a.seq
           FROM answers a JOIN items i ON i.id = a.item_id WHERE a.solver_id = @solverId
         UNION ALL
         SELECT t.id, i.state = 'reviewed', t.settled_at, t.seq
           FROM tasks t JOIN items i ON i.id = t.item_id WHERE t.solver_id = @solverId AND ${UNREAD})
       ORDER BY reviewed DESC, at DESC, seq DESC LIMIT @limit`,
    )
    .pluck()
  const ofTask = db.prepare<{ id: string }, ReplyRow>(
    `SELECT ${ANSWERED} FROM answers a WHERE a.task_id = @id UNION ALL SELECT ${FAILED} FROM tasks t WHERE t.id = @id AND ${UNREAD}`,
  )
  const count = db
    .prepare<{ solverId: string }, number>(
      `SELECT (SELECT count(*) FROM answers WHERE solver_id = @solverId)
            + (SELECT count(*) FROM tasks t WHERE t.solver_id = @solverId AND ${UNREAD})`,
    )
    .pluck()
  const moment = db.prepare<[], Moment>(
    `SELECT (SELECT coalesce(max(seq), 0) FROM answers) AS answer,
            (SELECT coalesce(max(rowid), 0) FROM revisions) AS revision`,
  )
  const answeredSince = db.prepare<[number], string>('SELECT item_id FROM answers WHERE seq > ?').pluck()
  const revisedSince = db.prepare<[number], string>('SELECT item_id FROM revisions WHERE rowid > ?').pluck()
  const insert = db.prepare<[RereadRow]>(
    `INSERT INTO rereads (id, solver_id, at, by, before, after, summary, undone_at)
     VALUES (@id, @solver_id, @at, @by, @before, @after, @summary, @undone_at)`,
  )
  const keepBefore = db.prepare<[string, string, string]>(
    'INSERT INTO reread_changes (reread_id, task_id, before) VALUES (?, ?, ?)',
  )
  const setReading = db.prepare<[string, string, number | null, number | null, string]>(
    'UPDATE answers SET points = ?, convention = ?, frame_width = ?, frame_height = ? WHERE id = ?',
  )
  const removeAnswer = db.prepare<[string]>('DELETE FROM answers WHERE task_id = ?')
  const rawOfTask = db.prepare<[string], Buffer | null>('SELECT raw FROM tasks WHERE id = ?').pluck()
  const setUndone = db.prepare<[number, string]>('UPDATE rereads SET undone_at = ? WHERE id = ?')
  const get = db.prepare<[string], RereadRow>('SELECT * FROM rereads WHERE id = ?')
  const list = db.prepare<[string], RereadRow>('SELECT * FROM rereads WHERE solver_id = ? ORDER BY number DESC')
  const changes = db.prepare<[string, string, number], { task_id: string; before: string }>(
    'SELECT task_id, before FROM reread_changes WHERE reread_id = ? AND task_id > ? ORDER BY task_id LIMIT ?',
  )
  const feedback = db.prepare<[string]>(
    `SELECT 1 FROM reread_changes c JOIN answers a ON a.task_id = c.task_id JOIN feedback f ON f.answer_id = a.id
     WHERE c.reread_id = ? AND json_extract(c.before, '$.kind') = 'failed' LIMIT 1`,
  )

  return {
    answered: page(`SELECT ${ANSWERED} FROM answers a WHERE a.solver_id = ? AND a.seq > ? ORDER BY a.seq LIMIT ?`),
    unread: page(
      `SELECT ${FAILED} FROM tasks t WHERE t.solver_id = ? AND t.seq > ? AND ${UNREAD} ORDER BY t.seq LIMIT ?`,
    ),
    unreadPlaces: (solverId) => unreadPlaces.all(solverId),
    samples: (solverId, limit) =>
      sampleTasks
        .all({ solverId, limit })
        .flatMap((id) => ofTask.all({ id }))
        .map(toReply),
    count: (solverId) => count.get({ solverId }) ?? 0,
    now: () => moment.get() ?? { answer: 0, revision: 0 },
    itemsSince: ({ answer, revision }) => new Set([...answeredSince.all(answer), ...revisedSince.all(revision)]),
    insert: (reread) => {
      insert.run(toRow(reread))
    },
    keepBefore: (rereadId, taskId, before) => {
      keepBefore.run(rereadId, taskId, JSON.stringify(before))
    },
    setReading: (answerId, { points, convention, frameSize }) => {
      setReading.run(JSON.stringify(points), convention, frameSize?.width ?? null, frameSize?.height ?? null, answerId)
    },
    removeAnswer: (taskId) => {
      removeAnswer.run(taskId)
    },
    rawOfTask: (id) => rawOfTask.get(id) ?? undefined,
    setUndone: (id, at) => {
      setUndone.run(at, id)
    },
    get: (id) => {
      const row = get.get(id)
      return row && toReread(row)
    },
    list: (solverId) => list.all(solverId).map(toReread),
    changes: (id, after, limit) =>
      changes
        .all(id, after, limit)
        .map((row) => ({ taskId: row.task_id, before: Standing.parse(JSON.parse(row.before)) })),
    hasFeedback: (id) => feedback.get(id) !== undefined,
  }
}
