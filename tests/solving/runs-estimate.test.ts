import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addImage, addItem, HASH, temporaryProject } from '../store/support.ts'
import { sendRun } from './runs-support.ts'
import type { QueueUnderTest } from './support.ts'
import { openQueue, openServer } from './support.ts'

const estimate = async (queue: QueueUnderTest, wanted: { onlyUnsolved?: boolean; solverIds?: string[] } = {}) =>
  queue.tasks['runs.estimate']({ items: {}, solverIds: [queue.solver.id], onlyUnsolved: false, ...wanted })

test('before a solver has a past nothing is claimed but the number of tasks', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 7 })
  addItem(queue.store, 'without', 'without', ' ')
  expect(await estimate(queue)).toEqual({
    items: 7,
    solvers: [{ solverId: queue.solver.id, tasks: 7, basis: 'unknown' }],
  })
})

test('its own answers say what a task costs and how long it takes; the newest balance is shown', async () => {
  const server = await openServer({ price: 0.002, ready: 'later', latencyMs: 30 })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 8, concurrency: 4 })
  const { jobId } = await sendRun(queue)
  await queue.ended(jobId)
  queue.store.transact(() => {
    queue.store.balances.insert(queue.solver.id, { at: 1, balance: 50.25 })
  })
  const {
    solvers: [own],
  } = await estimate(queue)
  expect(own).toMatchObject({ tasks: 8, basis: 'past', price: 0.002, balance: 50.25 })
  expect(own?.priceRange).toEqual({ low: 0.002, high: 0.002 })
  const latencies = queue.itemIds.flatMap((id) => queue.store.answers.ofItem(id).map(({ latencyMs }) => latencyMs))
  const [fourth = 0, fifth = 0] = latencies.toSorted((a, b) => a - b).slice(3, 5)
  expect(own?.durationMs).toBeCloseTo((((fourth + fifth) / 2) * 8) / 4)
})

test('what is open already is not stored again, what is solved only where it is wanted', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 10, concurrency: 1 })
  const some = ['item-0', 'item-1', 'item-2']
  const { jobId } = await queue.tasks['tasks.send']({
    items: { ids: some },
    solverIds: [queue.solver.id],
    onlyUnsolved: false,
  })
  await queue.ended(jobId)
  queue.store.transact(() => {
    const task = { id: 'open', itemId: 'item-9', solverId: queue.solver.id, instruction: 'Click item-9', createdAt: 0 }
    queue.store.tasks.insert({ ...task, status: 'unconfirmed' })
    // Another instruction is another task.
    queue.store.tasks.insert({ ...task, id: 'older', itemId: 'item-8', instruction: 'Click', status: 'unconfirmed' })
  })
  expect((await estimate(queue)).solvers[0]?.tasks).toBe(9)
  expect((await estimate(queue, { onlyUnsolved: true })).solvers[0]?.tasks).toBe(6)
  const { count } = await sendRun(queue, { onlyUnsolved: true })
  expect(count).toBe(6)
})

test('what runs inside the app is free, and a solver that is gone has no price', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 2 })
  const shapes = queue.store.solvers.list().find(({ builtIn }) => builtIn === 'shapes')?.id ?? ''
  expect((await estimate(queue, { solverIds: [shapes, shapes] })).solvers).toEqual([
    { solverId: shapes, tasks: 2, basis: 'free', price: 0 },
  ])
  await expect(estimate(queue, { solverIds: ['gone'] })).rejects.toMatchObject({ code: 'no-solver' })
})

test('an estimate over many items gives others their turn', async () => {
  const store = temporaryProject()
  addImage(store)
  store.transact(() => {
    for (let number = 0; number < 50_000; number += 1) {
      const item = { id: randomUUID(), name: `IMG_${number}`, instruction: 'every red car' }
      store.items.insert({ ...item, imageHash: HASH, addedAt: 0 })
    }
  })
  const queue = await openQueue({ baseUrl: 'http://127.0.0.1:9', store })
  queue.store.transact(() => {
    const itemId = queue.store.items.idsOf({})[0] ?? ''
    const task = { id: 'open', itemId, solverId: queue.solver.id, instruction: 'every red car', createdAt: 0 } as const
    queue.store.tasks.insert({ ...task, status: 'unconfirmed' })
  })
  const over = new AbortController()
  const counting = (async () => {
    let turns = 0
    while (!over.signal.aborted) {
      await nextTurn()
      turns += 1
    }
    return turns
  })()
  const solverIds = queue.store.solvers.list().map(({ id }) => id)
  // However fast the machine is, each look at the clock finds that a turn has lasted long enough.
  let clock = performance.now()
  const watch = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 20))
  onTestFinished(() => {
    watch.mockRestore()
  })
  const { items, solvers } = await estimate(queue, { onlyUnsolved: true, solverIds })
  over.abort()
  expect(items).toBe(50_000)
  expect(solvers.map(({ tasks }) => tasks).toSorted((a, b) => a - b)).toEqual([49_999, 50_000, 50_000])
  expect(await counting).toBeGreaterThan(3)
})
