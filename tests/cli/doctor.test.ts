import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import { addImage, addItem } from '../store/support.ts'
import { runCli } from './run-cli.ts'

let project: string
let home: string
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-doctor-test-'))
  project = join(folder, 'p.pointcheck')
  home = join(folder, 'home')
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
})

const examine = () => runCli(['doctor', '--json', '--project', project], home)

test('on this machine nothing is broken, and every check has words', async () => {
  createProject(project)
  const { code, events } = await examine()
  expect(events.filter(({ state }) => state === 'broken')).toEqual([])
  expect(events.map(({ check }) => check)).toEqual([
    'versions',
    'data folder',
    'store',
    'decoders',
    'desktop window',
    'browser tests',
    'project',
    'project database',
  ])
  expect(events.every(({ words }) => typeof words === 'string' && words !== '')).toBe(true)
  expect(events.at(-1)?.['words']).toBe(
    'integrity_check ok, journal_mode wal, synchronous 2, foreign_keys 1, trusted_schema 0, cell_size_check 1, query_only 0',
  )
  expect(code).toBe(0)
})

test('faults that opening does not see are found: an index without its rows, a row that refers to nothing', async () => {
  createProject(project)
  const store = openProject(project)
  addImage(store)
  addItem(store, 'one', 'a name')
  store.close()
  const db = new Database(join(project, 'project.db'))
  db.unsafeMode(true)
  db.exec(`
    PRAGMA foreign_keys = OFF;
    DELETE FROM images;
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, '(image_hash)', '(instruction)') WHERE name = 'items_image';
  `)
  db.close()
  const { code, events } = await examine()
  expect(events.at(-1)).toMatchObject({ check: 'project database', state: 'broken' })
  expect(events.at(-1)?.['words']).toMatch(/missing from index items_image.*row 1 of items refers to a row of images/)
  expect(code).toBe(1)
})

test('a project that is not there is not made', async () => {
  const { code, events } = await examine()
  expect(events.at(-1)).toMatchObject({ state: 'broken', words: `There is no project at ${project}.` })
  expect(existsSync(project)).toBe(false)
  expect(code).toBe(1)
})
