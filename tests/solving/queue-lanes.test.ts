import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createLedger, RemoteIdTaken } from '../../src/main/services/queue/ledger.ts'
import { ImpossibleTransition } from '../../src/core/task-status.ts'
import type { Answering } from './odd-service.ts'
import { openOddService, READY, says } from './odd-service.ts'
import type { QueueUnderTest } from './support.ts'
import { firstTasks, openQueue, openServer } from './support.ts'

const statuses = ({ store, itemIds }: QueueUnderTest) => itemIds.map((id) => store.tasks.ofItem(id)[0]?.status)
const solvedOf = (queue: QueueUnderTest) => statuses(queue).filter((status) => status === 'solved').length

test('steps of one turn that are impossible fail alone; the others are on disk when they resolve', async () => {
  const queue = await openQueue({ baseUrl: 'http://127.0.0.1:1', count: 5 })
  const { store, solver, itemIds } = queue
  let ids = 0
  const context = { store, now: Date.now, newId: () => `id-${(ids += 1)}` }
  const ledger = createLedger(
    context as never,
    () => undefined,
    () => undefined,
  )
  const tasks = ledger.enqueue(itemIds.map((itemId) => ({ itemId, solverId: solver.id, instruction: 'Click' })))
  const [a, b, c, d] = tasks.map(({ id }) => id) as [string, string, string, string]
  const remoteId = { type: 'number', value: '7' } as const
  const results = await Promise.allSettled([
    ledger.step(a, 'intent-stored'),
    ledger.step(b, 'solved'),
    ledger.step(a, 'accepted', { remoteId }),
    ledger.step(c, 'intent-stored'),
    ledger.step(c, 'accepted', { remoteId }),
    ledger.step(d, 'cancelled'),
  ])
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(results[1]).toMatchObject({ reason: expect.any(ImpossibleTransition) })
  expect(results[4]).toMatchObject({ reason: expect.any(RemoteIdTaken) })
  expect(statuses(queue)).toEqual(['waiting', 'queued', 'submitting', 'cancelled', 'queued'])
  expect(store.tasks.get(a)).toMatchObject({ remoteId, attemptId: expect.any(String) })
})

test('a solver with a rate begins its tasks evenly, however many it may have at once', async () => {
  const times: number[] = []
  const service = await openOddService(() => (response, request) => {
    times.push(performance.now())
    says(READY)(response, request)
  })
  const queue = await openQueue({ baseUrl: service.url, count: 8, concurrency: 8 })
  queue.store.transact(() => {
    queue.store.solvers.update({ ...queue.solver, rate: { count: 2, seconds: 0.1 } })
  })
  await queue.sendAll()
  expect(times).toHaveLength(8)
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(250)
})

test('what the service asks for with Retry-After holds up the whole lane and no other', async () => {
  const busy = says('{"errorId":1,"errorCode":"ERROR_NO_SLOT_AVAILABLE"}', 429, { 'retry-after': '0.4' })
  const moments: number[] = []
  const service = await openOddService((_path, count): Answering => {
    moments.push(performance.now())
    return count === 1 ? busy : says(READY)
  })
  const queue = await openQueue({ baseUrl: service.url, count: 6, concurrency: 1 })
  await queue.sendAll()
  expect(solvedOf(queue)).toBe(6)
  expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeGreaterThanOrEqual(400)
})

test('Retry-After counts too where nobody can tell whether the task was taken', async () => {
  const moments: number[] = []
  const service = await openOddService((path, count): Answering => {
    if (path !== '/createTask') return says('{"errorId":0,"balance":1}')
    moments.push(performance.now())
    return count === 1 ? says('', 503, { 'retry-after': '0.4' }) : says(READY)
  })
  const queue = await openQueue({ baseUrl: service.url, count: 3, concurrency: 1 })
  await queue.sendAll()
  expect(solvedOf(queue)).toBe(2)
  expect(moments).toHaveLength(3)
  expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeGreaterThanOrEqual(400)
})

