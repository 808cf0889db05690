import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ItemFilter, ItemRow, ItemSort } from '../../src/contract/payloads.ts'
import type { ReviewState } from '../../src/core/item.ts'
import type { Fragment } from '../../src/main/store/item-query.ts'
import { beyond, matching, ordered, select, toCursor } from '../../src/main/store/item-query.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import type { Store } from '../../src/main/store/store.ts'
import { HASH, addImage, addItem, temporaryProject } from './support.ts'

const SORTS: readonly ItemSort[] = ['added', 'name', 'state', 'error']
const STATES: readonly ReviewState[] = ['unreviewed', 'flagged', 'reviewed']

interface Fact {
  readonly name: string
  readonly instruction: string
  readonly state: ReviewState
  readonly errorPx: number | undefined
}

const facts = fc.array(
  fc.record({
    name: fc.string({ unit: fc.constantFrom('a', 'B', 'b', '%', '_', 'É', '1'), maxLength: 3 }),
    instruction: fc.constantFrom('Click É', 'click all', '100 %', ''),
    state: fc.constantFrom(...STATES),
    errorPx: fc.option(fc.constantFrom(0, 0.1, 2.5, 3), { nil: undefined }),
  }),
  { maxLength: 25 },
)

/** A project with these items, named item-0 and so on in the order given. */
function fill(store: Store, items: readonly Fact[]): void {
  addImage(store)
  store.transact(() => {
    for (const [index, { name, instruction, state, errorPx }] of items.entries()) {
      store.items.insert({ id: `item-${index}`, imageHash: HASH, name, instruction, addedAt: index })
      store.items.setTruth(`item-${index}`, { state, revision: 0, targetCount: 0, errorPx })
    }
  })
}

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
const ORDERS: Record<ItemSort, (a: Fact, b: Fact) => number> = {
  added: () => 0,
  name: (a, b) => Buffer.compare(Buffer.from(lower(a.name)), Buffer.from(lower(b.name))),
  state: (a, b) => compare(STATES.indexOf(a.state), STATES.indexOf(b.state)),
  error: (a, b) => compare(-(a.errorPx ?? -1), -(b.errorPx ?? -1)),
}

/** What a list should hold, by plain means. */
const expected = (items: readonly Fact[], sort: ItemSort, wanted: (item: Fact) => boolean): string[] =>
  items
    .map((item, index) => ({ item, id: `item-${index}` }))
    .filter(({ item }) => wanted(item))
    .toSorted((a, b) => ORDERS[sort](a.item, b.item))
    .map(({ id }) => id)

