import Database from 'better-sqlite3'
import type { AnswersTable } from './answers.ts'
import { createAnswersTable } from './answers.ts'
import type { BalancesTable } from './balances.ts'
import { createBalancesTable } from './balances.ts'
import { type Db, findFaults, readSettings } from './database.ts'
import type { ConflictsTable } from './conflicts.ts'
import { createConflictsTable } from './conflicts.ts'
import type { ExportsTable } from './exports.ts'
import { createExportsTable } from './exports.ts'
import type { FailuresTable } from './failures.ts'
import { createFailuresTable } from './failures.ts'
import { createGroupCommit } from './group-commit.ts'
import type { FeedbackTable } from './feedback.ts'
import { createFeedbackTable } from './feedback.ts'
import type { ImagesTable } from './images.ts'
import { createImagesTable } from './images.ts'
import type { ImportsTable } from './imports.ts'
import { createImportsTable } from './imports.ts'
import type { ItemNamesTable } from './item-names.ts'
import { createItemNamesTable } from './item-names.ts'
import type { ItemsTable } from './items.ts'
import { createItemsTable } from './items.ts'
import type { MetaTable } from './meta.ts'
import { createMetaTable } from './meta.ts'
import type { RereadsTable } from './rereads.ts'
import { createRereadsTable } from './rereads.ts'
import type { RevisionsTable } from './revisions.ts'
import { createRevisionsTable } from './revisions.ts'
import type { RunsTable } from './runs.ts'
import { createRunsTable } from './runs.ts'
import type { SendableTable } from './sendable.ts'
import { createSendableTable } from './sendable.ts'
import type { SolverStatsQueries } from './solver-stats.ts'
import { createSolverStatsQueries } from './solver-stats.ts'
import type { SolverTestsTable } from './solver-tests.ts'
import { createSolverTestsTable } from './solver-tests.ts'
import type { SolversTable } from './solvers.ts'
import { createSolversTable } from './solvers.ts'
import { StoreError } from './store-error.ts'
import type { TasksTable } from './tasks.ts'
import { createTasksTable } from './tasks.ts'

/** One open project: its tables, and transactions over them. SQL stays inside this folder. */
export interface Store {
  readonly meta: MetaTable
  readonly images: ImagesTable
  readonly imports: ImportsTable
  readonly items: ItemsTable
  readonly itemNames: ItemNamesTable
  readonly revisions: RevisionsTable
  readonly rereads: RereadsTable
  readonly solvers: SolversTable
  readonly solverTests: SolverTestsTable
  readonly solverStats: SolverStatsQueries
  readonly balances: BalancesTable
  readonly feedback: FeedbackTable
  readonly tasks: TasksTable
  readonly answers: AnswersTable
  readonly runs: RunsTable
  readonly sendable: SendableTable
  readonly failures: FailuresTable
  readonly conflicts: ConflictsTable
  readonly exports: ExportsTable
  /** The project folder, absolute and without links. */
  readonly folder: string
  /** Set where nothing can be written: why, in a sentence. May appear while the project is open, when the disk fails. */
  readonly readOnly: string | undefined
  /**
   * Runs `work` in one BEGIN IMMEDIATE transaction; what it returns is on disk when this returns. All writes go through here.
   * Throws `read-only` where the store is read-only or the disk failed, and `disk-full`; nothing of `work` is kept then.
   */
  transact<T>(work: () => T): T
  /**
   * As `transact`, but shared with what others ask for in the same turn; resolves when it is on disk. Works are written in the order in
   * which they were asked for, and before any later `transact`. `work` may run twice, the first time without any effect.
   */
  commit<T>(work: () => T): Promise<T>
  /** Reads the whole database for faults, and back what it keeps data safe with, by SQLite's names. Blocks meanwhile. */
  check(): { readonly faults: string[]; readonly settings: Readonly<Record<string, string | number>> }
  close(): void
}

/** The store over an open database. `onClose` runs after the database was closed. */
export function createStore(
  db: Db,
  project: {
    readonly folder: string
    readonly readOnly?: string | undefined
    readonly onClose?: (() => void) | undefined
  },
): Store {
  let readOnly = project.readOnly

  const transact: Store['transact'] = (work) => {
    if (readOnly !== undefined) throw new StoreError('read-only', `${readOnly} Nothing can be changed here.`)
    try {
      return db.transaction(work).immediate()
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error
      if (error.code === 'SQLITE_FULL') {
        throw new StoreError('disk-full', 'The disk is full: this change was not saved.', { cause: error })
      }
      if (!error.code.startsWith('SQLITE_IOERR')) throw error
      // After a failed sync nobody knows what the disk holds; writing on through the same handle could make it worse.
      readOnly = `The disk failed while saving (${error.message}).`
      throw new StoreError('read-only', `${readOnly} Nothing can be changed until the project is opened again.`, {
        cause: error,
      })
    }
  }
  const group = createGroupCommit(transact)

  return {
    meta: createMetaTable(db),
    images: createImagesTable(db),
    imports: createImportsTable(db),
    items: createItemsTable(db),
    itemNames: createItemNamesTable(db),
    revisions: createRevisionsTable(db),
    rereads: createRereadsTable(db),
    solvers: createSolversTable(db),
    solverTests: createSolverTestsTable(db),
    solverStats: createSolverStatsQueries(db),
    balances: createBalancesTable(db),
    feedback: createFeedbackTable(db),
    tasks: createTasksTable(db),
    answers: createAnswersTable(db),
    runs: createRunsTable(db),
    sendable: createSendableTable(db),
    failures: createFailuresTable(db),
    conflicts: createConflictsTable(db),
    exports: createExportsTable(db),
    folder: project.folder,
    get readOnly() {
      return readOnly
    },
    transact: (work) => {
      if (!db.inTransaction) group.flush()
      return transact(work)
    },
    commit: (work) => group.commit(work),
    check: () => ({ faults: findFaults(db), settings: readSettings(db) }),
    close: () => {
      group.flush()
      db.close()
      project.onClose?.()
    },
  }
}
