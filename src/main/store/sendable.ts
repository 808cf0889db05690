import type { ItemFilter } from '../../contract/payloads.ts'
import type { Db } from './database.ts'
import type { Fragment, Parameter } from './item-query.ts'
import { matching, select } from './item-query.ts'

/** Items looked at in one query: a few milliseconds each. */
const PART = 2_000

/** Some of the items of a filter, by which the rest of them is left alone. */
export type Part = readonly Fragment[]

/** What sending needs to know of an item. */
export interface SendableItem {
  readonly id: string
  readonly name: string
  readonly instruction: string
}

/** Which tasks a wish to send would store: read in parts, so that whoever asks can give others their turn. */
export interface SendableTable {
  /** The items of a filter, in parts; in the order in which they were added where the filter names none. */
  parts(filter: ItemFilter): Generator<Part>
  itemsOf(part: Part): SendableItem[]
  /** Items of the part with an instruction. */
  count(part: Part): number
  /** Those of them for which a task of this solver would be stored. */
  countFor(part: Part, solverId: string, without: Without): number
  /** Whether any task of the solver is open. */
  hasOpen(solverId: string): boolean
  hasAnswer(itemId: string, solverId: string): boolean
}

/** Items left out: with an open task for the same instruction; with an answer of the solver. */
export interface Without {
  readonly twins: boolean
  readonly answered: boolean
}

const INSTRUCTED: Fragment = { sql: `trim(instruction) <> ''`, parameters: [] }

const noTwin = (solverId: string): Fragment => ({
  sql: `NOT EXISTS (SELECT 1 FROM tasks t WHERE t.item_id = items.id AND t.solver_id = ? AND t.instruction = items.instruction
    AND t.status IN ('queued', 'submitting', 'waiting', 'unconfirmed'))`,
  parameters: [solverId],
})
const noAnswer = (solverId: string): Fragment => ({
  sql: 'NOT EXISTS (SELECT 1 FROM answered a WHERE a.solver_id = ? AND a.item_seq = items.seq)',
  parameters: [solverId],
})

/** The queries of what can be sent, over an open database. */
export function createSendableTable(db: Db): SendableTable {
  const last = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM items').pluck()
  const open = db.prepare<[string]>(
    `SELECT 1 FROM tasks WHERE solver_id = ? AND status IN ('queued', 'submitting', 'waiting', 'unconfirmed') LIMIT 1`,
  )
  const answer = db.prepare<[string, string]>('SELECT 1 FROM answers WHERE item_id = ? AND solver_id = ? LIMIT 1')
  const countOf = (conditions: Part): number => {
    const { sql, parameters } = select('count(*)', [...conditions, INSTRUCTED])
    return (
      db
        .prepare<Parameter[], number>(sql)
        .pluck()
        .get(...parameters) ?? 0
    )
  }

  return {
    *parts(filter) {
      if (filter.ids) {
        // An item that is named twice is sent once: it may be solved, and be no twin any more, before its second place is reached.
        const ids = [...new Set(filter.ids)]
        for (let from = 0; from < ids.length; from += PART) {
          yield matching({ ...filter, ids: ids.slice(from, from + PART) })
        }
        return
      }
      const conditions = matching(filter)
      const end = last.get() ?? 0
      for (let from = 0; from < end; from += PART) {
        yield [...conditions, { sql: 'seq > ? AND seq <= ?', parameters: [from, from + PART] }]
      }
    },
    itemsOf: (part) => {
      const { sql, parameters } = select('id, name, instruction', part, { sql: ' ORDER BY seq', parameters: [] })
      return db.prepare<Parameter[], SendableItem>(sql).all(...parameters)
    },
    count: (part) => countOf(part),
    countFor: (part, solverId, { twins, answered }) =>
      countOf([...part, ...(twins ? [noTwin(solverId)] : []), ...(answered ? [noAnswer(solverId)] : [])]),
    hasOpen: (solverId) => open.get(solverId) !== undefined,
    hasAnswer: (itemId, solverId) => answer.get(itemId, solverId) !== undefined,
  }
}
