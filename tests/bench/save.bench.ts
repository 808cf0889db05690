/* A gesture saved through the contract against the bare commit of the same bytes: WAL, synchronous = FULL, one row. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { contract } from '../../src/contract/contract.ts'
import { Saved, Settings } from '../../src/contract/payloads.ts'
import { createDispatcher } from '../../src/contract/rpc.ts'
import { createReviewService } from '../../src/main/services/review.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'

const SAVES = 1_000
const WARM_UP = 200
const GOAL = 5

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

function openBare(path: string): (text: string) => void {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE saved (seq INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT')
  const insert = db.prepare<[string]>('INSERT INTO saved (document) VALUES (?)')
  return (text) => {
    insert.run(text)
  }
}

/** Through the dispatcher, with `points` targets and two answers of as many points; items have 20 revisions or so. */
function openOurs(folder: string, points: number) {
  createProject(folder)
  const store = openProject(folder)
  const hash = '0'.repeat(64)
  const ids = Array.from({ length: 50 }, (_, index) => `item-${index}`)
  store.transact(() => {
    const size = { width: 4_000, height: 3_000 }
    store.images.insert({ hash, name: 'a.png', bytes: 1, format: 'png', ...size, orientation: 1, frames: 1 }, 0)
    for (const position of [0, 1]) {
      const solver = { id: `solver-${position}`, name: 'Shapes', profile: 'ucaptcha', builtIn: 'shapes' } as const
      store.solvers.insert({ ...solver, enabled: true, position, mark: 0, options: {}, concurrency: 1 })
    }
    for (const itemId of ids) {
      store.items.insert({ id: itemId, imageHash: hash, name: 'a.png', instruction: 'Click on all cars', addedAt: 0 })
      for (const position of [0, 1]) {
        const [id, solverId] = [`${itemId}-${position}`, `solver-${position}`]
        store.tasks.insert({ id, itemId, solverId, status: 'solved', instruction: '', createdAt: 0 })
        const answer = { id, taskId: id, itemId, solverId, convention: 'sent-pixels', latencyMs: 1, at: 0 } as const
        store.answers.insert({ ...answer, sentSize: size, points: targets(points, 5) }, Buffer.from('{}'))
      }
      store.items.refreshSummary(itemId)
    }
  })
  const review = createReviewService({
    store,
    emit: () => undefined,
    settings: () => Settings.parse({}),
    now: Date.now,
    log: (_level, message, error) => {
      throw new Error(message, { cause: error })
    },
  })
  const methods = { 'truth.save': contract.methods['truth.save'] }
  const dispatch = createDispatcher({ methods, events: {} }, { 'truth.save': review['truth.save'] })
  const bases = new Map<string, number>()
  const save = async (gesture: number, document: object): Promise<void> => {
    const itemId = ids[gesture % ids.length] ?? ''
    const decision = { targets: document, state: 'reviewed' }
    const reply = await dispatch('truth.save', { itemId, base: bases.get(itemId) ?? 0, decision, what: 'Moved 1' })
    if (!reply.ok) throw new Error(reply.error.message)
    bases.set(itemId, Saved.parse(reply.value).revision)
  }
  const close = () => {
    review.close()
    store.close()
  }
  return { save, close }
}

const targets = (count: number, moved: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `target-${index}`,
    x: (index * 397.25 + moved) % 4_000,
    y: (index * 211.5) % 3_000,
    label: 'car',
    required: true,
  }))

const folder = mkdtempSync(join(tmpdir(), 'pointcheck-bench-'))
try {
  for (const points of [10, 1_000]) {
    const bare = openBare(join(folder, `bare-${points}.db`))
    const ours = openOurs(join(folder, `Ours-${points}.pointcheck`), points)
    const times: Record<'bare' | 'ours', number[]> = { bare: [], ours: [] }
    for (let gesture = 0; gesture < WARM_UP + SAVES; gesture += 1) {
      const document = targets(points, gesture / 4)
      const text = JSON.stringify(document)
      const start = performance.now()
      bare(text)
      const between = performance.now()
      await ours.save(gesture, document)
      if (gesture < WARM_UP) continue
      times.bare.push(between - start)
      times.ours.push(performance.now() - between)
    }
    ours.close()
    const [save, commit] = [median(times.ours), median(times.bare)]
    const figures = `${save.toFixed(2)} ms, bare commit ${commit.toFixed(2)} ms, ratio ${(save / commit).toFixed(1)}`
    console.log(`save, ${points} points: ${figures} (goal ≤ ${GOAL})`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
