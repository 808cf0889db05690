import { expect, test, vi } from 'vitest'
import { openOddService, READY, says } from './odd-service.ts'
import { endings, runOf, sendRun, untilRun } from './runs-support.ts'
import { CANARY, openQueue, openServer } from './support.ts'

const unsolvable = says('{"errorId":12,"errorCode":"ERROR_CAPTCHA_UNSOLVABLE","errorDescription":"No."}')
const words = says('{"errorId":0,"status":"ready","solution":{"coordinates":"somewhere on the left"},"cost":"0.002"}')
/** Ends the connection without a reply: nobody knows whether the task was taken. */
const hangUp = (response: { destroy(): unknown }) => {
  response.destroy()
}

test('failed tasks are grouped by cause, and one press sends a whole group again as a new run', async () => {
  // Every third task each: unsolvable, unreadable, solved. From the seventh on all goes well.
  const service = await openOddService((_path, count) =>
    count > 6 ? says(READY) : ([unsolvable, words, says(READY)][count % 3] ?? says(READY)),
  )
  const queue = await openQueue({ baseUrl: service.url, count: 6, concurrency: 1 })
  const { runId, jobId } = await sendRun(queue)
  await queue.ended(jobId)
  const solverId = queue.solver.id
  const groups = await queue.tasks['runs.failures']({ runId })
  expect(groups).toEqual([
    {
      code: 'ERROR_CAPTCHA_UNSOLVABLE',
      title: 'Could not be solved',
      tasks: 2,
      bySolver: [{ solverId, tasks: 2 }],
      remedy: 'Services do not charge for these as a rule. A clearer instruction helps.',
      action: 'retry',
    },
    {
      code: 'unreadable-answer',
      title: 'Wrong format',
      tasks: 2,
      bySolver: [{ solverId, tasks: 2 }],
      remedy: 'Paid. Replies are kept. Fix the reading and re-read: free.',
      action: 're-read',
    },
  ])
  expect(await queue.tasks['runs.failures']({})).toEqual(groups)
  // A reply in the wrong format was paid all the same.
  expect((await runOf(queue, runId)).spent).toBeCloseTo(0.004)
  const { itemIds } = await queue.tasks['runs.failedItems']({ runId, code: 'ERROR_CAPTCHA_UNSOLVABLE' })
  expect(itemIds).toHaveLength(2)

  queue.store.transact(() => {
    queue.store.items.setInstruction(itemIds, 'Click more clearly')
  })
  const again = await queue.tasks['runs.retryFailed']({ runId, code: 'ERROR_CAPTCHA_UNSOLVABLE', budget: 1 })
  expect(again.count).toBe(2)
  await queue.ended(again.jobId)
  expect(await runOf(queue, again.runId)).toMatchObject({ number: 2, items: 2, budget: 1, counts: { solved: 2 } })
  expect(itemIds.map((id) => queue.store.tasks.ofItem(id)[0]?.instruction)).toEqual(Array(2).fill('Click more clearly'))
  // What was sent again since does not count, in its old run neither.
  expect((await queue.tasks['runs.failures']({ runId })).map(({ code }) => code)).toEqual(['unreadable-answer'])
  expect((await queue.tasks['runs.retryFailed']({ runId, code: 'ERROR_CAPTCHA_UNSOLVABLE' })).count).toBe(0)
})

test('the price of sending a group again is that of its solvers, and unknown where one of them is', async () => {
  const service = await openOddService(() => unsolvable)
  const queue = await openQueue({ baseUrl: service.url, count: 3 })
  const { jobId } = await sendRun(queue)
  await queue.ended(jobId)
  const { id, position: _, ...solver } = queue.solver
  expect((await queue.tasks['runs.failures']({}))[0]).not.toHaveProperty('price')
  await queue.solvers['solvers.save']({ id, solver: { ...solver, price: 4 } })
  expect((await queue.tasks['runs.failures']({}))[0]?.price).toBeCloseTo(0.012)
  await queue.solvers['solvers.remove']({ id })
  expect(await queue.tasks['runs.failures']({})).toEqual([])
})

test('an unconfirmed task is listed with what is known, counts for what it may have cost, and is sent again once', async () => {
  const service = await openOddService((path, count) => {
    if (path.endsWith('getBalance')) return says('{"errorId":0,"balance":9.996}')
    return count === 1 ? hangUp : says(READY)
  })
  const queue = await openQueue({ baseUrl: service.url })
  const { id, position: _, ...solver } = queue.solver
  await queue.solvers['solvers.save']({ id, solver: { ...solver, price: 4 } })
  queue.store.transact(() => {
    queue.store.balances.insert(id, { at: Date.now(), balance: 10 })
  })
  const { runId, jobId } = await sendRun(queue)
  await queue.ended(jobId)
  const run = await runOf(queue, runId)
  expect(run).toMatchObject({ state: 'done', counts: { unconfirmed: 1 } })
  expect(run.spent).toBeCloseTo(0.004)
  expect(endings(queue)[0]?.body).toBe('0 solved, 1 unconfirmed. $0.004 spent.')
  const [task] = await queue.tasks['runs.unconfirmed']({})
  expect(task).toMatchObject({ itemId: 'item-0', name: 'item-0', solverId: id, runId, price: 0.004 })
  expect(task?.attemptId).not.toBe('')
  await vi.waitFor(async () => {
    expect(await queue.tasks['runs.unconfirmed']({})).toMatchObject([
      { known: 'Balance fell by $0.004', likely: 'paid' },
    ])
  })

  const decide = async () => queue.tasks['tasks.resolve']({ id: task?.taskId ?? '', as: 'send-again' })
  const [one, two] = await Promise.allSettled([decide(), decide()])
  expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
  await queue.until(() => queue.store.tasks.ofItem('item-0')[0]?.status === 'solved')
  expect(queue.store.tasks.ofItem('item-0').map(({ status }) => status)).toEqual(['solved', 'failed'])
  expect(await queue.tasks['runs.unconfirmed']({})).toEqual([])
  expect(service.seen.filter(({ path }) => path.endsWith('createTask'))).toHaveLength(2)
  const list = await queue.tasks['runs.list']({ limit: 10 })
  expect(list.map(({ number, items }) => [number, items])).toEqual([
    [2, 1],
    [1, 1],
  ])
})

