import { expect, test } from 'vitest'
import { JsonServiceId } from '../../src/core/solver.ts'
import { temporaryFolder } from '../store/support.ts'
import { openProject, createProject } from '../../src/main/store/project-folder.ts'
import { CANARY, firstTasks, openQueue, openServer } from './support.ts'

for (const profile of JsonServiceId.options) {
  for (const ready of ['now', 'later'] as const) {
    test(`${profile} answers ${ready}, and the points come back in the full-size frame`, async () => {
      const server = await openServer({ ready, latencyMs: 15 })
      const queue = await openQueue({ baseUrl: server.url, profile, count: 6 })
      const job = await queue.sendAll()
      expect(job).toMatchObject({ state: 'done', done: 6, total: 6, problems: 0 })
      expect(server.tally()).toMatchObject({ created: 6, solved: 6, failed: 0 })
      for (const id of queue.itemIds) {
        expect(queue.store.answers.ofItem(id)).toMatchObject([
          { points: [{ x: 150, y: 200 }], sentSize: { width: 150, height: 200 }, cost: 0, convention: 'sent-pixels' },
        ])
        expect(queue.store.items.row(id)).toMatchObject({ answerCount: 1, answerPoints: 1, working: 0, failed: 0 })
      }
      const [task] = firstTasks(queue)
      expect(task?.status).toBe('solved')
      const asId = { ucaptcha: 'string', '2captcha': 'number', anticaptcha: 'number' }[profile]
      expect(task?.remoteId?.type).toBe(profile === 'ucaptcha' && ready === 'now' ? undefined : asId)
      const answer = queue.store.answers.ofItem('item-0')[0]
      expect(JSON.parse(queue.store.answers.raw(answer?.id ?? '') ?? '')).toMatchObject({ errorId: 0, status: 'ready' })
    })
  }
}

test('an unsolvable task fails with the words of the service and can be tried again', async () => {
  const server = await openServer({ fail: [{ code: 'ERROR_CAPTCHA_UNSOLVABLE', rate: 1 }] })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha' })
  const job = await queue.sendAll()
  expect(job).toMatchObject({ state: 'done', problems: 1 })
  const [task] = firstTasks(queue)
  expect(task).toMatchObject({ status: 'failed', failure: { code: 'ERROR_CAPTCHA_UNSOLVABLE' } })
  expect(queue.store.tasks.raw(task?.id ?? '')).toContain('"errorId":12')
  expect(queue.store.items.row('item-0')).toMatchObject({ failed: 1, working: 0 })
  const again = await queue.tasks['tasks.retry']({ ids: [task?.id ?? ''] })
  await queue.ended(again.jobId)
  expect(firstTasks(queue).map(({ status }) => status)).toEqual(['failed', 'failed'])
  expect(server.tally().created).toBe(2)
})

test('a used-up balance holds the solver, keeps the rest queued, and sending again goes on', async () => {
  const poor = await openServer({ fail: [{ code: 'ERROR_ZERO_BALANCE', rate: 1 }] })
  const queue = await openQueue({ baseUrl: poor.url, count: 20, concurrency: 2 })
  const job = await queue.sendAll()
  expect(job.state).toBe('failed')
  expect(job.message).toContain('20 tasks left to send')
  expect(queue.itemIds.map((id) => queue.store.tasks.ofItem(id)[0]?.status)).toEqual(Array(20).fill('queued'))
  expect(poor.tally().created).toBe(0)
  const rich = await openServer()
  await queue.solvers['solvers.save']({ id: queue.solver.id, solver: { ...queue.solver, baseUrl: rich.url } })
  // Another origin: the key must be entered again before anything is sent there.
  expect(rich.tally().created).toBe(0)
  await queue.solvers['solvers.setKey']({ id: queue.solver.id, key: CANARY })
  await queue.until(() => queue.itemIds.every((id) => queue.store.answers.ofItem(id).length === 1))
  expect(rich.tally().created).toBe(20)
})

test('a wrong key holds the solver and is not asked about again and again', async () => {
  const server = await openServer({ key: 'another-key' })
  const queue = await openQueue({ baseUrl: server.url, count: 50, concurrency: 1 })
  const job = await queue.sendAll()
  expect(job.message).toMatch(/key/)
  expect(server.tally().created).toBe(0)
})

test('nothing that is open is sent twice', async () => {
  const server = await openServer({ ready: 'later', latencyMs: 50 })
  const queue = await openQueue({ baseUrl: server.url, count: 3 })
  const [first, second] = await Promise.all([queue.sendAll(), queue.sendAll()])
  expect(first.total + second.total).toBe(3)
  expect(server.tally().created).toBe(3)
})

