import type { Db } from './database.ts'

/** A balance as it was read, USD. */
export interface KnownBalance {
  readonly at: number
  readonly balance: number
}

export interface BalancesTable {
  insert(solverId: string, read: KnownBalance): void
  newest(solverId: string): KnownBalance | undefined
}

/** The queries of balances, over an open database. */
export function createBalancesTable(db: Db): BalancesTable {
  const insert = db.prepare<[string, number, number]>('INSERT INTO balances (solver_id, at, balance) VALUES (?, ?, ?)')
  const newest = db.prepare<[string], KnownBalance>(
    'SELECT at, balance FROM balances WHERE solver_id = ? ORDER BY seq DESC LIMIT 1',
  )
  return {
    insert: (solverId, { at, balance }) => {
      insert.run(solverId, at, balance)
    },
    newest: (solverId) => newest.get(solverId),
  }
}
