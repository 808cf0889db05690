import { z } from 'zod'
import type { ItemFilter, ItemSort } from '../../contract/payloads.ts'
import type { ReviewState } from '../../core/item.ts'
import { StoreError } from './store-error.ts'

export type Parameter = string | number
/** A piece of SQL with the values of its question marks, in order. */
export interface Fragment {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}
export type Direction = 'next' | 'previous'

/** Columns of each order, all ascending; the last one is unique, so that a place in a list is exact. */
const ORDER: Record<ItemSort, readonly string[]> = {
  added: ['seq'],
  name: ['name', 'seq'],
  state: ['state_order', 'seq'],
  error: ['error_order', 'seq'],
}

/** Values of the generated column `state_order`: what needs work comes first. */
export const STATE_ORDER: Record<ReviewState, number> = { unreviewed: 0, flagged: 1, reviewed: 2 }

/** Text as it is searched: compatibility forms and case are the same. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/**
 * How a list finds its rows: by walking the index of its order until a page is full, or by collecting all that match and sorting
 * them. A walk is fast where much matches; where little does, it would visit nearly every row in random places.
 */
export type Way = 'walk' | 'collect'

/** Columns that say where an item stands in an order. A plus keeps SQLite off the index of the order. */
export const placeColumns = (sort: ItemSort, way: Way = 'walk'): string =>
  ORDER[sort].map((column) => (way === 'walk' ? column : `+${column}`)).join(', ')

/** The conditions of a filter. `instr` is used because it knows no wildcards that a person's text could hold. */
export function matching(filter: ItemFilter): Fragment[] {
  const conditions: Fragment[] = []
  const text = fold(filter.text ?? '').trim()
  if (filter.state) conditions.push({ sql: 'state_order = ?', parameters: [STATE_ORDER[filter.state]] })
  if (text !== '') conditions.push({ sql: 'instr(search, ?) > 0', parameters: [text] })
  if (filter.failed) conditions.push({ sql: 'failed > 0', parameters: [] })
  if (filter.answered) conditions.push({ sql: 'answer_count > 0', parameters: [] })
  if (filter.unsolvedBy === 'any') conditions.push({ sql: 'answer_count = 0', parameters: [] })
  else if (filter.unsolvedBy !== undefined) conditions.push(unansweredBy(filter.unsolvedBy))
  if (filter.ids) {
    conditions.push({ sql: 'id IN (SELECT value FROM json_each(?))', parameters: [JSON.stringify(filter.ids)] })
  }
  return conditions
}

/** The condition of having no answer of a solver. The list is made once for a query, and is looked up faster than the table. */
const unansweredBy = (solverId: string): Fragment => ({
  sql: 'seq NOT IN (SELECT item_seq FROM answered WHERE solver_id = ?)',
  parameters: [solverId],
})

/** The condition of standing after (or before) a place, which is the values of `placeColumns`. */
export function beyond(sort: ItemSort, place: readonly Parameter[], direction: Direction, way: Way = 'walk'): Fragment {
  const marks = place.map(() => '?').join(', ')
  return { sql: `(${placeColumns(sort, way)}) ${direction === 'next' ? '>' : '<'} (${marks})`, parameters: place }
}

/** The end of a query that puts its rows in order. */
export function ordered(sort: ItemSort, direction: Direction, limit: number, way: Way = 'walk'): Fragment {
  const columns = placeColumns(sort, way)
  const by = direction === 'next' ? columns : columns.replaceAll(',', ' DESC,') + ' DESC'
  return { sql: ` ORDER BY ${by} LIMIT ?`, parameters: [limit] }
}

/** `SELECT … FROM items` where all conditions hold. */
export function select(columns: string, conditions: readonly Fragment[], end?: Fragment): Fragment {
  const where = conditions.length > 0 ? ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}` : ''
  return {
    sql: `SELECT ${columns} FROM items${where}${end?.sql ?? ''}`,
    parameters: [...conditions, ...(end ? [end] : [])].flatMap((fragment) => fragment.parameters),
  }
}

const Cursor = z.tuple([z.string()]).rest(z.union([z.string(), z.number()]))

/** A place in a list as text that callers hand back without reading it. */
export const toCursor = (sort: ItemSort, place: readonly Parameter[]): string =>
  Buffer.from(JSON.stringify([sort, ...place])).toString('base64url')

/** The place of a cursor. Throws `bad-cursor` where it was not made by `toCursor` for the same order. */
export function fromCursor(sort: ItemSort, cursor: string): Parameter[] {
  const [madeFor, ...place] = readCursor(cursor)
  if (madeFor !== sort || place.length !== ORDER[sort].length) {
    throw new StoreError('bad-cursor', 'This place belongs to a list in another order.')
  }
  return place
}

function readCursor(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    throw new StoreError('bad-cursor', 'This is not a place in a list.', { cause: error })
  }
}
