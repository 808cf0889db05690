import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { TaskStatus } from '../../src/core/task.ts'
import { startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'

const CHILD = join(import.meta.dirname, 'crash-child.ts')
const KEY = 'crash-test-key'
export const LANES = 8

export interface CrashReport {
  readonly items: number
  readonly kills: number
  /** Items for which the service was given more than one task. */
  readonly paidTwice: number
  readonly created: number
  /** Most tasks that one kill left with nobody knowing whether they were taken. */
  readonly mostUnconfirmed: number
  readonly statuses: Readonly<Record<TaskStatus, number>>
  /** Answers whose point is not the one that was given for their item. */
  readonly wrongAnswers: number
  readonly integrity: unknown
}

/**
 * Kills (-9) a process that works on a queue of `items` tasks at `kills` random moments, then lets it finish, and counts
 * what the service saw. The service is the real embedded server, over loopback, half of it answering after a while.
 * `onKill` hears how many kills there were.
 */
export async function crashSolve(
  kills: number,
  items: number,
  onKill: (killed: number) => void = () => undefined,
): Promise<CrashReport> {
  const root = mkdtempSync(join(tmpdir(), 'pointcheck-crash-'))
  const folder = join(root, 'Crash.pointcheck')
  const picture = join(root, 'picture.png')
  const given = new Map<string, number>()
  const server = await startSolverServer({
    answerers: {
      shapes: ({ instruction }) => {
        given.set(instruction, (given.get(instruction) ?? 0) + 1)
        return Promise.resolve([{ x: Number(instruction), y: 1 }])
      },
    },
    default: 'shapes',
    key: KEY,
    ready: 'later',
    latencyMs: 30,
    onBroken: (error) => {
      throw error
    },
  })
  try {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
    writeFileSync(
      picture,
      await sharp({ create: { width: 60, height: 80, channels: 3, background: '#000', noise } })
        .png()
        .toBuffer(),
    )
    createProject(folder)
    fillProject(folder, items, server.url)
    const start = () => {
      const parts = { folder, picture, key: KEY, solverId: 'service' }
      return spawn(process.execPath, [CHILD], {
        env: { ...process.env, CRASH_CHILD: JSON.stringify(parts) },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    }
    let killed = 0
    let doubtful = 0
    let mostUnconfirmed = 0
    while (killed < kills) {
      const before = server.tally().created
      const child = start()
      const gone = once(child, 'exit')
      // Killed at a random moment after it has begun to send: a kill while it loads its modules would try nothing.
      while (server.tally().created === before && child.exitCode === null) await sleep(2)
      await sleep(Math.random() * 120)
      if (child.exitCode !== null) break
      child.kill('SIGKILL')
      await gone
      killed += 1
      const now = doubtfulIn(folder)
      mostUnconfirmed = Math.max(mostUnconfirmed, now - doubtful)
      doubtful = now
      onKill(killed)
    }
    const last = start()
    const [code] = (await once(last, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`The last run ended with ${code}.`)
    return { kills: killed, items, created: server.tally().created, mostUnconfirmed, ...count(folder, given) }
  } finally {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  }
}

function fillProject(folder: string, items: number, baseUrl: string): void {
  const store = openProject(folder)
  const image = { name: 'a.png', bytes: 1, format: 'png', width: 300, height: 400, orientation: 1, frames: 1 } as const
  const imageHash = 'a'.repeat(64)
  store.transact(() => {
    store.images.insert({ ...image, hash: imageHash }, 0)
    const solver = { id: 'service', name: 'Service', profile: '2captcha', baseUrl } as const
    store.solvers.insert({ ...solver, enabled: true, position: 0, mark: 0, options: {}, concurrency: LANES })
    const solvers = [{ solverId: 'service', paused: false }]
    store.runs.insert({ id: 'run', at: 0, by: '', items, state: 'running', solvers })
    for (let number = 0; number < items; number += 1) {
      const id = `item-${number}`
      const instruction = String(number)
      store.items.insert({ id, imageHash, name: id, instruction, addedAt: 0 })
      store.tasks.insert({
        id,
        itemId: id,
        solverId: 'service',
        instruction,
        runId: 'run',
        status: 'queued',
        createdAt: 0,
      })
    }
  })
  store.close()
}

/** Tasks that were sent and have no reply, and never will have one. */
function doubtfulIn(folder: string): number {
  const db = new Database(join(folder, 'project.db'), { readonly: true })
  const doubtful = db
    .prepare<[], number>(`SELECT count(*) FROM tasks WHERE status IN ('submitting', 'unconfirmed')`)
    .pluck()
    .get()
  db.close()
  return doubtful ?? 0
}

function count(folder: string, given: ReadonlyMap<string, number>) {
  const db = new Database(join(folder, 'project.db'), { readonly: true })
  const rows = db.prepare<[], { status: TaskStatus }>('SELECT status FROM tasks').all()
  const wrongAnswers = db
    .prepare<[], number>(
      `SELECT count(*) FROM answers a JOIN items i ON i.id = a.item_id
       WHERE json_extract(a.points, '$[0].x') <> CAST(i.instruction AS REAL)`,
    )
    .pluck()
    .get()
  const integrity = db.pragma('integrity_check', { simple: true })
  db.close()
  const statuses = Object.fromEntries(
    TaskStatus.options.map((status) => [status, rows.filter((row) => row.status === status).length]),
  ) as Record<TaskStatus, number>
  const paidTwice = [...given.values()].filter((tasks) => tasks > 1).length
  return { paidTwice, statuses, wrongAnswers: wrongAnswers ?? 0, integrity }
}
