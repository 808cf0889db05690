import type { Db } from './database.ts'

/** What an item is called and shows: enough to find it by. */
export interface ItemName {
  readonly id: string
  readonly name: string
  readonly instruction: string
  readonly imageHash: string
}

export interface ItemNamesTable {
  /** All items, oldest first. */
  all(): ItemName[]
}

/** Names of items, over an open database. */
export function createItemNamesTable(db: Db): ItemNamesTable {
  const all = db.prepare<[], ItemName>('SELECT id, name, instruction, image_hash AS imageHash FROM items ORDER BY seq')
  return { all: () => all.all() }
}
