import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createDatabase, openDatabase } from '../../src/main/store/database.ts'
import { first } from '../../src/main/store/migrations/001-first.ts'
import { createStore } from '../../src/main/store/store.ts'
import { createEmptyFile } from '../../src/main/store/lock.ts'
import { temporaryFolder } from './support.ts'

/** A project as the first version left it: a solver, two items, an answer, and tasks at every step. */
function oldProject(statuses: readonly string[]): string {
  const path = join(temporaryFolder(), 'project.db')
  createEmptyFile(path)
  createDatabase(path)
  const db = new Database(path)
  db.pragma('foreign_keys = OFF')
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  for (const name of tables) db.exec(`DROP TABLE ${name}`)
  db.exec(first)
  db.exec(`
    INSERT INTO images VALUES ('${'a'.repeat(64)}', 'a.png', 1, 'png', 300, 400, 1, 1, 0);
    INSERT INTO solvers VALUES ('s', 'Service', '2captcha', 'https://a.test', NULL, 1, 0, 4, NULL);
  `)
  const item = db.prepare(
    `INSERT INTO items (id, image_hash, name, instruction, search, added_at) VALUES (?, '${'a'.repeat(64)}', ?, 'Click', '', 0)`,
  )
  const task = db.prepare(
    `INSERT INTO tasks (id, item_id, solver_id, status, instruction, created_at) VALUES (?, ?, 's', ?, 'Click', ?)`,
  )
  statuses.forEach((status, number) => {
    item.run(`i${number}`, `i${number}`)
    task.run(`t${number}`, `i${number}`, status, number)
  })
  db.exec(`INSERT INTO answers (id, task_id, item_id, solver_id, raw, points, convention, sent_width, sent_height, latency_ms, at)
    VALUES ('a', 't0', 'i0', 's', x'7b7d', '[]', 'sent-pixels', 300, 400, 1, 1)`)
  db.pragma('user_version = 1')
  db.close()
  return path
}

test('what was still to be done in an older project becomes one run; what is over stays as it was', () => {
  const path = oldProject(['solved', 'queued', 'waiting', 'submitting', 'failed', 'unconfirmed'])
  const store = createStore(openDatabase(path, 'write'), { folder: '' })
  const [run, ...others] = store.runs.unfinished()
  expect(others).toEqual([])
  expect(run).toMatchObject({ number: 1, items: 3, state: 'running', solvers: [{ solverId: 's', paused: false }] })
  expect(run?.id).toMatch(/^[0-9a-f]{32}$/)
  expect(['t0', 't1', 't2', 't3', 't4', 't5'].map((id) => store.tasks.get(id)?.runId === run?.id)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ])
  expect(store.items.idsOf({ unsolvedBy: 's' })).toEqual(['i1', 'i2', 'i3', 'i4', 'i5'])
  store.close()
})

test('an older project without open tasks has no run', () => {
  const store = createStore(openDatabase(oldProject(['solved']), 'write'), { folder: '' })
  expect(store.runs.unfinished()).toEqual([])
  store.close()
})
