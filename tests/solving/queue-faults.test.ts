import { expect, test } from 'vitest'
import type { Answering } from './odd-service.ts'
import { broken, openOddService, READY, says, unreadable } from './odd-service.ts'
import { CANARY, firstTasks, openQueue } from './support.ts'

/** A service whose createTask and getTaskResult answer with these, one after another; the last one for ever. */
const scripted = (script: { readonly create: readonly Answering[]; readonly result?: readonly Answering[] }) =>
  openOddService((path, count) => {
    const answers = (path === '/createTask' ? script.create : script.result) ?? []
    return answers[Math.min(count, answers.length) - 1] ?? says('', 500)
  })

const times = (service: { seen: readonly { path: string }[] }, path: string): number =>
  service.seen.filter((one) => one.path === path).length

const taken = says('{"errorId":0,"taskId":12345678901234567890}')
const processing = says('{"errorId":0,"status":"processing"}')

for (const [what, answer] of [
  ...Object.entries(unreadable),
  ...Object.entries(broken).map(([name, one]) => [name, one.answer] as const),
]) {
  test(`createTask answered with ${what}: sent once, and unconfirmed`, async () => {
    const service = await scripted({ create: [answer] })
    const queue = await openQueue({ baseUrl: service.url })
    const job = await queue.sendAll()
    expect(job).toMatchObject({ state: 'done', problems: 1 })
    expect(firstTasks(queue)).toMatchObject([{ status: 'unconfirmed', failure: { code: 'unconfirmed' } }])
    expect(times(service, '/createTask')).toBe(1)
  })
}

const brief = { ...unreadable, 'a connection that is cut': broken['a connection that is cut']?.answer ?? taken }
for (const [what, answer] of Object.entries(brief)) {
  test(`getTaskResult answered twice with ${what}: asked again, never created again`, async () => {
    const service = await scripted({ create: [taken], result: [answer, processing, answer, says(READY)] })
    const queue = await openQueue({ baseUrl: service.url, profile: '2captcha' })
    await queue.sendAll()
    expect(firstTasks(queue)).toMatchObject([
      { status: 'solved', remoteId: { type: 'number', value: '12345678901234567890' } },
    ])
    expect(times(service, '/createTask')).toBe(1)
    expect(times(service, '/getTaskResult')).toBe(4)
    expect(service.seen.at(-1)?.body).toContain('"taskId":12345678901234567890}')
  })
}

test('a result that is never readable is lost after ten requests, and the last reply is kept', async () => {
  const service = await scripted({ create: [taken], result: [says('<html>')] })
  const queue = await openQueue({ baseUrl: service.url })
  await queue.sendAll()
  const [task] = firstTasks(queue)
  expect(task).toMatchObject({ status: 'failed', failure: { code: 'result-lost' } })
  expect(queue.store.tasks.raw(task?.id ?? '')).toBe('<html>')
  expect(service.seen).toHaveLength(11)
})

test('a result that never comes is given up after 100 requests', async () => {
  const service = await scripted({ create: [taken], result: [processing] })
  const queue = await openQueue({ baseUrl: service.url })
  await queue.sendAll()
  expect(firstTasks(queue)).toMatchObject([{ status: 'failed', failure: { code: 'result-lost' } }])
  expect(times(service, '/getTaskResult')).toBe(100)
})

test('nobody free and 429 are offered again, a bounded number of times', async () => {
  const busy = says('{"errorId":2,"errorCode":"ERROR_NO_SLOT_AVAILABLE"}')
  const service = await scripted({
    create: [busy, says('<h1>', 429), says(READY)],
  })
  const queue = await openQueue({ baseUrl: service.url })
  await queue.sendAll()
  expect(firstTasks(queue)).toMatchObject([{ status: 'solved' }])
  expect(service.seen).toHaveLength(3)

  const full = await scripted({ create: [busy] })
  const other = await openQueue({ baseUrl: full.url })
  await other.sendAll()
  expect(firstTasks(other)).toMatchObject([{ status: 'failed', failure: { code: 'ERROR_NO_SLOT_AVAILABLE' } }])
  expect(full.seen).toHaveLength(6)
})

test('a service that breaks in its own words may have taken the task: it is not offered again by itself', async () => {
  const sorry = says('{"errorId":1,"errorCode":"ERROR_INTERNAL"}', 500)
  const service = await scripted({ create: [sorry, says(READY)] })
  const queue = await openQueue({ baseUrl: service.url })
  await queue.sendAll()
  expect(firstTasks(queue)).toMatchObject([{ status: 'failed', failure: { code: 'ERROR_INTERNAL' } }])
  expect(service.seen).toHaveLength(1)
})

