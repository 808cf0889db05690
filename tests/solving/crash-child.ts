import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Settings } from '../../src/contract/payloads.ts'
import type { ProfileId } from '../../src/core/solver.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import type { Context } from '../../src/main/services/context.ts'
import { createJobs } from '../../src/main/services/jobs.ts'
import { createTaskService } from '../../src/main/services/tasks.ts'
import type { Profile } from '../../src/main/solvers/profiles.ts'
import { profiles } from '../../src/main/solvers/profiles.ts'
import { openProject } from '../../src/main/store/project-folder.ts'

/*
 * Works on the queue of a project until it is killed or nothing is left, and then ends by itself.
 * What it needs comes as JSON in the variable CRASH_CHILD.
 */
const { folder, picture, key, solverId } = JSON.parse(process.env['CRASH_CHILD'] ?? '') as {
  folder: string
  picture: string
  key: string
  solverId: string
}
const none = () => Promise.reject(new Error('Only pictures are sent here.'))
const store = openProject(folder)
if (store.readOnly !== undefined) throw new Error(store.readOnly)
const keys = createSessionVault()
await keys.set(solverId, new URL(store.solvers.get(solverId)?.baseUrl ?? '').origin, key)
const bytes = readFileSync(picture)
const finish = async () => {
  await tasks.stop()
  store.close()
}
const context: Context = {
  store,
  keys,
  images: {
    add: none,
    thumbnail: none,
    upright: none,
    original: none,
    forSolver: () => Promise.resolve({ bytes, contentType: 'image/png', width: 300, height: 400 }),
    close: none,
  },
  emit: (event) => {
    if (event.name !== 'job.changed' || event.payload.state === 'running') return
    process.stdout.write(`${event.payload.message}\n`)
    void finish()
  },
  settings: () => Settings.parse({}),
  now: Date.now,
  newId: randomUUID,
  log: (level, message, error) => {
    process.stderr.write(`${level} ${message} ${String(error)}\n`)
  },
}
const fast = Object.fromEntries(
  Object.entries(profiles).map(([id, profile]) => [id, { ...profile, firstWait: 20, pollWait: 20 }]),
) as Record<ProfileId, Profile>
const tasks = createTaskService(context, createJobs(context), { origin: none }, { profiles: fast })
tasks.start()
