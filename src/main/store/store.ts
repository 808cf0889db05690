import type { AnswersTable } from './answers.ts'
import { createAnswersTable } from './answers.ts'
import { openDatabase } from './database.ts'
import type { ImagesTable } from './images.ts'
import { createImagesTable } from './images.ts'
import type { ImportsTable } from './imports.ts'
import { createImportsTable } from './imports.ts'
import type { SolversTable } from './solvers.ts'
import { createSolversTable } from './solvers.ts'
import type { TasksTable } from './tasks.ts'
import { createTasksTable } from './tasks.ts'

/** One open project: its tables, and transactions over them. SQL stays inside this folder. */
export interface Store {
  readonly images: ImagesTable
  readonly imports: ImportsTable
  readonly solvers: SolversTable
  readonly tasks: TasksTable
  readonly answers: AnswersTable
  /** Runs `work` in one BEGIN IMMEDIATE transaction; what it returns is on disk when this returns. */
  transact<T>(work: () => T): T
  close(): void
}

/** `path` is that of `project.db`. */
export function openStore(path: string): Store {
  const db = openDatabase(path)
  return {
    images: createImagesTable(db),
    imports: createImportsTable(db),
    solvers: createSolversTable(db),
    tasks: createTasksTable(db),
    answers: createAnswersTable(db),
    transact: (work) => db.transaction(work).immediate(),
    close: () => {
      db.close()
    },
  }
}
