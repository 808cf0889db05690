import { z } from 'zod'
import type { Size } from '../../core/geometry.ts'
import type { Task } from '../../core/task.ts'
import { RemoteId, TaskStatus } from '../../core/task.ts'
import type { Db } from './database.ts'

const Balance = z.object({ at: z.number(), balance: z.number() }).readonly()

/** What is known of a task whose reply was lost. */
const Known = z
  .object({
    /** Tasks of this solver that were sent and had no reply at that time, itself among them. */
    inFlight: z.number().int().optional(),
    /** The newest balance from before it was sent, and the first one from after it was lost, USD. */
    before: Balance.optional(),
    after: Balance.optional(),
  })
  .readonly()
export type Known = z.infer<typeof Known>

interface Row {
  readonly id: string
  readonly item_id: string
  readonly solver_id: string
  readonly run_id: string | null
  readonly status: string
  readonly instruction: string
  readonly attempt_id: string | null
  readonly remote_type: string | null
  readonly remote_id: string | null
  readonly failure_code: string | null
  readonly failure_message: string | null
  readonly cost: number | null
  readonly created_at: number
  readonly submitted_at: number | null
  readonly settled_at: number | null
}

const COLUMNS =
  'id, item_id, solver_id, run_id, status, instruction, attempt_id, remote_type, remote_id, failure_code, failure_message, cost, created_at, submitted_at, settled_at'

const toTask = (row: Row): Task => ({
  id: row.id,
  itemId: row.item_id,
  solverId: row.solver_id,
  ...(row.run_id !== null && { runId: row.run_id }),
  status: TaskStatus.parse(row.status),
  instruction: row.instruction,
  ...(row.attempt_id !== null && { attemptId: row.attempt_id }),
  ...(row.remote_id !== null && { remoteId: RemoteId.parse({ type: row.remote_type, value: row.remote_id }) }),
  ...(row.failure_code !== null && {
    failure: { code: row.failure_code, message: row.failure_message ?? '' },
  }),
  ...(row.cost !== null && { cost: row.cost }),
  createdAt: row.created_at,
  ...(row.submitted_at !== null && { submittedAt: row.submitted_at }),
  ...(row.settled_at !== null && { settledAt: row.settled_at }),
})

const toRow = (task: Task): Row => ({
  id: task.id,
  item_id: task.itemId,
  solver_id: task.solverId,
  run_id: task.runId ?? null,
  status: task.status,
  instruction: task.instruction,
  attempt_id: task.attemptId ?? null,
  remote_type: task.remoteId?.type ?? null,
  remote_id: task.remoteId?.value ?? null,
  failure_code: task.failure?.code ?? null,
  failure_message: task.failure?.message ?? null,
  cost: task.cost ?? null,
  created_at: task.createdAt,
  submitted_at: task.submittedAt ?? null,
  settled_at: task.settledAt ?? null,
})

type OpenStatus = Extract<TaskStatus, 'queued' | 'submitting' | 'waiting' | 'unconfirmed'>

/** Spelt as in the partial index tasks_open, or SQLite does not see that it serves the query. */
const OPEN = `status IN ('queued', 'submitting', 'waiting', 'unconfirmed')`

export interface TasksTable {
  insert(task: Task): void
  /** Writes every column that may change. The caller owns the transition (`advance`) and the transaction. */
  save(task: Task): void
  get(id: string): Task | undefined
  /** Newest first, settled ones included. */
  ofItem(itemId: string): Task[]
  /** The tasks of a solver that stand there, oldest first. */
  withStatus(solverId: string, status: OpenStatus): Task[]
  /** Those of a solver that are queued or waiting, oldest first. */
  unfinishedIds(solverId: string): string[]
  /**
   * The oldest queued tasks of a solver, oldest first, without those of blocked runs. `after` is the place where an earlier call
   * ended (`end`), so that a long queue is walked once and not once for each of its tasks; 0 is the beginning. Nothing comes after a
   * call that found fewer than `limit`: what is stored later is found from the beginning.
   */
  nextQueued(
    solverId: string,
    after: number,
    limit: number,
    blockedRuns: ReadonlySet<string>,
  ): { readonly tasks: Task[]; readonly end: number }
  /** Solvers that have tasks which are not settled. */
  solversWithOpen(): string[]
  /** Whether a task that is queued, submitting, waiting or unconfirmed exists for this item, solver and instruction. */
  hasOpen(itemId: string, solverId: string, instruction: string): boolean
  /** The task to which this solver once gave this id. */
  byRemoteId(solverId: string, value: string): Task | undefined
  /** Size of the picture that was, or will be, sent, pixels. */
  sentSize(id: string): Size | undefined
  setSentSize(id: string, size: Size): void
  /** The last reply that settled a task without an answer, as it came. */
  raw(id: string): string | undefined
  /** What is known of an unconfirmed task beyond its row. */
  known(id: string): Known
  setKnown(id: string, known: Known): void
  /** How many queued tasks of a solver were made after that moment, milliseconds since 1970. */
  countQueued(solverId: string, after: number): number
  setRaw(id: string, bytes: Uint8Array): void
}

