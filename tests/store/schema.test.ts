import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/main/store/database.ts'
import { createProject } from '../../src/main/store/project-folder.ts'
import { temporaryFolder } from './support.ts'

const golden = join(import.meta.dirname, '../golden/schema.sql')

test('the schema is the one that was reviewed (UPDATE_GOLDEN=1 rewrites it)', () => {
  const folder = join(temporaryFolder(), 'P.pointcheck')
  createProject(folder)
  const db = openDatabase(join(folder, 'project.db'), 'write')
  const statements = db
    .prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name')
    .pluck()
    .all()
  const version = String(db.pragma('user_version', { simple: true }))
  db.close()
  const schema = `-- user_version ${version}\n\n${statements.map((sql) => `${sql};\n`).join('\n')}`
  if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, schema)
  expect(schema).toBe(readFileSync(golden, 'utf8'))
  expect(statements.filter((sql) => sql.startsWith('CREATE TABLE') && !/\bSTRICT\b/.test(sql))).toEqual([])
})
