import type { TaskStatus } from '../../core/task.ts'
import type { Db } from './database.ts'

/** How a result that came when another stood already relates to it. */
export type ConflictKind = 'late' | 'repeated' | 'contradictory'

export interface Conflict {
  readonly taskId: string
  readonly solverId: string
  readonly kind: ConflictKind
  readonly at: number
  /** Where the task stands. */
  readonly status: TaskStatus
  /** The reply as it came, but for the key. */
  readonly raw: string
}

export interface ConflictsTable {
  insert(conflict: Pick<Conflict, 'taskId' | 'kind' | 'at'>, raw: Uint8Array): void
  /** Newest first; of one item, or of all. */
  list(itemId?: string): Conflict[]
}

/** The queries of conflicts, over an open database. */
export function createConflictsTable(db: Db): ConflictsTable {
  const insert = db.prepare<[string, ConflictKind, Uint8Array, number]>(
    'INSERT INTO conflicts (task_id, kind, raw, at) VALUES (?, ?, ?, ?)',
  )
  const select = `SELECT task_id AS taskId, solver_id AS solverId, kind, at, status, c.raw AS raw
    FROM conflicts c JOIN tasks ON tasks.id = c.task_id`
  type Row = Omit<Conflict, 'raw'> & { readonly raw: Buffer }
  const all = db.prepare<[], Row>(`${select} ORDER BY c.seq DESC`)
  const ofItem = db.prepare<[string], Row>(`${select} WHERE item_id = ? ORDER BY c.seq DESC`)
  return {
    insert: ({ taskId, kind, at }, raw) => {
      insert.run(taskId, kind, raw, at)
    },
    list: (itemId) =>
      (itemId === undefined ? all.all() : ofItem.all(itemId)).map((row) => ({ ...row, raw: row.raw.toString('utf8') })),
  }
}