test('a service that cannot be reached is put on hold, and nothing is lost', async () => {
  const queue = await openQueue({ baseUrl: 'http://127.0.0.1:1', count: 3 })
  const job = await queue.sendAll()
  expect(job.state).toBe('failed')
  expect(job.message).toMatch(/back\. 3 tasks left to send\.$/)
  expect(queue.itemIds.map((id) => queue.store.tasks.ofItem(id)[0]?.status)).toEqual(['queued', 'queued', 'queued'])
})

test('a redirect holds the solver: the key is sent once and nowhere else', async () => {
  const other = await scripted({ create: [says(READY)] })
  const service = await scripted({ create: [says('', 307, { location: `${other.url}/createTask` })] })
  const queue = await openQueue({ baseUrl: service.url, count: 5, concurrency: 1 })
  const job = await queue.sendAll()
  expect(job.message).toContain('redirect')
  expect(service.seen).toHaveLength(1)
  expect(other.seen).toHaveLength(0)
})

test('three replies in a row that nobody can read stop the solver; one task tries it again, and the rest follow', async () => {
  const service = await scripted({ create: [...Array<Answering>(4).fill(says('<html>')), says(READY)] })
  const coolDown = { first: 150, longest: 300 }
  const queue = await openQueue({ baseUrl: service.url, count: 30, concurrency: 1, tuning: { coolDown } })
  const began = performance.now()
  const job = await queue.sendAll()
  expect(job).toMatchObject({ state: 'done', problems: 4 })
  // Closed for 150 ms after the third, and for 300 ms after the one that tried it.
  expect(performance.now() - began).toBeGreaterThan(450)
  expect(times(service, '/createTask')).toBe(30)
})

test('a balance is read after a reply was lost, and kept with what else is known', async () => {
  const service = await openOddService((path) =>
    says(path === '/getBalance' ? '{"errorId":0,"balance":4.5}' : '<html>'),
  )
  const queue = await openQueue({ baseUrl: service.url })
  const { store, solver } = queue
  store.transact(() => {
    store.balances.insert(solver.id, { at: 1, balance: 5 })
  })
  await queue.sendAll()
  const id = firstTasks(queue)[0]?.id ?? ''
  await expect
    .poll(() => store.tasks.known(id))
    .toMatchObject({ inFlight: 1, before: { at: 1, balance: 5 }, after: { balance: 4.5 } })
})

test('coordinates that are no points fail the task and keep the reply', async () => {
  const body = '{"errorId":0,"status":"ready","solution":{"coordinates":[{"x":1e999,"y":2}]}}'
  const queue = await openQueue({ baseUrl: (await scripted({ create: [says(body)] })).url })
  await queue.sendAll()
  const [task] = firstTasks(queue)
  expect(task).toMatchObject({ status: 'failed', failure: { code: 'unreadable-answer' } })
  expect(queue.store.tasks.raw(task?.id ?? '')).toBe(body)
})

test('an id that another task has already is not taken for a second one', async () => {
  const service = await scripted({ create: [says('{"errorId":0,"taskId":5}')], result: [says(READY)] })
  const queue = await openQueue({ baseUrl: service.url, profile: '2captcha', count: 2, concurrency: 1 })
  await queue.sendAll()
  expect(queue.itemIds.map((id) => queue.store.tasks.ofItem(id)[0])).toMatchObject([
    { status: 'solved' },
    { status: 'failed', failure: { code: 'repeated-id' } },
  ])
})

test('a key that the service echoes is in nothing that is stored, told or logged', async () => {
  const echo = says(`{"errorId":0,"status":"ready","you":"${CANARY}","solution":{"coordinates":[]}}`)
  const refusal = says(`{"errorId":1,"errorCode":"X","errorDescription":"${CANARY}"}`)
  const noPoints = says(`{"errorId":0,"status":"ready","solution":{"coordinates":[{"${CANARY}":"${CANARY}"}]}}`)
  const service = await scripted({ create: [echo, refusal, noPoints] })
  const queue = await openQueue({ baseUrl: service.url, count: 3, concurrency: 1 })
  await queue.sendAll()
  const { store, events, logged, itemIds } = queue
  const [answer] = store.answers.ofItem('item-0')
  const raw = store.answers.raw(answer?.id ?? '')
  expect(raw).toContain('[redacted]')
  const tasks = itemIds.flatMap((id) => store.tasks.ofItem(id))
  const shown = JSON.stringify([raw, events, logged, tasks, tasks.map(({ id }) => store.tasks.raw(id))])
  expect(shown).not.toContain(CANARY)
})
