import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/main/store/database.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import { addImage, addItem, openForTest, temporaryFolder, temporaryProject } from './support.ts'

type Child = ChildProcessByStdio<Writable, Readable, null>
interface Said {
  readonly readOnly: string | null
  readonly writtenBy?: string
  readonly modes: Record<string, string>
}

async function openInChild(folder: string, user?: number): Promise<{ child: Child; said: Said }> {
  const script = join(import.meta.dirname, 'open-in-child.ts')
  const child = spawn(process.execPath, [script, folder, ...(user === undefined ? [] : [String(user)])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  for await (const line of createInterface(child.stdout)) return { child, said: JSON.parse(line) as Said }
  throw new Error('The child said nothing.')
}

const closed = (folder: string): string => {
  createProject(folder)
  return join(folder, 'project.db')
}

const refused = (code: string, spoil: (path: string) => void) => {
  const folder = join(temporaryFolder(), 'P.pointcheck')
  const path = closed(folder)
  spoil(path)
  const before = readFileSync(path)
  expect(() => openProject(folder)).toThrow(expect.objectContaining({ code }))
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(folder).filter((name) => name.startsWith('project.db.'))).toEqual([])
  // The lock was given back: with a sound database in its place the project opens.
  copyFileSync(closed(join(folder, '..', 'Sound.pointcheck')), path)
  expect(openForTest(folder).readOnly).toBeUndefined()
}

const change = (path: string, sql: string) => {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}

const filled = () => {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'one')
  store.close()
  return join(store.folder, 'project.db')
}

describe('a new project', () => {
  test('is open to its owner alone, whatever the file mask', async () => {
    const { child, said } = await openInChild(join(temporaryFolder(), 'New.pointcheck'))
    expect(said.modes).toEqual({
      '.': '700',
      images: '700',
      cache: '700',
      lock: '600',
      'project.db': '600',
      'project.db-wal': '600',
      'project.db-shm': '600',
    })
    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('does not take the place of anything', () => {
    const folder = join(temporaryFolder(), 'Taken.pointcheck')
    mkdirSync(folder)
    writeFileSync(join(folder, 'mine.txt'), 'kept')
    expect(() => createProject(folder)).toThrow(expect.objectContaining({ code: 'exists' }))
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    expect(readdirSync(join(folder, '..'))).toEqual(['Taken.pointcheck'])
  })
})

describe('the guarantees of the database', () => {
  test('hold after the first query', () => {
    const db = openDatabase(closed(join(temporaryFolder(), 'P.pointcheck')), 'write')
    onTestFinished(() => {
      db.close()
    })
    db.prepare('SELECT count(*) FROM items').get()
    const value = (name: string) => db.pragma(name, { simple: true })
    expect({
      journal: value('journal_mode'),
      synchronous: value('synchronous'),
      foreignKeys: value('foreign_keys'),
      trustedSchema: value('trusted_schema'),
      cellSizeCheck: value('cell_size_check'),
    }).toEqual({ journal: 'wal', synchronous: 2, foreignKeys: 1, trustedSchema: 0, cellSizeCheck: 1 })
  })

  test('are refused to be missing: the default of the library is not FULL', () => {
    const db = new Database(closed(join(temporaryFolder(), 'P.pointcheck')))
    onTestFinished(() => {
      db.close()
    })
    db.pragma('journal_mode = WAL')
    db.prepare('SELECT count(*) FROM items').get()
    expect(db.pragma('synchronous', { simple: true })).toBe(1)
  })
})

describe('one writer', () => {
  test('a second opener reads, says why, and cannot write', () => {
    const store = temporaryProject()
    addImage(store)
    addItem(store, 'one')
    const second = openForTest(store.folder)
    expect(second.readOnly).toBe('Another Pointcheck has this project open.')
    expect(second.items.get('one')?.id).toBe('one')
    const write = () => {
      second.meta.set('a', 'b')
    }
    expect(() => second.transact(write)).toThrow(expect.objectContaining({ code: 'read-only' }))
    expect(write).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }))
    addItem(store, 'two')
    expect(second.items.total({})).toBe(2)
  })

  test('a closed project can be written again', () => {
    const folder = join(temporaryFolder(), 'P.pointcheck')
    createProject(folder)
    openProject(folder).close()
    expect(openForTest(folder).readOnly).toBeUndefined()
  })

  test('kill -9 of the writer gives the project back at once, with all it wrote', async () => {
    const folder = join(temporaryFolder(), 'P.pointcheck')
    const { child, said } = await openInChild(folder)
    expect(said.readOnly).toBeNull()
    const beside = openForTest(folder)
    expect(beside.readOnly).toBe('Another Pointcheck has this project open.')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const after = openForTest(folder)
    expect(after.readOnly).toBeUndefined()
    expect(after.meta.get('written-by')).toBe(String(child.pid))
  })

  test('a folder that cannot be written opens for reading', async () => {
    const store = temporaryProject()
    store.transact(() => {
      store.meta.set('written-by', 'the owner')
    })
    store.close()
    const { folder } = store
    chmodSync(join(folder, '..'), 0o755)
    chmodSync(join(folder, 'project.db'), 0o444)
    chmodSync(folder, 0o555)
    onTestFinished(() => {
      chmodSync(folder, 0o700)
    })
    const { said } = await openInChild(folder, process.getuid?.() === 0 ? 65_534 : undefined)
    expect(said.readOnly).toBe('The folder of this project cannot be written.')
    expect(said.writtenBy).toBe('the owner')
  })
})