/** The queries of tasks, over an open database. */
export function createTasksTable(db: Db): TasksTable {
  const insert = db.prepare<[Row]>(
    `INSERT INTO tasks (${COLUMNS}) VALUES (@id, @item_id, @solver_id, @run_id, @status, @instruction, @attempt_id,
       @remote_type, @remote_id, @failure_code, @failure_message, @cost, @created_at, @submitted_at, @settled_at)`,
  )
  const save = db.prepare<[Row]>(
    `UPDATE tasks SET status = @status, attempt_id = @attempt_id, remote_type = @remote_type, remote_id = @remote_id,
       failure_code = @failure_code, failure_message = @failure_message, cost = @cost,
       submitted_at = @submitted_at, settled_at = @settled_at WHERE id = @id`,
  )
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM tasks WHERE id = ?`)
  const ofItem = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM tasks WHERE item_id = ? ORDER BY seq DESC`)
  const withStatus = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM tasks WHERE solver_id = ? AND status = ? AND ${OPEN} ORDER BY seq`,
  )
  // Blocked runs are passed over here: a row that is not wanted costs a hundredth of one that is handed out.
  const queuedAfter = db.prepare<[string, number, string, number], Row & { readonly seq: number }>(
    `SELECT seq, ${COLUMNS} FROM tasks WHERE solver_id = ? AND status = 'queued' AND seq > ? AND ${OPEN}
       AND coalesce(run_id, '') NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
  )
  const unfinished = db
    .prepare<[string], string>(
      `SELECT id FROM tasks WHERE solver_id = ? AND status IN ('queued', 'waiting') AND ${OPEN} ORDER BY seq`,
    )
    .pluck()
  const open = db.prepare<[], string>(`SELECT DISTINCT solver_id FROM tasks WHERE ${OPEN}`).pluck()
  // The plus keeps the query on the index of the item: a solver may have 100,000 open tasks, an item has a few.
  const hasOpen = db.prepare<[string, string, string]>(
    `SELECT 1 FROM tasks WHERE item_id = ? AND +solver_id = ? AND instruction = ? AND ${OPEN}`,
  )
  const byRemote = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM tasks WHERE solver_id = ? AND remote_id = ?`,
  )
  const sent = db.prepare<[string], { width: number | null; height: number | null }>(
    'SELECT sent_width AS width, sent_height AS height FROM tasks WHERE id = ?',
  )
  const setSent = db.prepare<[number, number, string]>('UPDATE tasks SET sent_width = ?, sent_height = ? WHERE id = ?')
  const known = db.prepare<[string], string | null>('SELECT known FROM tasks WHERE id = ?').pluck()
  const setKnown = db.prepare<[string, string]>('UPDATE tasks SET known = ? WHERE id = ?')
  const countQueued = db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM tasks WHERE solver_id = ? AND status = 'queued' AND ${OPEN} AND created_at > ?`,
    )
    .pluck()
  const raw = db.prepare<[string], Buffer | null>('SELECT raw FROM tasks WHERE id = ?').pluck()
  const setRaw = db.prepare<[Uint8Array, string]>('UPDATE tasks SET raw = ? WHERE id = ?')

  return {
    insert: (task) => {
      insert.run(toRow(task))
    },
    save: (task) => {
      save.run(toRow(task))
    },
    get: (id) => {
      const row = get.get(id)
      return row && toTask(row)
    },
    ofItem: (itemId) => ofItem.all(itemId).map(toTask),
    withStatus: (solverId, status) => withStatus.all(solverId, status).map(toTask),
    unfinishedIds: (solverId) => unfinished.all(solverId),
    nextQueued: (solverId, after, limit, blockedRuns) => {
      const rows = queuedAfter.all(solverId, after, JSON.stringify([...blockedRuns]), limit)
      const last = rows.at(-1)
      return { tasks: rows.map(toTask), end: last && rows.length === limit ? last.seq : Number.MAX_SAFE_INTEGER }
    },
    solversWithOpen: () => open.all(),
    hasOpen: (itemId, solverId, instruction) => hasOpen.get(itemId, solverId, instruction) !== undefined,
    byRemoteId: (solverId, value) => {
      const row = byRemote.get(solverId, value)
      return row && toTask(row)
    },
    sentSize: (id) => {
      const row = sent.get(id)
      return row && row.width !== null && row.height !== null ? { width: row.width, height: row.height } : undefined
    },
    setSentSize: (id, size) => {
      setSent.run(size.width, size.height, id)
    },
    known: (id) => Known.parse(JSON.parse(known.get(id) ?? '{}')),
    setKnown: (id, what) => {
      setKnown.run(JSON.stringify(what), id)
    },
    countQueued: (solverId, after) => countQueued.get(solverId, after) ?? 0,
    raw: (id) => raw.get(id)?.toString('utf8'),
    setRaw: (id, bytes) => {
      setRaw.run(bytes, id)
    },
  }
}
