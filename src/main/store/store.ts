import { openDatabase } from './database.ts'

/** One open project: its tables, and transactions over them. SQL stays inside this folder. */
export interface Store {
  /** Runs `work` in one BEGIN IMMEDIATE transaction; what it returns is on disk when this returns. */
  transact<T>(work: () => T): T
  close(): void
}

/** `path` is that of `project.db`. */
export function openStore(path: string): Store {
  const db = openDatabase(path)
  return {
    transact: (work) => db.transaction(work).immediate(),
    close: () => {
      db.close()
    },
  }
}
