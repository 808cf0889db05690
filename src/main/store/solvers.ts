import type { Solver } from '../../core/solver.ts'
import { BuiltIn, ProfileId } from '../../core/solver.ts'
import type { Db } from './database.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly profile: string
  readonly base_url: string | null
  readonly built_in: string | null
  readonly enabled: number
  readonly position: number
  readonly concurrency: number
}

const COLUMNS = 'id, name, profile, base_url, built_in, enabled, position, concurrency'

const toSolver = (row: Row): Solver => ({
  id: row.id,
  name: row.name,
  profile: ProfileId.parse(row.profile),
  ...(row.base_url !== null && { baseUrl: row.base_url }),
  ...(row.built_in !== null && { builtIn: BuiltIn.parse(row.built_in) }),
  enabled: row.enabled === 1,
  position: row.position,
  concurrency: row.concurrency,
})

const toRow = (solver: Solver): Row => ({
  id: solver.id,
  name: solver.name,
  profile: solver.profile,
  base_url: solver.baseUrl ?? null,
  built_in: solver.builtIn ?? null,
  enabled: solver.enabled ? 1 : 0,
  position: solver.position,
  concurrency: solver.concurrency,
})

export interface SolversTable {
  /** Those that were not removed, in the order of every list. */
  list(): Solver[]
  /** Also finds a removed one: its tasks and answers still name it. */
  get(id: string): Solver | undefined
  /** Whether the project ever had this built-in, removed or not. */
  everHad(builtIn: BuiltIn): boolean
  /** The position for a solver that joins at the end. Positions of removed solvers are not used again: a colour keeps its meaning. */
  nextPosition(): number
  insert(solver: Solver): void
  update(solver: Solver): void
  /** Takes it out of every list and keeps the row for what refers to it. */
  remove(id: string, at: number): void
}

/** The queries of solvers, over an open database. */
export function createSolversTable(db: Db): SolversTable {
  const list = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM solvers WHERE removed_at IS NULL ORDER BY position, id`)
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM solvers WHERE id = ?`)
  const next = db.prepare<[], number>('SELECT coalesce(max(position) + 1, 0) FROM solvers').pluck()
  const everHad = db.prepare<[string]>('SELECT 1 FROM solvers WHERE built_in = ?')
  const insert = db.prepare<[Row]>(
    `INSERT INTO solvers (${COLUMNS})
     VALUES (@id, @name, @profile, @base_url, @built_in, @enabled, @position, @concurrency)`,
  )
  const update = db.prepare<[Row]>(
    `UPDATE solvers SET name = @name, profile = @profile, base_url = @base_url, built_in = @built_in,
       enabled = @enabled, position = @position, concurrency = @concurrency WHERE id = @id`,
  )
  const remove = db.prepare<[number, string]>('UPDATE solvers SET removed_at = ?, enabled = 0 WHERE id = ?')
  return {
    list: () => list.all().map(toSolver),
    get: (id) => {
      const row = get.get(id)
      return row && toSolver(row)
    },
    everHad: (builtIn) => everHad.get(builtIn) !== undefined,
    nextPosition: () => next.get() ?? 0,
    insert: (solver) => {
      insert.run(toRow(solver))
    },
    update: (solver) => {
      update.run(toRow(solver))
    },
    remove: (id, at) => {
      remove.run(at, id)
    },
  }
}
