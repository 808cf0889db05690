import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'

/** The right to write a project. The kernel holds it, so a crash gives it back at once. */
export interface Lock {
  readonly release: () => void
}

/**
 * Takes the lock at `path`, or returns undefined where another process (or another opener in this one) holds it.
 * It is an exclusive transaction on an empty SQLite file: the same lock on every platform, with no stale state to clean.
 */
export function takeLock(path: string): Lock | undefined {
  createEmptyFile(path)
  const db = new Database(path, { timeout: 0 })
  try {
    // The journal stays in memory: nothing is ever written, and no second file may be left behind.
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  return {
    release: () => {
      db.close()
    },
  }
}

/**
 * Makes a file that its owner alone may read; does nothing where it exists.
 * An existing file is never opened: closing it again would drop the locks that SQLite holds on it in this process (POSIX).
 */
export function createEmptyFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