test('a solver that is removed while a send takes in tasks leaves none queued', async () => {
  const server = await openServer({ latencyMs: 20 })
  const queue = await openQueue({ baseUrl: server.url, count: 1_000, concurrency: 1 })
  // As on a slow disk: however fast this machine is, others get their turn before all is stored.
  const { tasks } = queue.store
  const insert = tasks.insert.bind(tasks)
  vi.spyOn(tasks, 'insert').mockImplementation((task) => {
    const began = performance.now()
    insert(task)
    while (performance.now() - began < 0.2);
  })
  const sending = sendRun(queue)
  await queue.until(() => queue.events.some(({ name }) => name === 'task.changed'))
  await queue.solvers['solvers.remove']({ id: queue.solver.id })
  const { runId, count } = await sending
  expect(count).toBeLessThan(1_000)
  await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(queue.store.tasks.unfinishedIds(queue.solver.id)).toEqual([])
  await expect(sendRun(queue)).rejects.toMatchObject({ code: 'no-solver' })
  await queue.tasks.stop()
  expect(queue.store.tasks.solversWithOpen()).toEqual([])
})

test('a held solver stops its run with the reason; resuming the run lifts the hold', async () => {
  let poor = true
  const service = await openOddService(() =>
    poor ? says('{"errorId":10,"errorCode":"ERROR_ZERO_BALANCE"}') : says(READY),
  )
  const queue = await openQueue({ baseUrl: service.url, count: 5, concurrency: 2 })
  const { runId, jobId } = await sendRun(queue)
  const job = await queue.ended(jobId)
  expect(job).toMatchObject({ state: 'failed' })
  expect(await runOf(queue, runId)).toMatchObject({
    state: 'running',
    lanes: [{ state: 'held' }],
    counts: { queued: 5 },
  })
  expect(endings(queue)).toEqual([{ id: runId, title: 'Run 1 has stopped', body: job.message }])
  poor = false
  await queue.tasks['runs.resume']({ id: runId })
  const done = await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(done.counts.solved).toBe(5)
})

test('what is sent while the network is away is queued, and goes on when the run is resumed', async () => {
  const away = await openServer()
  const { port, url } = away
  await away.close()
  const queue = await openQueue({ baseUrl: url, count: 4, concurrency: 2 })
  const { runId, jobId, count } = await sendRun(queue)
  expect(count).toBe(4)
  expect(await queue.ended(jobId)).toMatchObject({ state: 'failed' })
  expect(await runOf(queue, runId)).toMatchObject({ state: 'running', counts: { queued: 4, failed: 0 } })
  await openServer({ port })
  await queue.until(() => queue.events.some(({ name, payload }) => name === 'network.changed' && payload.online))
  expect((await runOf(queue, runId)).counts.queued).toBe(4)
  await queue.tasks['runs.resume']({ id: runId })
  const done = await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(done.counts).toMatchObject({ solved: 4, unconfirmed: 0 })
})

test('what comes back to the queue of a cancelled run is cancelled, not sent', async () => {
  let cancel: (() => void) | undefined
  const service = await openOddService(() => (response, request) => {
    cancel?.()
    says('{"errorId":2,"errorCode":"ERROR_NO_SLOT_AVAILABLE"}')(response, request)
  })
  const queue = await openQueue({ baseUrl: service.url, count: 3, concurrency: 1 })
  const { runId } = await sendRun(queue)
  cancel = () => void queue.tasks['runs.cancel']({ id: runId })
  await queue.until(() => queue.store.runs.get(runId)?.state === 'cancelled')
  const run = await untilRun(queue, runId, ({ counts }) => counts.cancelled === 3)
  expect(run.counts).toMatchObject({ queued: 0, submitting: 0, waiting: 0 })
  expect(service.seen.length).toBeLessThanOrEqual(2)
})

test('who has no key is told so before anything is stored', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  const { solver } = await queue.solvers['solvers.save']({ solver: { ...queue.solver, name: 'Keyless' } })
  await expect(sendRun(queue, { solverIds: [solver.id] })).rejects.toMatchObject({ code: 'no-key' })
  expect(await queue.tasks['runs.list']({ limit: 1 })).toEqual([])
  await queue.solvers['solvers.setKey']({ id: solver.id, key: CANARY })
  expect((await sendRun(queue, { solverIds: [solver.id] })).count).toBe(1)
})
