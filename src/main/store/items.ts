import type { ItemFilter, ItemRow, ItemSort } from '../../contract/payloads.ts'
import type { Item, ReviewState } from '../../core/item.ts'
import type { Db } from './database.ts'
import type { ImageRow } from './images.ts'
import { IMAGE_COLUMNS, imageOf } from './images.ts'
import type { Direction, Fragment, Parameter, Way } from './item-query.ts'
import {
  STATE_ORDER,
  beyond,
  fold,
  fromCursor,
  matching,
  ordered,
  placeColumns,
  select,
  toCursor,
} from './item-query.ts'

interface QueueRow {
  readonly id: string
  readonly name: string
  readonly instruction: string
  readonly state: ReviewState
  readonly image_hash: string
  readonly target_count: number
  readonly answer_count: number
  readonly answer_points: number | null
  readonly working: number
  readonly failed: number
  readonly error_px: number | null
}

const QUEUE_COLUMNS =
  'id, name, instruction, state, image_hash, target_count, answer_count, answer_points, working, failed, error_px'

/** Where fewer than one item in so many matches, a page is collected and sorted instead of walked to. */
const WALKED_FOR_ONE = 20

/**
 * An index that holds all the conditions counts by itself. Otherwise rows must be read, and the table is faster in its own order.
 * By the order of adding, any index is smaller than the table.
 */
const wayToCount = ({ text, failed, answered, unsolvedBy, ids }: ItemFilter, sort: ItemSort): Way =>
  sort === 'added' || text !== undefined || failed || answered || unsolvedBy || ids ? 'collect' : 'walk'

const toItemRow = (row: QueueRow): ItemRow => ({
  id: row.id,
  name: row.name,
  instruction: row.instruction,
  state: row.state,
  imageHash: row.image_hash,
  targetCount: row.target_count,
  answerCount: row.answer_count,
  ...(row.answer_points !== null && { answerPoints: row.answer_points }),
  working: row.working,
  failed: row.failed,
  ...(row.error_px !== null && { errorPx: row.error_px }),
})

interface DetailRow extends ImageRow {
  readonly item_id: string
  readonly item_name: string
  readonly instruction: string
  readonly state: ReviewState
  readonly revision: number
  readonly added_at: number
}

const toItem = (row: DetailRow): Item => ({
  id: row.item_id,
  image: imageOf(row),
  name: row.item_name,
  instruction: row.instruction,
  state: row.state,
  revision: row.revision,
  addedAt: row.added_at,
})

export interface ItemsTable {
  insert(item: Pick<Item, 'id' | 'name' | 'instruction' | 'addedAt'> & { readonly imageHash: string }): void
  get(id: string): Item | undefined
  row(id: string): ItemRow | undefined
  /** One page; `next` is the cursor of the page after it, `total` counts all pages. Throws `bad-cursor`. */
  list(page: {
    readonly filter: ItemFilter
    readonly sort: ItemSort
    readonly after?: string | undefined
    readonly limit: number
  }): { readonly rows: ItemRow[]; readonly next?: string; readonly total: number }
  total(filter: ItemFilter): number
  /** In the order in which they were added. */
  idsOf(filter: ItemFilter): string[]
  counts(): Record<ReviewState | 'total' | 'failed', number>
  /**
   * The nearest item after (or before) `from`, or the first (last) one without it, and its place in the whole list, from 1.
   * With `state`, only items of that state are stopped at.
   */
  step(from: {
    readonly from?: string | undefined
    readonly direction: Direction
    readonly filter: ItemFilter
    readonly sort: ItemSort
    readonly state?: ReviewState | undefined
  }): { readonly id?: string; readonly position?: number }
  /** The oldest item of an image with exactly this instruction. */
  findByImage(imageHash: string, instruction: string): string | undefined
  /** The reviewed items of an image, oldest first. */
  reviewedOf(imageHash: string): Pick<Item, 'id' | 'instruction'>[]
  setInstruction(ids: readonly string[], instruction: string): void
  /** Call in the transaction that appended the revision. `errorPx` in pixels; undefined where it is not known. */
  setTruth(
    id: string,
    truth: Pick<Item, 'state' | 'revision'> & { targetCount: number; errorPx: number | undefined },
  ): void
  /** Counts tasks and answers again. Call in the transaction that changed them. */
  refreshSummary(id: string): void
  /** The same for many: ten times as fast as one by one. */
  refreshSummaries(ids: readonly string[]): void
  /** Mean matched error over the answers, pixels; undefined where it is not known. */
  setErrorPx(id: string, errorPx: number | undefined): void
}

