import type { Decision, RevisionHead, UndoLog } from '../../core/revision.ts'
import { emptyLog, withRevision } from '../../core/revision.ts'
import type { Targets } from '../../core/truth.ts'
import type { Db } from './database.ts'

interface Row {
  readonly item_id: string
  readonly number: number
  readonly kind: RevisionHead['kind']
  readonly what: string
  readonly by: string
  readonly at: number
  readonly of: number | null
  readonly state: RevisionHead['state']
  readonly target_count: number
}

const COLUMNS = 'item_id, number, kind, what, by, at, of, state, target_count'

const toHead = (row: Row): RevisionHead => ({
  itemId: row.item_id,
  number: row.number,
  kind: row.kind,
  what: row.what,
  by: row.by,
  at: row.at,
  ...(row.of !== null && { of: row.of }),
  state: row.state,
  targetCount: row.target_count,
})

interface ContentRow {
  readonly number: number
  readonly state: Decision['state']
  readonly targets: string
}

/** Items whose undo log is kept in memory, the last ones used. */
const KEPT_LOGS = 32

/** Targets are checked where they enter, at the contract, and rows never change: they are not checked again. */
const toRevision = (row: ContentRow): Decision & { readonly number: number } => ({
  number: row.number,
  state: row.state,
  targets: JSON.parse(row.targets) as Targets,
})

export interface RevisionsTable {
  /** Throws where the number exists. */
  append(head: RevisionHead, targets: Targets): void
  /** The newest revision; undefined where none was saved. */
  latest(itemId: string): (Decision & { readonly number: number }) | undefined
  get(itemId: string, number: number): (Decision & { readonly number: number }) | undefined
  /** Whether a revision has exactly this content. Targets come through the contract, which writes their keys in one order. */
  holds(itemId: string, number: number, decision: Decision): boolean
  /**
   * What undo and redo of an item need. The log of an item that was asked for lately is only read on from where it was, so
   * that the thousandth save costs what the first did. Do not call in a transaction after appending: it may be rolled back.
   */
  undoLog(itemId: string): UndoLog
  /** Newest first, from below `before` on. */
  list(itemId: string, page: { readonly before?: number | undefined; readonly limit: number }): RevisionHead[]
}

/** The queries of revisions, over an open database. */
export function createRevisionsTable(db: Db): RevisionsTable {
  const append = db.prepare<[Row & { targets: string }]>(
    `INSERT INTO revisions (${COLUMNS}, targets)
     VALUES (@item_id, @number, @kind, @what, @by, @at, @of, @state, @target_count, @targets)`,
  )
  const latest = db.prepare<[string], ContentRow>(
    'SELECT number, state, targets FROM revisions WHERE item_id = ? ORDER BY number DESC LIMIT 1',
  )
  const get = db.prepare<[string, number], ContentRow>(
    'SELECT number, state, targets FROM revisions WHERE item_id = ? AND number = ?',
  )
  const holds = db.prepare<[string, number, string, string]>(
    'SELECT 1 FROM revisions WHERE item_id = ? AND number = ? AND state = ? AND targets = ?',
  )
  const entries = db.prepare<[string, number], Pick<Row, 'number' | 'kind' | 'what' | 'of'>>(
    'SELECT number, kind, what, of FROM revisions WHERE item_id = ? AND number > ? ORDER BY number',
  )
  const list = db.prepare<[string, number, number], Row>(
    `SELECT ${COLUMNS} FROM revisions WHERE item_id = ? AND number < ? ORDER BY number DESC LIMIT ?`,
  )
  const logs = new Map<string, UndoLog>()

  const undoLog = (itemId: string): UndoLog => {
    let log = logs.get(itemId) ?? emptyLog
    for (const { of, ...entry } of entries.all(itemId, log.number)) {
      log = withRevision(log, { ...entry, ...(of !== null && { of }) })
    }
    // Deleted and set anew, the item becomes the last one used.
    logs.delete(itemId)
    logs.set(itemId, log)
    for (const oldest of logs.keys()) {
      if (logs.size <= KEPT_LOGS) break
      logs.delete(oldest)
    }
    return log
  }

  return {
    append: (head, targets) => {
      append.run({
        item_id: head.itemId,
        number: head.number,
        kind: head.kind,
        what: head.what,
        by: head.by,
        at: head.at,
        of: head.of ?? null,
        state: head.state,
        target_count: head.targetCount,
        targets: JSON.stringify(targets),
      })
    },
    latest: (itemId) => {
      const row = latest.get(itemId)
      return row && toRevision(row)
    },
    get: (itemId, number) => {
      const row = get.get(itemId, number)
      return row && toRevision(row)
    },
    holds: (itemId, number, { state, targets }) =>
      holds.get(itemId, number, state, JSON.stringify(targets)) !== undefined,
    undoLog,
    list: (itemId, { before, limit }) => list.all(itemId, before ?? Number.MAX_SAFE_INTEGER, limit).map(toHead),
  }
}