/** A port that nothing listens at. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const networkEvents = (queue: QueueUnderTest) =>
  queue.events.filter((event) => event.name === 'network.changed').map(({ payload }) => payload)

test('what is sent while offline stays queued; the app notices the network, and goes on when told to', async () => {
  const port = await freePort()
  const queue = await openQueue({ baseUrl: `http://127.0.0.1:${port}`, count: 3 })
  await queue.sendAll()
  expect(statuses(queue)).toEqual(['queued', 'queued', 'queued'])
  expect(networkEvents(queue)).toMatchObject([{ online: false, waiting: 3 }])
  const server = await openServer({ port })
  await queue.until(() => networkEvents(queue).length === 2)
  expect(networkEvents(queue)[1]).toEqual({ online: true, solverIds: [queue.solver.id], waiting: 3 })
  expect(server.tally().created).toBe(0)
  queue.tasks.resume(queue.solver.id)
  await queue.until(() => solvedOf(queue) === 3)
  expect(server.tally().created).toBe(3)
})

test('a run that was under way when the network went goes on by itself, and what was sent meanwhile waits', async () => {
  const port = await freePort()
  const first = await openServer({ port, latencyMs: 20 })
  const queue = await openQueue({ baseUrl: first.url, count: 40, concurrency: 2 })
  const send = (ids: readonly string[]) =>
    queue.tasks['tasks.send']({ items: { ids: [...ids] }, solverIds: [queue.solver.id], onlyUnsolved: false })
  await send(queue.itemIds.slice(0, 38))
  await queue.until(() => solvedOf(queue) >= 2)
  await first.close()
  await queue.until(() => networkEvents(queue).length === 1)
  await send(queue.itemIds.slice(38))
  const before = statuses(queue)
  const second = await openServer({ port })
  await queue.until(() =>
    statuses(queue)
      .slice(0, 38)
      .every((status) => status !== 'queued' && status !== 'submitting'),
  )
  expect(networkEvents(queue)[1]).toMatchObject({ online: true, waiting: 2 })
  expect(statuses(queue).slice(38)).toEqual(['queued', 'queued'])
  // One whose request was refused while the network went is queued again; one that may have arrived is not sent again.
  const queuedBefore = before.slice(0, 38).filter((status) => status === 'queued').length
  expect(second.tally().created).toBeGreaterThanOrEqual(queuedBefore)
  expect(first.tally().created + second.tally().created).toBeLessThanOrEqual(38)
  queue.tasks.resume(queue.solver.id)
  await queue.until(() => !statuses(queue).includes('queued'))
})

test('a result that comes when the task is over already is kept beside what stands', async () => {
  const service = await openOddService((path) =>
    path === '/createTask'
      ? says('{"errorId":0,"taskId":5}')
      : (response, request) => {
          // Somebody else settles it while the result is on its way.
          queue.store.transact(() => {
            const task = firstTasks(queue)[0]
            if (task) queue.store.tasks.save({ ...task, status: 'cancelled', settledAt: 1 })
          })
          says(READY)(response, request)
        },
  )
  const queue = await openQueue({ baseUrl: service.url, profile: '2captcha' })
  await queue.tasks['tasks.send']({ items: {}, solverIds: [queue.solver.id], onlyUnsolved: false })
  await queue.until(() => queue.store.conflicts.list().length === 1)
  expect(queue.store.conflicts.list('item-0')).toMatchObject([{ kind: 'late', status: 'cancelled', raw: READY }])
  expect(statuses(queue)).toEqual(['cancelled'])
  expect(queue.store.answers.ofItem('item-0')).toEqual([])
})

test.each([
  // The picture was sent at half its size.
  ['repeated', [{ x: 2, y: 4 }]],
  ['contradictory', [{ x: 3, y: 4 }]],
] as const)('a %s result is kept beside the answer that stands', async (kind, points) => {
  const service = await openOddService((path) =>
    path === '/createTask'
      ? says('{"errorId":0,"taskId":5}')
      : (response, request) => {
          // An answer was stored while this one is on its way.
          queue.store.transact(() => {
            const task = firstTasks(queue)[0]
            if (!task) return
            const { id: taskId, itemId, solverId } = task
            queue.store.tasks.save({ ...task, status: 'solved', settledAt: 1 })
            const sentSize = queue.store.tasks.sentSize(taskId) ?? { width: 1, height: 1 }
            const answer = { id: 'stands', taskId, itemId, solverId, points, sentSize, latencyMs: 1, at: 1 }
            queue.store.answers.insert({ ...answer, convention: 'sent-pixels' }, Buffer.from('{}'))
          })
          says(READY)(response, request)
        },
  )
  const queue = await openQueue({ baseUrl: service.url, profile: '2captcha' })
  await queue.tasks['tasks.send']({ items: {}, solverIds: [queue.solver.id], onlyUnsolved: false })
  await queue.until(() => queue.store.conflicts.list().length === 1)
  expect(queue.store.conflicts.list('item-0')).toMatchObject([{ kind, status: 'solved', raw: READY }])
  expect(queue.store.answers.ofItem('item-0')).toMatchObject([{ id: 'stands', points }])
})

test('an id that was given twice is kept as a conflict of the task that has it', async () => {
  const service = await openOddService((path) => says(path === '/createTask' ? '{"errorId":0,"taskId":5}' : READY))
  const queue = await openQueue({ baseUrl: service.url, profile: '2captcha', count: 2, concurrency: 1 })
  await queue.sendAll()
  expect(queue.store.conflicts.list()).toMatchObject([
    { kind: 'repeated', status: 'solved', taskId: queue.store.tasks.ofItem('item-0')[0]?.id },
  ])
})

test('a task that the service has forgotten is paid and lost: it keeps its price and is never sent again by itself', async () => {
  const service = await openOddService((path) =>
    says(path === '/createTask' ? '{"errorId":0,"taskId":5}' : '{"errorId":16,"errorCode":"ERROR_NO_SUCH_CAPCHA_ID"}'),
  )
  const queue = await openQueue({ baseUrl: service.url, profile: '2captcha' })
  queue.store.transact(() => {
    queue.store.solvers.update({ ...queue.solver, price: 2 })
  })
  await queue.sendAll()
  expect(firstTasks(queue)).toMatchObject([{ status: 'failed', failure: { code: 'result-lost' }, cost: 0.002 }])
  expect(service.seen.filter(({ path }) => path === '/createTask')).toHaveLength(1)
})

test('after a service was busy more is sent as it takes tasks, not only as it solves them', async () => {
  let taken = 0
  const service = await openOddService((path, count) => (response, request) => {
    if (path !== '/createTask') {
      says(taken === 4 ? READY : '{"errorId":0,"status":"processing"}')(response, request)
      return
    }
    if (count === 1) {
      says('', 429)(response, request)
      return
    }
    taken += 1
    const reply = says(JSON.stringify({ errorId: 0, taskId: count }))
    // The others are still without a reply when the first one comes back.
    setTimeout(() => {
      reply(response, request)
    }, 100)
  })
  const queue = await openQueue({ baseUrl: service.url, count: 4, concurrency: 4 })
  await queue.sendAll()
  expect(solvedOf(queue)).toBe(4)
})