/** A solver counts as failed by its newest task alone: a retry that worked makes up for what failed before. */
const REFRESH_SUMMARY = `UPDATE items SET
  answer_count = (SELECT count(*) FROM answers WHERE item_id = items.id),
  answer_points = (SELECT json_array_length(points) FROM answers WHERE item_id = items.id ORDER BY at DESC, seq DESC LIMIT 1),
  working = (SELECT count(*) FROM tasks WHERE item_id = items.id AND status IN ('queued', 'submitting', 'waiting')),
  failed = (SELECT count(*) FROM tasks t WHERE item_id = items.id AND status IN ('failed', 'unconfirmed') AND NOT EXISTS
             (SELECT 1 FROM tasks n WHERE n.item_id = items.id AND n.solver_id = t.solver_id AND n.seq > t.seq))`

/** The queries of items, over an open database. */
export function createItemsTable(db: Db): ItemsTable {
  db.function('fold', { deterministic: true, directOnly: true }, (text: unknown) => fold(String(text)))

  const insert = db.prepare<[object]>(
    `INSERT INTO items (id, image_hash, name, instruction, search, added_at)
     VALUES (@id, @imageHash, @name, @instruction, fold(@name || char(10) || @instruction), @addedAt)`,
  )
  const get = db.prepare<[string], DetailRow>(
    `SELECT t.id AS item_id, t.name AS item_name, t.instruction, t.state, t.revision, t.added_at, ${IMAGE_COLUMNS}
     FROM items t JOIN images i ON i.hash = t.image_hash WHERE t.id = ?`,
  )
  const row = db.prepare<[string], QueueRow>(`SELECT ${QUEUE_COLUMNS} FROM items WHERE id = ?`)
  const states = db.prepare<[], { state: number; count: number }>(
    'SELECT state_order AS state, count(*) AS count FROM items GROUP BY state_order',
  )
  const failed = db.prepare<[], number>('SELECT count(*) FROM items WHERE failed > 0').pluck()
  const findByImage = db
    .prepare<[string, string], string>(
      'SELECT id FROM items WHERE image_hash = ? AND instruction = ? ORDER BY seq LIMIT 1',
    )
    .pluck()
  const reviewedOf = db.prepare<[string], Pick<Item, 'id' | 'instruction'>>(
    `SELECT id, instruction FROM items WHERE image_hash = ? AND state = 'reviewed' ORDER BY seq`,
  )
  const setInstruction = db.prepare<[object]>(
    `UPDATE items SET instruction = @instruction, search = fold(name || char(10) || @instruction)
     WHERE id IN (SELECT value FROM json_each(@ids))`,
  )
  const setTruth = db.prepare<[object]>(
    `UPDATE items SET state = @state, revision = @revision, target_count = @targetCount, error_px = @errorPx WHERE id = @id`,
  )
  const setErrorPx = db.prepare<[number | null, string]>('UPDATE items SET error_px = ? WHERE id = ?')
  const refreshSummary = db.prepare<[string]>(`${REFRESH_SUMMARY} WHERE id = ?`)
  const refreshSummaries = db.prepare<[string]>(`${REFRESH_SUMMARY} WHERE id IN (SELECT value FROM json_each(?))`)

  const all = <Row>({ sql, parameters }: Fragment): Row[] => db.prepare<Parameter[], Row>(sql).all(...parameters)
  const places = ({ sql, parameters }: Fragment): Parameter[][] =>
    db
      .prepare<Parameter[], Parameter[]>(sql)
      .raw()
      .all(...parameters)
  const count = (conditions: readonly Fragment[]): number => places(select('count(*)', conditions))[0]?.[0] as number
  const wayTo = (matches: number): Way => (matches * WALKED_FOR_ONE < count([]) ? 'collect' : 'walk')
  const placeOf = (id: string, sort: ItemSort): Parameter[] | undefined =>
    places(select(placeColumns(sort), [{ sql: 'id = ?', parameters: [id] }]))[0]

  const table: ItemsTable = {
    insert: (item) => {
      insert.run(item)
    },
    get: (id) => {
      const found = get.get(id)
      return found && toItem(found)
    },
    row: (id) => {
      const found = row.get(id)
      return found && toItemRow(found)
    },
    list: ({ filter, sort, after, limit }) => {
      const conditions = matching(filter)
      const total = count(conditions)
      const way = wayTo(total)
      if (after !== undefined) conditions.push(beyond(sort, fromCursor(sort, after), 'next', way))
      const found = all<QueueRow>(select(QUEUE_COLUMNS, conditions, ordered(sort, 'next', limit + 1, way)))
      const rows = found.slice(0, limit).map(toItemRow)
      const last = found.length > limit ? rows.at(-1) : undefined
      const place = last && placeOf(last.id, sort)
      return place ? { rows, next: toCursor(sort, place), total } : { rows, total }
    },
    total: (filter) => count(matching(filter)),
    idsOf: (filter) =>
      places(select('id', matching(filter), { sql: ' ORDER BY seq', parameters: [] })).map(([id]) => id as string),
    counts: () => {
      const found = new Map(states.all().map(({ state, count: items }) => [state, items]))
      const of = (state: ReviewState) => found.get(STATE_ORDER[state]) ?? 0
      const byState = { unreviewed: of('unreviewed'), reviewed: of('reviewed'), flagged: of('flagged') }
      const total = byState.unreviewed + byState.reviewed + byState.flagged
      return { ...byState, total, failed: failed.get() ?? 0 }
    },
    step: ({ from, direction, filter, sort, state }) => {
      const wanted = state ?? filter.state
      // Items of one state stand in the order they were added; the item just left may have another state by now.
      const walked = wanted !== undefined && sort === 'state' ? 'added' : sort
      const conditions = [...matching(filter), ...(state ? matching({ state }) : [])]
      const way = wayTo(count(conditions))
      const start = from === undefined ? undefined : placeOf(from, walked)
      if (start) conditions.push(beyond(walked, start, direction, way))
      const [id] = places(select('id', conditions, ordered(walked, direction, 1, way)))[0] ?? []
      if (id === undefined) return {}
      const place = placeOf(id as string, sort) ?? []
      const before = beyond(sort, place, 'previous', wayToCount(filter, sort))
      return { id: id as string, position: 1 + count([...matching(filter), before]) }
    },
    findByImage: (imageHash, instruction) => findByImage.get(imageHash, instruction),
    reviewedOf: (imageHash) => reviewedOf.all(imageHash),
    setInstruction: (ids, instruction) => {
      setInstruction.run({ ids: JSON.stringify(ids), instruction })
    },
    setTruth: (id, { state, revision, targetCount, errorPx }) => {
      setTruth.run({ id, state, revision, targetCount, errorPx: errorPx ?? null })
    },
    refreshSummary: (id) => {
      refreshSummary.run(id)
    },
    refreshSummaries: (ids) => {
      refreshSummaries.run(JSON.stringify(ids))
    },
    setErrorPx: (id, errorPx) => {
      setErrorPx.run(errorPx ?? null, id)
    },
  }
  return table
}
