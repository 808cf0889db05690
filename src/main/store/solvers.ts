import type { Solver } from '../../core/solver.ts'
import { BuiltIn, ProfileId, SolverOptions } from '../../core/solver.ts'
import type { Db } from './database.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly profile: string
  readonly base_url: string | null
  readonly built_in: string | null
  readonly enabled: number
  readonly position: number
  readonly mark: number
  readonly concurrency: number
  readonly rate_count: number | null
  readonly rate_seconds: number | null
  readonly price: number | null
  readonly options: string
}

const COLUMNS =
  'id, name, profile, base_url, built_in, enabled, position, mark, concurrency, rate_count, rate_seconds, price, options'

const toSolver = (row: Row): Solver => ({
  id: row.id,
  name: row.name,
  profile: ProfileId.parse(row.profile),
  ...(row.base_url !== null && { baseUrl: row.base_url }),
  ...(row.built_in !== null && { builtIn: BuiltIn.parse(row.built_in) }),
  enabled: row.enabled === 1,
  position: row.position,
  mark: row.mark,
  concurrency: row.concurrency,
  ...(row.rate_count !== null &&
    row.rate_seconds !== null && { rate: { count: row.rate_count, seconds: row.rate_seconds } }),
  ...(row.price !== null && { price: row.price }),
  options: SolverOptions.parse(JSON.parse(row.options)),
})

const toRow = (solver: Solver): Row => ({
  id: solver.id,
  name: solver.name,
  profile: solver.profile,
  base_url: solver.baseUrl ?? null,
  built_in: solver.builtIn ?? null,
  enabled: solver.enabled ? 1 : 0,
  position: solver.position,
  mark: solver.mark,
  concurrency: solver.concurrency,
  rate_count: solver.rate?.count ?? null,
  rate_seconds: solver.rate?.seconds ?? null,
  price: solver.price ?? null,
  options: JSON.stringify(solver.options),
})

export interface SolversTable {
  /** Those that were not removed, in the order of every list. */
  list(): Solver[]
  /** Also finds a removed one: its tasks and answers still name it. */
  get(id: string): Solver | undefined
  /** Whether the project ever had this built-in, removed or not. */
  everHad(builtIn: BuiltIn): boolean
  /** The position for a solver that joins at the end. */
  nextPosition(): number
  /** The mark for a solver that joins. Marks of removed solvers are not used again: a colour keeps its meaning. */
  nextMark(): number
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
  const nextMark = db.prepare<[], number>('SELECT coalesce(max(mark) + 1, 0) FROM solvers').pluck()
  const everHad = db.prepare<[string]>('SELECT 1 FROM solvers WHERE built_in = ?')
  const insert = db.prepare<[Row]>(
    `INSERT INTO solvers (${COLUMNS})
     VALUES (@id, @name, @profile, @base_url, @built_in, @enabled, @position, @mark, @concurrency, @rate_count,
       @rate_seconds, @price, @options)`,
  )
  const update = db.prepare<[Row]>(
    `UPDATE solvers SET name = @name, profile = @profile, base_url = @base_url, built_in = @built_in,
       enabled = @enabled, position = @position, mark = @mark, concurrency = @concurrency, rate_count = @rate_count,
       rate_seconds = @rate_seconds, price = @price, options = @options WHERE id = @id`,
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
    nextMark: () => nextMark.get() ?? 0,
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