describe('what is no sound project is refused and kept as it is', () => {
  test('no database', () => {
    expect(() => openProject(temporaryFolder())).toThrow(expect.objectContaining({ code: 'not-a-project' }))
    expect(() => openProject('/nowhere')).toThrow(expect.objectContaining({ code: 'not-a-project' }))
  })
  test('a database from the future', () => {
    refused('from-the-future', (path) => {
      change(path, `PRAGMA user_version = ${migrations.length + 1}`)
    })
  })
  test("somebody else's database", () => {
    refused('not-a-project', (path) => {
      change(path, 'PRAGMA application_id = 7')
    })
  })
  test('0 bytes', () => {
    refused('damaged', (path) => {
      truncateSync(path, 0)
    })
  })
  test('not a database', () => {
    refused('damaged', (path) => {
      writeFileSync(path, 'These are words. '.repeat(1_000))
    })
  })
  test('cut short', () => {
    refused('damaged', (path) => {
      truncateSync(path, 20_480)
    })
  })
  test('bytes changed in a page', () => {
    refused('damaged', (path) => {
      const bytes = readFileSync(path)
      bytes.fill(0xff, 8_192, 8_200)
      writeFileSync(path, bytes)
    })
  })
})

describe('an upgrade', () => {
  const next = [...migrations, 'ALTER TABLE meta ADD COLUMN note TEXT']
  test('keeps what was there before in a backup of its own', () => {
    const path = filled()
    const db = openDatabase(path, 'write', next)
    expect(db.pragma('user_version', { simple: true })).toBe(next.length)
    expect(db.prepare('SELECT id FROM items').pluck().all()).toEqual(['one'])
    db.close()
    const backup = new Database(`${path}.backup-v${migrations.length}`, { readonly: true })
    expect(backup.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(backup.prepare('SELECT id FROM items').pluck().all()).toEqual(['one'])
    backup.close()
  })

  test('that fails changes nothing, and can be tried again', () => {
    const path = filled()
    const wrong = [...next, 'CREATE TABLE meta (a) STRICT']
    expect(() => openDatabase(path, 'write', wrong)).toThrow('meta')
    const db = openDatabase(path, 'write')
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all('meta')).not.toContain('note')
    db.close()
    openDatabase(path, 'write', next).close()
  })

  test('waits for the writer', () => {
    const path = filled()
    expect(() => openDatabase(path, 'read', next)).toThrow(expect.objectContaining({ code: 'in-use' }))
  })
})
