import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import { Settings } from '../../src/contract/payloads.ts'
import { readAnswer } from '../../src/core/read-answer.ts'
import type { ProfileId, SolverOptions } from '../../src/core/solver.ts'
import { refreshErrorPx } from '../../src/main/services/item-error.ts'
import { createReadingService } from '../../src/main/services/readings.ts'
import { saidBy } from '../../src/main/solvers/said.ts'
import type { Store } from '../../src/main/store/store.ts'
import { addImage, addItem, target, temporaryProject } from '../store/support.ts'

/** Half of the image that all items show (300 × 400 px). */
export const SENT = { width: 150, height: 200 }
const FULL = { width: 300, height: 400 }

/** A reply of a chat model with this text. */
export const chatReply = (content: string): Buffer =>
  Buffer.from(JSON.stringify({ id: 'completion', choices: [{ message: { role: 'assistant', content } }] }))

/** A reply of a chat model with these numbers. */
export const chatNumbers = (...points: readonly (readonly [number, number])[]): Buffer =>
  chatReply(JSON.stringify(points.map((point) => ({ point_2d: point }))))

/** A project with one solver, whose kept replies are put there as the queue does it. */
export function openReadings(profile: ProfileId = 'chat', options: SolverOptions = {}) {
  const store = temporaryProject()
  addImage(store)
  const events: AppEvent[] = []
  let clock = 1_000
  const settings = Settings.parse({ hitRadius: { unit: 'px', value: 10 } })
  const context = {
    store,
    settings: () => settings,
    emit: (event: AppEvent) => {
      events.push(event)
    },
    now: () => (clock += 1),
    newId: randomUUID,
  }
  const readings = createReadingService(context)
  onTestFinished(() => readings.close())
  const solver = { id: 'solver', name: 'Model', profile, enabled: true, position: 0, mark: 0, concurrency: 1, options }
  store.transact(() => {
    store.solvers.insert(solver)
  })

  /** Keeps a reply for an item; the item is made where there is none. The task fails where the reply cannot be read now. */
  const keep = (itemId: string, raw: Buffer, cost = 0.001) => {
    if (!store.items.get(itemId)) addItem(store, itemId)
    const source = store.solvers.get(solver.id) ?? solver
    const said = saidBy(source.profile, raw)
    const reading =
      said.kind === 'unreadable'
        ? ({ kind: 'wrong-format', found: said.why } as const)
        : readAnswer(source, said.value, SENT, FULL)
    const taskId = randomUUID()
    clock += 10
    const times = { createdAt: clock - 8, submittedAt: clock - 5, settledAt: clock }
    const task = { id: taskId, itemId, solverId: solver.id, instruction: `Click ${itemId}`, cost, ...times }
    store.transact(() => {
      if (reading.kind === 'points') {
        store.tasks.insert({ ...task, status: 'solved' })
        const { kind: _, dropped: _dropped, ...read } = reading
        const ids = { id: randomUUID(), taskId, itemId, solverId: solver.id }
        store.answers.insert({ ...ids, ...read, sentSize: SENT, latencyMs: 5, cost, at: clock }, raw)
      } else {
        const code = reading.kind === 'no-convention' ? 'no-convention' : 'unreadable-answer'
        store.tasks.insert({ ...task, status: 'failed', failure: { code, message: 'Kept.' } })
        store.tasks.setRaw(taskId, raw)
      }
      store.tasks.setSentSize(taskId, SENT)
      store.items.refreshSummary(itemId)
      refreshErrorPx({ store, settings: () => settings }, itemId)
    })
    return taskId
  }

  /** Saves a truth of these points; none is a verified-empty item. */
  const review = (itemId: string, ...points: readonly (readonly [number, number])[]) => {
    if (!store.items.get(itemId)) addItem(store, itemId)
    const targets = points.map(([x, y], index) => target(`t${index}`, x, y))
    const number = (store.revisions.latest(itemId)?.number ?? 0) + 1
    store.transact(() => {
      store.revisions.append(
        {
          itemId,
          number,
          kind: 'edit',
          what: 'Reviewed',
          by: 'Ada',
          at: 1,
          state: 'reviewed',
          targetCount: targets.length,
        },
        targets,
      )
      store.items.setTruth(itemId, {
        state: 'reviewed',
        revision: number,
        targetCount: targets.length,
        errorPx: undefined,
      })
      refreshErrorPx({ store, settings: () => settings }, itemId)
    })
  }

  return { store, context, readings, solver, events, keep, review }
}

/** All that a reading may change, item by item. */
export const stateOf = (store: Store) =>
  store.items.idsOf({}).map((id) => ({
    row: store.items.row(id),
    answers: store.answers.ofItem(id).map(({ id: _, ...answer }) => ({ ...answer, raw: store.answers.raw(_) })),
    tasks: store.tasks.ofItem(id),
  }))
