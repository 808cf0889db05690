import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Db } from './database.ts'
import { syncFolder } from './durable-file.ts'
import { createEmptyFile } from './lock.ts'

/** Where the state before an upgrade from `version` is kept. */
const backupPath = (path: string, version: number): string => `${path}.backup-v${version}`

/**
 * Brings a database from `version` to the newest schema: all of it or nothing, the version in the same transaction.
 * What was there before is first written to a backup of its own.
 */
export function migrate(db: Db, path: string, version: number, migrations: readonly string[]): void {
  if (version > 0) backUp(db, backupPath(path, version))
  // A table that others refer to can only be made anew without their check, which cannot be switched inside a transaction.
  db.pragma('foreign_keys = OFF')
  db.transaction(() => {
    for (const sql of migrations.slice(version)) db.exec(sql)
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`The upgrade broke ${broken.length} references between tables.`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
  db.pragma('foreign_keys = ON')
}

/** A backup under its final name is complete and on disk. */
function backUp(db: Db, backup: string): void {
  const unfinished = `${backup}.unfinished`
  rmSync(unfinished, { force: true })
  createEmptyFile(unfinished)
  db.prepare('VACUUM INTO ?').run(unfinished)
  const handle = openSync(unfinished, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, backup)
  syncFolder(dirname(backup))
}
