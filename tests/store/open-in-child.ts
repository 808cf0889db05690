/*
 * Opens the project of the first argument in a process of its own, without a file mask, and says on one line how that went.
 * A second argument is the user to become first, once everything is loaded: that user may not be allowed to read this checkout.
 * Then holds it until the process is killed or its input ends.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createProject, isProject, openProject } from '../../src/main/store/project-folder.ts'

process.umask(0)
const user = Number(process.argv[3] ?? 0)
if (user !== 0) {
  new Database(':memory:').close()
  process.setgid?.(user)
  process.setuid?.(user)
}
const folder = process.argv[2] ?? ''
if (!isProject(folder)) createProject(folder)
const store = openProject(folder)
if (store.readOnly === undefined) {
  store.transact(() => {
    store.meta.set('written-by', String(process.pid))
  })
}
const modes = Object.fromEntries(
  ['.', ...readdirSync(folder)].map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
)
process.stdout.write(
  `${JSON.stringify({ readOnly: store.readOnly ?? null, writtenBy: store.meta.get('written-by'), modes })}\n`,
)
process.stdin.resume()
process.stdin.on('end', () => {
  store.close()
})