function readAll(store: Store, filter: ItemFilter, sort: ItemSort, limit: number): ItemRow[] {
  const rows: ItemRow[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = store.items.list({ filter, sort, after, limit })
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}

function walk(store: Store, filter: ItemFilter, sort: ItemSort, direction: 'next' | 'previous'): string[] {
  const ids: string[] = []
  for (let step = store.items.step({ direction, filter, sort }); step.id !== undefined;) {
    expect(step.position).toBe(direction === 'next' ? ids.length + 1 : store.items.total(filter) - ids.length)
    ids.push(step.id)
    step = store.items.step({ from: step.id, direction, filter, sort })
  }
  return ids
}

const setStates = (store: Store, changes: Record<string, ReviewState>) => {
  store.transact(() => {
    for (const [id, state] of Object.entries(changes)) {
      store.items.setTruth(id, { state, revision: 0, targetCount: 0, errorPx: undefined })
    }
  })
}

const database = () => {
  const db = new Database(':memory:')
  for (const sql of migrations) db.exec(sql)
  onTestFinished(() => {
    db.close()
  })
  return db
}
const plan = ({ sql, parameters }: Fragment): string =>
  database()
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map(({ detail }) => detail)
    .join('; ')

describe('lists', () => {
  test.each(SORTS)('in the order %s: pages and steps give every item once, like a plain sort', (sort) => {
    fc.assert(
      fc.property(
        facts,
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.constantFrom(...STATES)),
        (items, limit, state) => {
          const store = temporaryProject()
          fill(store, items)
          const filter = state === null ? {} : { state }
          const ids = expected(items, sort, (item) => state === null || item.state === state)
          expect(readAll(store, filter, sort, limit).map((row) => row.id)).toEqual(ids)
          expect(store.items.total(filter)).toBe(ids.length)
          expect(walk(store, filter, sort, 'next')).toEqual(ids)
          expect(walk(store, filter, sort, 'previous')).toEqual(ids.toReversed())
          store.close()
        },
      ),
      { numRuns: 12 },
    )
  })

  test.each(SORTS)('in the order %s: a few among many are found in the same order', (sort) => {
    const items = Array.from({ length: 200 }, (_, index): Fact => {
      const instruction = index % 40 === 7 ? 'Needle' : 'hay'
      return {
        name: `${(index * 7) % 5}`,
        instruction,
        state: STATES[index % 3] ?? 'flagged',
        errorPx: (index * 3) % 7,
      }
    })
    const store = temporaryProject()
    fill(store, items)
    const filter = { text: 'needle' }
    const ids = expected(items, sort, (item) => item.instruction === 'Needle')
    expect(ids).toHaveLength(5)
    expect(readAll(store, filter, sort, 2).map((row) => row.id)).toEqual(ids)
    expect(walk(store, filter, sort, 'next')).toEqual(ids)
    expect(walk(store, filter, sort, 'previous')).toEqual(ids.toReversed())
  })

  test('a text is found in any case and is never a pattern', () => {
    const store = temporaryProject()
    fill(store, [
      { name: 'Ärger_1.png', instruction: 'Click 100 % of it', state: 'unreviewed', errorPx: undefined },
      { name: 'plain.png', instruction: 'click anything', state: 'unreviewed', errorPx: undefined },
    ])
    const found = (text: string) => store.items.idsOf({ text })
    expect(found('CLICK')).toEqual(['item-0', 'item-1'])
    expect(found(' ärGER_ ')).toEqual(['item-0'])
    expect(found('0 %')).toEqual(['item-0'])
    expect(found('%')).toEqual(['item-0'])
    expect(found('_')).toEqual(['item-0'])
    expect(found('a%g')).toEqual([])
    expect(found('')).toEqual(['item-0', 'item-1'])
    store.transact(() => {
      store.items.setInstruction(['item-1'], 'Nur Ä')
    })
    expect(found('anything')).toEqual([])
    expect(found('nur ä')).toEqual(['item-1'])
    expect(found('plain')).toEqual(['item-1'])
  })

  test('100,000 ids are a filter like any other', () => {
    const store = temporaryProject()
    addImage(store)
    for (const id of ['b', 'a', 'c']) addItem(store, id)
    const ids = ['c', 'b', ...Array.from({ length: 99_998 }, (_, index) => `missing-${index}`)]
    expect(store.items.idsOf({ ids })).toEqual(['b', 'c'])
    expect(store.items.total({ ids: [] })).toBe(0)
  })

  test('a cursor of another list is refused', () => {
    const store = temporaryProject()
    const page = (after: string) => () => store.items.list({ filter: {}, sort: 'name', after, limit: 1 })
    for (const after of [toCursor('added', [1]), toCursor('name', [1]), 'nonsense', '']) {
      expect(page(after)).toThrow(expect.objectContaining({ code: 'bad-cursor' }))
    }
  })
})

describe('stepping', () => {
  test('stops only at the state asked for, and counts the place in the whole list', () => {
    const store = temporaryProject()
    addImage(store)
    for (const id of ['a', 'b', 'c', 'd']) addItem(store, id)
    setStates(store, { b: 'reviewed', c: 'flagged' })
    const list = { filter: {}, sort: 'name' } as const
    expect(store.items.step({ ...list, from: 'a', direction: 'next', state: 'unreviewed' })).toEqual({
      id: 'd',
      position: 4,
    })
    expect(store.items.step({ ...list, from: 'd', direction: 'next', state: 'unreviewed' })).toEqual({})
    expect(store.items.step({ ...list, from: 'd', direction: 'previous', state: 'reviewed' })).toEqual({
      id: 'b',
      position: 2,
    })
  })

  test('goes on from where the item stood, after a decision moved it to the end of the list', () => {
    const store = temporaryProject()
    addImage(store)
    for (const id of ['a', 'b', 'c']) addItem(store, id)
    setStates(store, { b: 'reviewed' })
    expect(store.items.step({ from: 'b', direction: 'next', filter: { state: 'unreviewed' }, sort: 'state' })).toEqual({
      id: 'c',
      position: 2,
    })
  })
})

