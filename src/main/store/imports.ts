import type { Problem } from '../../contract/payloads.ts'
import type { Db } from './database.ts'

/** One run that brought images in. */
interface ImportRun {
  readonly id: string
  readonly at: number
  readonly by: string
  /** Where the images came from, in words for people. */
  readonly source: string
  /** Items made. */
  readonly added: number
  /** Images that were there already with the same instruction. */
  readonly existing: number
  readonly problems: readonly Problem[]
}

export interface ImportsTable {
  insert(run: ImportRun): void
  /** Newest first. */
  list(): ImportRun[]
}

/** The queries of imports, over an open database. */
export function createImportsTable(db: Db): ImportsTable {
  const insert = db.prepare<[Omit<ImportRun, 'problems'> & { problems: string }]>(
    `INSERT INTO imports (id, at, by, source, added, existing, problems)
     VALUES (@id, @at, @by, @source, @added, @existing, @problems)`,
  )
  const list = db.prepare<[], Omit<ImportRun, 'problems'> & { problems: string }>(
    'SELECT id, at, by, source, added, existing, problems FROM imports ORDER BY at DESC, id DESC',
  )
  return {
    insert: (run) => {
      insert.run({ ...run, problems: JSON.stringify(run.problems) })
    },
    list: () => list.all().map((row) => ({ ...row, problems: JSON.parse(row.problems) as Problem[] })),
  }
}
