import Database from 'better-sqlite3'
import { migrations } from './migrations/index.ts'

export type Db = Database.Database

/**
 * Opens a project database for writing and brings it to the newest schema.
 * FULL is set and read back after the first query because better-sqlite3 silently falls to NORMAL once WAL is on.
 */
export function openDatabase(path: string): Db {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  const version = Number(db.pragma('user_version', { simple: true }))
  db.transaction(() => {
    for (const sql of migrations.slice(version)) db.exec(sql)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
  return db
}