test('counts follow the states and the failures', () => {
  const store = temporaryProject()
  expect(store.items.counts()).toEqual({ total: 0, unreviewed: 0, reviewed: 0, flagged: 0, failed: 0 })
  fill(
    store,
    (['reviewed', 'reviewed', 'flagged', 'unreviewed'] as const).map((state) => ({
      name: '',
      instruction: '',
      state,
      errorPx: undefined,
    })),
  )
  expect(store.items.counts()).toEqual({ total: 4, unreviewed: 1, reviewed: 2, flagged: 1, failed: 0 })
})

test('the summary of an item counts its tasks and answers; a retry makes up for a failure', () => {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'one')
  for (const position of [0, 1]) {
    store.transact(() => {
      store.solvers.insert({
        id: `solver-${position}`,
        name: 'Shapes',
        profile: 'ucaptcha',
        builtIn: 'shapes',
        enabled: true,
        position,
        mark: 0,
        options: {},
        concurrency: 1,
      })
    })
  }
  const task = (id: string, solver: number, status: 'failed' | 'solved' | 'waiting' | 'unconfirmed') => {
    store.transact(() => {
      store.tasks.insert({ id, itemId: 'one', solverId: `solver-${solver}`, status, instruction: '', createdAt: 0 })
      store.items.refreshSummary('one')
    })
    const { working, failed, answerCount, answerPoints } = store.items.row('one') ?? {}
    return { working, failed, answerCount, answerPoints }
  }
  const nothing = { answerCount: 0, answerPoints: undefined }
  expect(task('a', 0, 'failed')).toEqual({ working: 0, failed: 1, ...nothing })
  expect(task('b', 1, 'unconfirmed')).toEqual({ working: 0, failed: 2, ...nothing })
  expect(store.items.idsOf({ failed: true })).toEqual(['one'])
  expect(task('c', 0, 'waiting')).toEqual({ working: 1, failed: 1, ...nothing })
  store.transact(() => {
    const answer = {
      id: 'x',
      taskId: 'c',
      itemId: 'one',
      solverId: 'solver-0',
      convention: 'sent-pixels',
      latencyMs: 1,
      at: 1,
    } as const
    const sentSize = { width: 300, height: 400 }
    store.answers.insert(
      {
        ...answer,
        sentSize,
        points: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
      },
      Buffer.from('{}'),
    )
  })
  expect(task('d', 1, 'solved')).toEqual({ working: 1, failed: 0, answerCount: 1, answerPoints: 2 })
  expect(store.items.idsOf({ failed: true })).toEqual([])
  expect(store.items.idsOf({ answered: true })).toEqual(['one'])
})

describe('the queries of the queue use an index', () => {
  const places = { added: [1], name: ['a', 1], state: [0, 1], error: [-1, 1] } as const

  test.each(SORTS.flatMap((sort) => (['next', 'previous'] as const).map((direction) => ({ sort, direction }))))(
    'a page by $sort, $direction, is searched for and not sorted, also within one state',
    ({ sort, direction }) => {
      for (const filter of [{}, { state: 'flagged' }] as const) {
        const conditions = [...matching(filter), beyond(sort, places[sort], direction)]
        const detail = plan(select('id, name, error_px', conditions, ordered(sort, direction, 100)))
        expect(detail).toMatch(/^SEARCH items USING (INDEX|INTEGER PRIMARY KEY)/)
        expect(detail).not.toContain('TEMP B-TREE')
      }
    },
  )

  test('so are failures, answered items, counts and one item', () => {
    const page = (filter: ItemFilter) => plan(select('id', matching(filter), ordered('name', 'next', 100, 'collect')))
    expect(page({ failed: true })).toContain('INDEX items_failed')
    expect(page({ answered: true })).toContain('INDEX items_answered')
    expect(plan(select('count(*)', matching({ state: 'reviewed' })))).toMatch(/^SEARCH items USING INDEX items_state/)
    expect(plan(select('count(*)', [beyond('added', [1], 'previous', 'collect')]))).toContain('COVERING INDEX')
    expect(plan(select('id', [{ sql: 'id = ?', parameters: ['a'] }]))).toMatch(/^SEARCH/)
  })
})
