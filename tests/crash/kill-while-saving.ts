import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Decision } from '../../src/core/revision.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import type { Store } from '../../src/main/store/store.ts'
import { createRandom } from '../../src/main/solver-server/random.ts'

/** What a save had answered before the kill. */
export interface Acknowledged extends Decision {
  readonly itemId: string
  readonly revision: number
}

export interface CrashReport {
  readonly runs: number
  readonly acknowledged: number
  /** Revisions that were on disk although their save had not answered yet: at most one a run. */
  readonly unanswered: number
  /** In words; none is what must come out. */
  readonly faults: readonly string[]
}

const ITEMS = 60
/** Longest time from the first save, or from the start, to the kill, milliseconds. The outcome does not depend on it. */
const LONGEST_LIFE = 80

/** Kills a process with -9 at random moments while it saves clicks, and looks each time for what it had acknowledged. */
export async function killWhileSaving(
  seed: number,
  runs: number,
  onRun: (run: number) => void = () => undefined,
): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-crash-'))
  const project = join(folder, 'Crash.pointcheck')
  const random = createRandom(seed)
  const faults: string[] = []
  const acknowledged: Acknowledged[] = []
  let unanswered = 0
  try {
    fill(project)
    for (let run = 1; run <= runs; run += 1) {
      const before = countRevisions(project)
      const lines = await saveUntilKilled(project, join(folder, 'acknowledged'), random)
      acknowledged.push(...lines)
      const store = openProject(project)
      faults.push(...faultsOf(store, lines).map((fault) => `Run ${run}: ${fault}`))
      store.close()
      const surplus = countRevisions(project) - before - lines.length
      if (surplus < 0 || surplus > 1) faults.push(`Run ${run}: ${surplus} revisions more than were acknowledged.`)
      unanswered += surplus
      onRun(run)
    }
    const store = openProject(project)
    faults.push(...missing(store, acknowledged).map((fault) => `At the end: ${fault}`))
    store.close()
    return { runs, acknowledged: acknowledged.length, unanswered, faults }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function fill(project: string): void {
  createProject(project)
  const store = openProject(project)
  const hash = '0'.repeat(64)
  store.transact(() => {
    const image = {
      hash,
      name: 'a.png',
      bytes: 1,
      format: 'png',
      width: 4_000,
      height: 3_000,
      orientation: 1,
      frames: 1,
    } as const
    store.images.insert(image, 0)
    for (let item = 0; item < ITEMS; item += 1) {
      store.items.insert({ id: `item-${item}`, imageHash: hash, name: '', instruction: '', addedAt: 0 })
    }
  })
  store.close()
}

/** One life of the process. A fifth of them end at any moment from the start on, also while the project is being opened. */
async function saveUntilKilled(project: string, file: string, random: () => number): Promise<Acknowledged[]> {
  const output = openSync(file, 'w', 0o600)
  const seed = Math.floor(random() * 2 ** 32)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'save-clicks.ts'), project, String(seed)], {
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  closeSync(output)
  const exited = once(child, 'exit')
  const early = random() < 0.2
  await Promise.race([exited, early ? once(child, 'spawn') : once(child, 'message')])
  await delay(random() * LONGEST_LIFE * (early ? 5 : 1))
  child.kill('SIGKILL')
  const [code, signal] = (await exited) as [number | null, string | null]
  if (signal !== 'SIGKILL') throw new Error(`The saving process ended by itself with ${code ?? signal}.`)
  const lines = readFileSync(file, 'utf8').split('\n')
  // What follows the last line end was cut by the kill.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Acknowledged)
}

function countRevisions(project: string): number {
  const db = new Database(join(project, 'project.db'), { readonly: true })
  const count = db.prepare<[], number>('SELECT count(*) FROM revisions').pluck().get() ?? 0
  db.close()
  return count
}

function faultsOf(store: Store, lines: readonly Acknowledged[]): string[] {
  const db = new Database(join(store.folder, 'project.db'), { readonly: true })
  const integrity = db.pragma('integrity_check', { simple: true })
  const foreign = db.pragma('foreign_key_check') as unknown[]
  db.close()
  return [
    ...(store.readOnly === undefined ? [] : ['the lock of the killed process was still held.']),
    ...(integrity === 'ok' ? [] : [`integrity_check says ${String(integrity)}.`]),
    ...(foreign.length === 0 ? [] : [`${foreign.length} rows refer to nothing.`]),
    ...missing(store, lines),
    ...store.items.idsOf({}).flatMap((id) => unsound(store, id)),
  ]
}

/** Acknowledged revisions that are not there as they were acknowledged. */
const missing = (store: Store, lines: readonly Acknowledged[]): string[] =>
  lines
    .filter(({ itemId, revision, targets, state }) => {
      const kept = store.revisions.get(itemId, revision)
      return !isDeepStrictEqual(kept, { number: revision, targets, state })
    })
    .map(({ itemId, revision }) => `revision ${revision} of ${itemId} was acknowledged and is not there.`)

/** Whether the log of an item has gaps, or its row says something else than its newest revision. */
function unsound(store: Store, id: string): string[] {
  const heads = store.revisions.list(id, { limit: 1_000_000 }).reverse()
  const newest = heads.at(-1)
  const item = store.items.get(id)
  const count = store.items.row(id)?.targetCount
  const gaps = heads.some((head, index) => head.number !== index + 1)
  const stale =
    item?.revision !== heads.length ||
    item.state !== (newest?.state ?? 'unreviewed') ||
    count !== (newest?.targetCount ?? 0) ||
    count !== (store.revisions.latest(id)?.targets.length ?? 0)
  return [...(gaps ? [`the log of ${id} has gaps.`] : []), ...(stale ? [`the row of ${id} is stale.`] : [])]
}
