import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import { Settings } from '../../src/contract/payloads.ts'
import type { AnswerPoint } from '../../src/core/answer.ts'
import type { Target } from '../../src/core/truth.ts'
import type { Context } from '../../src/main/services/context.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import type { Store } from '../../src/main/store/store.ts'

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-store-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A new, open project; closed when the test ends. */
export function temporaryProject(): Store {
  const folder = join(temporaryFolder(), 'Test.pointcheck')
  createProject(folder)
  return openForTest(folder)
}

export function openForTest(folder: string): Store {
  const store = openProject(folder)
  onTestFinished(() => {
    store.close()
  })
  return store
}

export const HASH = 'a'.repeat(64)

/** The image that all items of these tests show: 300 × 400 px, so that its diagonal is 500. */
export function addImage(store: Store): void {
  const image = {
    hash: HASH,
    name: 'a.png',
    bytes: 1,
    format: 'png',
    width: 300,
    height: 400,
    orientation: 1,
    frames: 1,
  } as const
  store.transact(() => {
    store.images.insert(image, 0)
  })
}

export function addItem(store: Store, id: string, name = id, instruction = ''): void {
  store.transact(() => {
    store.items.insert({ id, imageHash: HASH, name, instruction, addedAt: 0 })
  })
}

/** A solver's answer to an item. The solver is made with the first answer. */
export function addAnswer(store: Store, itemId: string, id: string, points: readonly AnswerPoint[]): void {
  const solverId = 'solver'
  store.transact(() => {
    if (!store.solvers.get(solverId)) {
      const solver = { id: solverId, name: 'Shapes', profile: 'ucaptcha', builtIn: 'shapes' } as const
      store.solvers.insert({ ...solver, enabled: true, position: 0, mark: 0, options: {}, concurrency: 1 })
    }
    const taskId = `task-${id}`
    store.tasks.insert({ id: taskId, itemId, solverId, status: 'solved', instruction: '', createdAt: 0 })
    const answer = { id, taskId, itemId, solverId, convention: 'sent-pixels', latencyMs: 1, at: 1 } as const
    store.answers.insert({ ...answer, sentSize: { width: 300, height: 400 }, points }, Buffer.from('{}'))
    store.items.refreshSummary(itemId)
  })
}

export const target = (id: string, x = 1, y = 1): Target => ({ id, x, y, label: '', required: true })

const noPictures = (): never => {
  throw new Error('These tests have no pictures.')
}

/** A context over a store whose clock counts up, with the events it sent. */
export function contextOf(
  store: Store,
  settings: Settings = Settings.parse({}),
): Context & { readonly sent: AppEvent[] } {
  const sent: AppEvent[] = []
  let count = 0
  return {
    sent,
    store,
    images: {
      add: noPictures,
      thumbnail: noPictures,
      original: noPictures,
      upright: noPictures,
      forSolver: noPictures,
      close: noPictures,
    },
    keys: { description: '', get: noPictures, set: noPictures, peek: noPictures, remove: noPictures },
    emit: (event) => {
      sent.push(event)
    },
    settings: () => settings,
    now: () => (count += 1),
    newId: () => `id-${(count += 1)}`,
    log: (_level, message, error) => {
      throw new Error(message, { cause: error })
    },
  }
}