test('cancelling a job cancels what is queued and keeps what was paid', async () => {
  const server = await openServer({ latencyMs: 60 })
  const queue = await openQueue({ baseUrl: server.url, count: 40, concurrency: 2 })
  const { jobId } = await queue.tasks['tasks.send']({ items: {}, solverIds: [queue.solver.id], onlyUnsolved: false })
  await queue.until(() => server.tally().created >= 2)
  await queue.jobs['jobs.cancel']({ id: jobId })
  const job = await queue.ended(jobId)
  expect(job.state).toBe('cancelled')
  const statuses = queue.itemIds.map((id) => queue.store.tasks.ofItem(id)[0]?.status)
  expect(new Set(statuses)).toEqual(new Set(['solved', 'cancelled']))
  expect(statuses.filter((status) => status === 'solved')).toHaveLength(server.tally().created)
})

test('stopping ends within 3 s, and the next start goes on with the same remote ids', async () => {
  const server = await openServer({ ready: 'later', latencyMs: 400 })
  const folder = `${temporaryFolder()}/Test.pointcheck`
  createProject(folder)
  const store = openProject(folder)
  const first = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 8, concurrency: 4, store })
  await first.tasks['tasks.send']({ items: {}, solverIds: [first.solver.id], onlyUnsolved: false })
  await first.until(() => first.itemIds.filter((id) => store.tasks.ofItem(id)[0]?.status === 'waiting').length === 4)
  const began = performance.now()
  await first.tasks.stop()
  expect(performance.now() - began).toBeLessThan(3_000)
  store.close()

  const reopened = openProject(folder)
  const second = await openQueue({ baseUrl: server.url, count: 8, store: reopened })
  second.tasks.start()
  await second.until(() => second.itemIds.every((id) => reopened.tasks.ofItem(id)[0]?.status === 'solved'))
  expect(server.tally().created).toBe(8)
  await second.tasks.stop()
  reopened.close()
})

test('what was being sent when the process died is unconfirmed, never sent again by itself, and a person decides', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  const { store, solver } = queue
  store.transact(() => {
    const task = { id: 't', itemId: 'item-0', solverId: solver.id, instruction: 'Click', createdAt: 1 } as const
    store.tasks.insert({ ...task, status: 'submitting', attemptId: 'a', submittedAt: 2 })
  })
  queue.tasks.start()
  expect(store.tasks.get('t')).toMatchObject({ status: 'unconfirmed', failure: { code: 'unconfirmed' } })
  expect(server.tally().created).toBe(0)
  expect(store.items.row('item-0')).toMatchObject({ failed: 1, working: 0 })
  await queue.tasks['tasks.resolve']({ id: 't', as: 'send-again' })
  await queue.until(() => store.answers.ofItem('item-0').length === 1)
  expect(store.tasks.get('t')?.status).toBe('failed')
  expect(server.tally().created).toBe(1)
})

test('items without an instruction are refused alone and reported among others', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 2 })
  queue.store.transact(() => {
    queue.store.items.setInstruction(['item-1'], ' ')
  })
  const send = (ids: string[]) =>
    queue.tasks['tasks.send']({ items: { ids }, solverIds: [queue.solver.id], onlyUnsolved: false })
  await expect(send(['item-1'])).rejects.toMatchObject({ code: 'no-instruction' })
  const { jobId, count } = await send(['item-0', 'item-1'])
  expect(count).toBe(1)
  await queue.ended(jobId)
  expect((await queue.jobs['jobs.get']({ id: jobId })).problems).toMatchObject([{ name: 'item-1' }])
})

test('a key never shows in what is stored, told or logged', async () => {
  const server = await openServer({
    answerers: { shapes: () => Promise.reject(new Error(`key was ${CANARY}`)) },
    onBroken: () => undefined,
  })
  const queue = await openQueue({ baseUrl: server.url })
  await queue.sendAll()
  const shown = JSON.stringify([
    queue.events,
    queue.logged,
    firstTasks(queue),
    queue.store.tasks.raw(firstTasks(queue)[0]?.id ?? ''),
  ])
  expect(shown).not.toContain(CANARY)
  expect(await queue.solvers['solvers.list']({})).toMatchObject([
    {},
    {},
    { key: { kind: 'present', lastFour: CANARY.slice(-4), kept: 'session' } },
  ])
})
