import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { addImage, addItem, temporaryProject } from './support.ts'

const solvers = [
  { solverId: 'a', paused: false },
  { solverId: 'b', paused: true },
]

function project() {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'item')
  store.transact(() => {
    for (const [position, id] of ['a', 'b'].entries()) {
      const solver = { id, name: id, profile: '2captcha', baseUrl: 'https://a.test' } as const
      store.solvers.insert({ ...solver, enabled: true, position, mark: position, options: {}, concurrency: 1 })
    }
  })
  return store
}

test('a run is read back as it was stored, numbers go up, and what was decided is saved', () => {
  const store = project()
  const { runs } = store
  const run = { id: 'one', at: 5, by: 'Ada', items: 1, budget: 1.5, state: 'running', solvers } as const
  expect(store.transact(() => runs.insert(run))).toBe(1)
  expect(store.transact(() => runs.insert({ ...run, id: 'two' }))).toBe(2)
  expect(runs.get('one')).toEqual({ ...run, number: 1 })
  const decided = {
    ...run,
    number: 1,
    solverBudget: 0.5,
    state: 'paused' as const,
    solvers: [
      { solverId: 'a', paused: true },
      { solverId: 'b', paused: false },
    ],
  }
  store.transact(() => {
    runs.save(decided)
  })
  expect(runs.get('one')).toEqual(decided)
  expect(runs.unfinished().map(({ id }) => id)).toEqual(['one', 'two'])
  store.transact(() => {
    const { budget: _, ...rest } = decided
    runs.save({ ...rest, state: 'done', endedAt: 9 })
  })
  expect(runs.get('one')).toMatchObject({ state: 'done', endedAt: 9 })
  expect(runs.get('one')).not.toHaveProperty('budget')
  expect(runs.unfinished().map(({ id }) => id)).toEqual(['two'])
  expect(runs.list(undefined, 10).map(({ number }) => number)).toEqual([2, 1])
  expect(runs.list(2, 10).map(({ number }) => number)).toEqual([1])
  expect(runs.get('none')).toBeUndefined()
})

test('tasks of a run are counted by solver and status with what they cost', () => {
  const store = project()
  const { runs, tasks } = store
  store.transact(() => {
    runs.insert({ id: 'run', at: 0, by: '', items: 1, state: 'running', solvers })
    const task = { itemId: 'item', runId: 'run', instruction: '', createdAt: 0 }
    tasks.insert({ ...task, id: '1', solverId: 'a', status: 'solved', cost: 0.25 })
    tasks.insert({ ...task, id: '2', solverId: 'a', status: 'solved', cost: 0.5 })
    tasks.insert({ ...task, id: '3', solverId: 'b', status: 'queued' })
    tasks.insert({ id: '4', itemId: 'item', solverId: 'b', status: 'queued', instruction: '', createdAt: 0 })
  })
  expect(runs.tallies('run')).toEqual([
    { solverId: 'a', status: 'solved', tasks: 2, spent: 0.75 },
    { solverId: 'b', status: 'queued', tasks: 1, spent: 0 },
  ])
  expect(runs.queuedIds('run')).toEqual(['3'])
  expect(runs.itemsOf('run')).toBe(1)
})

test('counts of a run, and of failures, are read from an index alone', () => {
  const db = new Database(':memory:')
  onTestFinished(() => {
    db.close()
  })
  for (const sql of migrations) db.exec(sql)
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ')
  expect(
    plan(`SELECT solver_id, status, count(*), sum(cost) FROM tasks WHERE run_id = 'r' GROUP BY solver_id, status`),
  ).toBe('SEARCH tasks USING COVERING INDEX tasks_run (run_id=?)')
  expect(
    plan(`SELECT failure_code, solver_id, count(*) FROM tasks t WHERE +t.run_id = 'r' AND t.status = 'failed'
      GROUP BY failure_code, solver_id`),
  ).toBe('SCAN t USING COVERING INDEX tasks_failed')
})
