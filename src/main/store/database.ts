import { existsSync, readFileSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { migrations as ours } from './migrations/index.ts'
import { StoreError } from './store-error.ts'

export type Db = Database.Database

/** `application_id` of a project database: "PtCk". */
const APPLICATION_ID = 0x5074436b

/** Larger databases are checked only after an unclean end, bytes. A check reads the whole file. */
const CHECKED_SIZE = 32 * 1024 * 1024

/** How a database is opened: to write it, to read beside its writer, or to read where nothing can be written. */
export type Access = 'write' | 'read' | 'read-unwritable'

/**
 * Opens the database of a project and proves its guarantees before anything relies on them.
 * Throws `not-a-project`, `from-the-future`, `damaged`, `in-use`, `not-writable` and `unsafe-database`; the file is then as it was.
 */
export function openDatabase(path: string, access: Access, migrations: readonly string[] = ours): Db {
  const version = inspect(path, access, migrations.length)
  if (access !== 'write' && version < migrations.length) {
    throw new StoreError('in-use', 'This project was last written by an older Pointcheck and cannot be upgraded now.')
  }
  const db = access === 'write' ? new Database(path, { fileMustExist: true }) : openForReading(path, access)
  try {
    secure(db, access)
    if (version < migrations.length) migrate(db, path, version, migrations)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Makes a database in an existing, empty file. */
export function createDatabase(path: string): void {
  const db = new Database(path, { fileMustExist: true })
  try {
    secure(db, 'write')
    db.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(db, path, 0, ours)
  } finally {
    db.close()
  }
}

function openForReading(path: string, access: Access): Db {
  if (access !== 'read-unwritable') return new Database(path, { readonly: true, fileMustExist: true })
  if (walSize(path) > 0) {
    throw new StoreError(
      'not-writable',
      'This project was not closed properly and its folder cannot be written. Copy the folder to a place where it can.',
    )
  }
  // Without the right to make its shared-memory file, SQLite does not open a WAL database. Nobody writes this one, so it is read
  // into memory, where bytes 18 and 19 of the header (write and read version; 2 is WAL) must say that there is no WAL.
  return new Database(readFileSync(path).fill(1, 18, 20), { readonly: true })
}

const walSize = (path: string): number => (existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0)

/** Reads the version through a connection that cannot write, so that a file which is refused stays untouched. */
function inspect(path: string, access: Access, newest: number): number {
  const { size } = statSync(path)
  if (size === 0) throw damaged('it is empty')
  const check = size <= CHECKED_SIZE || (access === 'write' && walSize(path) > 0)
  const db = openForReading(path, access)
  try {
    const application = Number(db.pragma('application_id', { simple: true }))
    if (application !== APPLICATION_ID) {
      throw new StoreError('not-a-project', 'The database in this folder was not made by Pointcheck.')
    }
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > newest) {
      throw new StoreError(
        'from-the-future',
        'This project was written by a newer Pointcheck. Update Pointcheck to open it.',
      )
    }
    const fault = check ? String(db.pragma('quick_check(1)', { simple: true })) : 'ok'
    if (fault !== 'ok') throw damaged(fault)
    return version
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) {
      throw damaged(error.message, error)
    }
    throw error
  } finally {
    db.close()
  }
}

const damaged = (fault: string, cause?: unknown): StoreError =>
  new StoreError(
    'damaged',
    `The database of this project is damaged (${fault}). The file was left as it is; put a backup of the project in its place.`,
    { cause },
  )

/**
 * Sets what every connection must have, runs a query and reads the settings back: better-sqlite3 is built so that
 * `synchronous` silently falls to NORMAL at the first access of a WAL database, and commits would then not survive a power cut.
 */
function secure(db: Db, access: Access): void {
  if (access === 'write') {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // Pages, 16 MB: a checkpoint stops everything, and pages that many steps write are then moved once and not four times.
    db.pragma('wal_autocheckpoint = 4000')
  } else {
    db.pragma('query_only = ON')
  }
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  const found = readSettings(db)
  const expected: Settings = {
    ...(access === 'write' ? { journal_mode: 'wal', synchronous: 2 } : { query_only: 1 }),
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
  }
  for (const [name, value] of Object.entries(expected)) {
    if (found[name] !== value) {
      throw new StoreError(
        'unsafe-database',
        `The database would not keep data safe: ${name} is ${String(found[name])}, not ${value}.`,
      )
    }
  }
}

/** Values by SQLite's own names of its settings. */
type Settings = Readonly<Record<string, string | number>>

const SETTINGS = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'query_only']

/** What this connection keeps data safe with, read after a query: only then some of it is what it will stay. */
export function readSettings(db: Db): Settings {
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  return Object.fromEntries(SETTINGS.map((name) => [name, db.pragma(name, { simple: true }) as string | number]))
}

/** What is wrong with the database, in SQLite's words; empty where it is sound. Reads the whole file, and blocks meanwhile. */
export function findFaults(db: Db): string[] {
  const faults = (db.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check)
  const orphans = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  return [
    ...faults.filter((fault) => fault !== 'ok'),
    ...orphans.map(
      ({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a row of ${parent} that is not there`,
    ),
  ]
}
