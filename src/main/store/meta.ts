import type { Db } from './database.ts'

/** Facts about the project itself, by name. */
export interface MetaTable {
  get(key: string): string | undefined
  set(key: string, value: string): void
}

/** The queries of what is kept of the project itself, over an open database. */
export function createMetaTable(db: Db): MetaTable {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck()
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (key) => get.get(key),
    set: (key, value) => {
      set.run(key, value)
    },
  }
}
