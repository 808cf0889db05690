import { expect, test } from 'vitest'
import { ContractError } from '../../src/contract/rpc.ts'
import type { Solver } from '../../src/core/solver.ts'
import { createSolverTrial } from '../../src/main/services/solver-trial.ts'
import { createSolverService } from '../../src/main/services/solvers.ts'
import { refuses } from './faults/fault-case.ts'
import { openOddService, says } from './odd-service.ts'
import { CANARY, firstTasks, openQueue, openServer } from './support.ts'

const LAST_FOUR = `••••••••${CANARY.slice(-4)}`
const chat = {
  name: 'Local model',
  profile: 'chat',
  baseUrl: 'http://127.0.0.1:1/v1',
  enabled: true,
  options: {},
  concurrency: 1,
} as const

test('solvers are put in another order, all of them or none', async () => {
  const { solvers } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const ids = (await solvers['solvers.list']({})).map(({ solver }) => solver.id)
  await solvers['solvers.reorder']({ ids: ids.toReversed() })
  expect((await solvers['solvers.list']({})).map(({ solver }) => solver.id)).toEqual(ids.toReversed())
  expect(() => solvers['solvers.reorder']({ ids: ids.slice(1) })).toThrow('has changed meanwhile')
})

test('a local model needs no key; one that was entered is used, and can be forgotten', async () => {
  const { solvers } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const { solver, key } = await solvers['solvers.save']({ solver: chat })
  expect(key).toEqual({ kind: 'not-needed' })
  expect((await solvers['solvers.setKey']({ id: solver.id, key: CANARY })).key).toMatchObject({ kind: 'present' })
  expect((await solvers['solvers.forgetKey']({ id: solver.id })).key).toEqual({ kind: 'not-needed' })
  const remote = await solvers['solvers.save']({
    solver: { ...chat, profile: 'moondream', baseUrl: 'https://api.moondream.ai' },
  })
  expect(remote.key).toEqual({ kind: 'missing' })
})

test.each<[string, Partial<Solver>, string]>([
  ['a detector with an address', { profile: 'onnx' }, 'bad-input'],
  ['a service without one', { baseUrl: undefined }, 'bad-input'],
  ['Gemini without a model', { profile: 'gemini' }, 'bad-input'],
  ['fewer points than the fewest', { profile: '2captcha', options: { minClicks: 3, maxClicks: 2 } }, 'bad-input'],
  ['plain http to another machine', { baseUrl: 'http://192.168.0.7/v1' }, 'bad-url'],
])('%s is not stored', async (_, change, code) => {
  const { solvers } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  await expect((async () => solvers['solvers.save']({ solver: { ...chat, ...change } }))()).rejects.toMatchObject({
    code,
  })
})

test('a solver with answers stays the kind of source that it is', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  const { solvers, solver } = queue
  const turn = (profile: Solver['profile']) =>
    solvers['solvers.save']({ id: solver.id, solver: { ...solver, profile } })
  expect((await turn('2captcha')).solver.profile).toBe('2captcha')
  await queue.sendAll()
  await expect(turn('chat')).rejects.toMatchObject({ code: 'bad-input' })
})

test('a model file is looked at when it is chosen, and not again', async () => {
  const { context, tasks } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const looked: string[] = []
  const service = createSolverService(context, tasks, ({ path }) => {
    looked.push(path)
    if (path === '/bad.onnx') return Promise.reject(new ContractError('bad-model', 'This is no model.'))
    return Promise.resolve({ path, layout: 'YOLO', classNames: [], namesFrom: 'numbered' })
  })
  const detector = { name: 'Detector', profile: 'onnx', enabled: true, concurrency: 1 } as const
  const save = (modelPath: string, id?: string) =>
    service['solvers.save']({ ...(id && { id }), solver: { ...detector, options: { modelPath } } })
  const { solver } = await save('/good.onnx')
  await save('/good.onnx', solver.id)
  await expect(save('/bad.onnx', solver.id)).rejects.toMatchObject({ code: 'bad-model' })
  expect(looked).toEqual(['/good.onnx', '/bad.onnx'])
})

test('options that the profile does not use are not stored', async () => {
  const { solvers } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const { solver } = await solvers['solvers.save']({ solver: { ...chat, options: { model: 'm', minClicks: 2 } } })
  expect(solver.options).toEqual({ model: 'm' })
})

test('a test of a service asks for its balance, shows both sides with the key masked, and is not repeated at once', async () => {
  const server = await openServer({ balance: 50.25 })
  const { solvers, solver, store } = await openQueue({ baseUrl: server.url })
  const first = await solvers['solvers.test']({ id: solver.id })
  expect(first).toMatchObject({
    asked: 'balance',
    ok: true,
    status: 200,
    summary: 'Balance $50.25',
    sent: `POST /getBalance\ncontent-type: application/json\n\n{"clientKey":"${LAST_FOUR}"}`,
    received: expect.stringContaining('{"errorId":0,"balance":50.25}') as string,
  })
  expect(await solvers['solvers.test']({ id: solver.id })).toEqual(first)
  expect(await solvers['solvers.balance']({ id: solver.id })).toEqual({ balance: 50.25 })
  expect(await solvers['solvers.tests']({ limit: 20 })).toEqual({ tests: [first], total: 1 })
  expect(store.balances.newest(solver.id)).toEqual({ at: first.at, balance: 50.25 })
  // Another key is another question.
  await solvers['solvers.setKey']({ id: solver.id, key: 'another-key' })
  expect(await solvers['solvers.test']({ id: solver.id })).toMatchObject({
    ok: false,
    status: 401,
    summary: expect.stringContaining('ERROR_KEY_DOES_NOT_EXIST') as string,
  })
})

test('a test that reaches nobody, or has no key, says so and is kept', async () => {
  const { solvers, solver } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  expect(await solvers['solvers.test']({ id: solver.id })).toMatchObject({
    ok: false,
    received: '',
    summary: expect.stringContaining('cannot be reached') as string,
  })
  await solvers['solvers.forgetKey']({ id: solver.id })
  const without = await solvers['solvers.test']({ id: solver.id })
  expect(without).toMatchObject({ ok: false, sent: '', summary: 'Service has no key. Enter one in Solvers.' })
  expect((await solvers['solvers.tests']({ id: solver.id, limit: 1 })).total).toBe(2)
})

test('a test of a model asks which it has', async () => {
  const server = await openServer()
  const { solvers } = await openQueue({ baseUrl: server.url })
  const { solver } = await solvers['solvers.save']({
    solver: { ...chat, baseUrl: `${server.url}/v1/`, options: { model: 'molmo' } },
  })
  await solvers['solvers.setKey']({ id: solver.id, key: CANARY })
  expect(await solvers['solvers.test']({ id: solver.id })).toMatchObject({
    asked: 'model',
    ok: true,
    summary: 'Answers, 8 models',
    sent: `GET /models\nauthorization: Bearer ${LAST_FOUR}`,
  })
  await expect(solvers['solvers.balance']({ id: solver.id })).rejects.toMatchObject({ code: 'bad-input' })
})

test('a built-in solver answers, and has no balance to show', async () => {
  const server = await openServer()
  const { solvers } = await openQueue({ baseUrl: server.url })
  const [shapes] = await solvers['solvers.list']({})
  const id = shapes?.solver.id ?? ''
  expect(await solvers['solvers.test']({ id })).toMatchObject({ asked: 'model', ok: true, summary: 'Answers' })
  await expect(solvers['solvers.balance']({ id })).rejects.toMatchObject({ code: 'bad-input' })
})

test('a trial is a task like any other: what it cost is in the books', async () => {
  const server = await openServer({
    price: 0.002,
    answerers: {
      shapes: () =>
        Promise.resolve([
          { x: 5, y: 9 },
          { x: -4, y: 9 },
        ]),
    },
  })
  const queue = await openQueue({ baseUrl: server.url })
  const { solvers, solver } = queue
  const result = await solvers['solvers.test']({ id: solver.id, itemId: 'item-0' })
  expect(result).toMatchObject({ asked: 'image', ok: true, summary: '2 points, 1 inside, $0.002' })
  expect(result.sent).toContain(`"clientKey":"${LAST_FOUR}"`)
  expect(result.sent).toMatch(/"body":"iVBORw0KGgo[^"]{1,40}… \([\d,]+ characters\)"/)
  expect(result.received).toContain('"solution"')
  expect(firstTasks(queue)).toMatchObject([{ status: 'solved', cost: 0.002 }])
  const stats = await solvers['solvers.stats']({})
  expect(stats.find(({ solverId }) => solverId === solver.id)).toMatchObject({
    answers: 1,
    recent: 1,
    solvedShare: 1,
    spent: 0.002,
    price: 0.002,
    latencyP50: result.latencyMs,
    latencyP95: result.latencyMs,
    reportedWrong: 0,
    unread: 0,
    lastTest: result,
  })
})

test('a trial of a solver that takes nothing leaves nothing behind that would be sent later', async () => {
  const server = await openServer({ key: 'another-key' })
  const queue = await openQueue({ baseUrl: server.url })
  const result = await queue.solvers['solvers.test']({ id: queue.solver.id, itemId: 'item-0' })
  expect(result).toMatchObject({ ok: false, summary: expect.stringContaining('key') as string })
  expect(firstTasks(queue).map(({ status }) => status)).toEqual(['cancelled'])
  // The hold is no reason not to try again, and ends the trial when it comes back.
  const again = await queue.solvers['solvers.test']({ id: queue.solver.id, itemId: 'item-0' })
  expect(again.summary).toBe(result.summary)
  await queue.solvers['solvers.setKey']({ id: queue.solver.id, key: 'another-key' })
  const right = await queue.solvers['solvers.test']({ id: queue.solver.id, itemId: 'item-0' })
  expect(right).toMatchObject({ ok: true, summary: '1 point, all inside, $0' })
})

test('a trial of a solver that wants to be left alone is given up', async () => {
  const server = await openServer({ wire: () => refuses(429, '', { 'retry-after': '600' }) })
  const queue = await openQueue({ baseUrl: server.url })
  const until = async <T>(ask: () => T | undefined): Promise<T> => {
    let found: T | undefined
    await queue.until(() => (found = ask()) !== undefined)
    return found as T
  }
  const trial = createSolverTrial(queue.context, queue.tasks, { until }, 300)
  const result = await trial(queue.solver, 'item-0')
  expect(result).toMatchObject({
    ok: false,
    sent: '',
    received: '',
    summary: expect.stringContaining('nothing') as string,
  })
  expect(firstTasks(queue).map(({ status }) => status)).toEqual(['cancelled'])
})

test('profiles are taken elsewhere without keys, and arrive switched off', async () => {
  const from = await openQueue({
    baseUrl: 'https://api.example.com',
    profile: '2captcha',
    solverOptions: { maxClicks: 4 },
  })
  const { text } = await from.solvers['solvers.exportProfiles']({})
  expect(text).not.toContain(CANARY)
  expect(JSON.parse(text)).toEqual({
    schema: 'pointcheck-solvers/1',
    solvers: [
      {
        name: 'Service',
        profile: '2captcha',
        baseUrl: 'https://api.example.com',
        concurrency: 4,
        options: { maxClicks: 4 },
      },
    ],
  })
  const to = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const { added, problems } = await to.solvers['solvers.importProfiles']({ text })
  expect(problems).toEqual([])
  expect(added).toMatchObject([
    { solver: { name: 'Service', enabled: false, options: { maxClicks: 4 } }, key: { kind: 'missing' } },
  ])
})

test('what cannot be taken in is named, and the rest is', async () => {
  const { solvers } = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
  const good = { name: 'Good', profile: 'ucaptcha', baseUrl: 'https://a.example', concurrency: 1, options: {} }
  const text = JSON.stringify({
    schema: 'pointcheck-solvers/1',
    solvers: [
      { ...good, key: CANARY, enabled: true },
      { ...good, name: 'Plain', baseUrl: 'http://a.example' },
      { ...good, name: 'Strange', profile: 'telepathy' },
      { ...good, name: 'Held', profile: 'file', baseUrl: undefined },
      7,
    ],
  })
  const { added, problems } = await solvers['solvers.importProfiles']({ text })
  expect(added.map(({ solver }) => [solver.name, solver.enabled])).toEqual([['Good', false]])
  expect(JSON.stringify(added)).not.toContain(CANARY)
  expect(problems.map(({ name }) => name)).toEqual(['Plain', 'Strange', 'Held', 'Solver 5'])
  for (const wrong of ['{', '[]', '{"schema":"another/1","solvers":[]}']) {
    expect(() => solvers['solvers.importProfiles']({ text: wrong })).toThrow(/file/)
  }
})

test('feedback is offered where the service takes it, sent once and kept', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 2 })
  await queue.sendAll()
  const [offer] = await queue.solvers['feedback.ofItem']({ itemId: 'item-0' })
  expect(offer).toEqual({ answerId: expect.any(String) as string, can: ['right', 'wrong'] })
  const send = (verdict: 'right' | 'wrong') =>
    queue.solvers['feedback.send']({ answerId: offer?.answerId ?? '', verdict, message: '' })
  const twice = await Promise.allSettled([send('wrong'), send('right')])
  expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(await queue.solvers['feedback.ofItem']({ itemId: 'item-0' })).toMatchObject([
    {
      can: [],
      why: expect.stringContaining('sent before') as string,
      sent: { verdict: 'wrong', state: 'taken', by: 'Reviewer' },
    },
  ])
  await expect(send('wrong')).rejects.toMatchObject({ code: 'already-sent' })
  const stats = await queue.solvers['solvers.stats']({})
  expect(stats.find(({ solverId }) => solverId === queue.solver.id)).toMatchObject({ reportedWrong: 1 })
})

test('Anti-Captcha is told of wrong answers only, and within a minute', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, profile: 'anticaptcha' })
  await queue.sendAll()
  const [offer] = await queue.solvers['feedback.ofItem']({ itemId: 'item-0' })
  expect(offer).toMatchObject({ can: ['wrong'] })
  expect(offer?.leftMs).toBeGreaterThan(50_000)
  const answerId = offer?.answerId ?? ''
  await expect(queue.solvers['feedback.send']({ answerId, verdict: 'right', message: '' })).rejects.toMatchObject({
    code: 'not-offered',
  })
  expect(await queue.solvers['feedback.send']({ answerId, verdict: 'wrong', message: '' })).toMatchObject({
    sent: { state: 'taken' },
  })
})

test('an answer that came without an id cannot be reported', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  await queue.sendAll()
  expect(await queue.solvers['feedback.ofItem']({ itemId: 'item-0' })).toMatchObject([
    { can: [], why: expect.stringContaining('without an id') as string },
  ])
})

test('feedback whose reply is lost is not sent again; one that never left may be', async () => {
  const lost = await openServer({ wire: ({ kind }) => (kind === 'feedback' ? { kind: 'reset' } : undefined) })
  const queue = await openQueue({ baseUrl: lost.url, profile: '2captcha' })
  await queue.sendAll()
  const answerId = (await queue.solvers['feedback.ofItem']({ itemId: 'item-0' }))[0]?.answerId ?? ''
  const tell = () => queue.solvers['feedback.send']({ answerId, verdict: 'wrong', message: '' })
  expect(await tell()).toMatchObject({ can: [], sent: { state: 'unconfirmed' } })
  await expect(tell()).rejects.toMatchObject({ code: 'already-sent' })

  const gone = await openServer()
  const other = await openQueue({ baseUrl: gone.url, profile: '2captcha' })
  await other.sendAll()
  await gone.close()
  const [offer] = await other.solvers['feedback.ofItem']({ itemId: 'item-0' })
  await expect(
    other.solvers['feedback.send']({ answerId: offer?.answerId ?? '', verdict: 'wrong', message: '' }),
  ).rejects.toMatchObject({ code: 'unreachable' })
  expect(await other.solvers['feedback.ofItem']({ itemId: 'item-0' })).toMatchObject([{ can: ['right', 'wrong'] }])
})

test('feedback that was being sent when the app ended may have arrived', async () => {
  const server = await openServer()
  const first = await openQueue({ baseUrl: server.url, profile: '2captcha' })
  await first.sendAll()
  const answerId = (await first.solvers['feedback.ofItem']({ itemId: 'item-0' }))[0]?.answerId ?? ''
  first.store.transact(() => {
    first.store.feedback.insert(answerId, { verdict: 'wrong', message: '', by: 'Ann', at: 5 })
  })
  const again = await openQueue({ baseUrl: server.url, store: first.store })
  expect(await again.solvers['feedback.ofItem']({ itemId: 'item-0' })).toMatchObject([
    { can: [], sent: { verdict: 'wrong', by: 'Ann', at: 5, state: 'unconfirmed' } },
  ])
})

test('a key that a model echoes is masked in a kept test', async () => {
  const service = await openOddService(() =>
    says(`{"error":{"message":"Bad key ${CANARY}","code":"invalid_api_key"}}`, 401),
  )
  const { solvers, store } = await openQueue({ baseUrl: service.url })
  const { solver } = await solvers['solvers.save']({ solver: { ...chat, baseUrl: service.url } })
  await solvers['solvers.setKey']({ id: solver.id, key: CANARY })
  const result = await solvers['solvers.test']({ id: solver.id })
  expect(result.ok).toBe(false)
  expect(JSON.stringify([result, store.solverTests.list(undefined, 10)])).not.toContain(CANARY)
})

test('of a long reply to a trial only the beginning is shown; all of it is kept with the answer', async () => {
  const reply = `{"errorId":0,"padding":"${'x'.repeat(50_000)}","status":"ready","solution":{"coordinates":[]}}`
  const service = await openOddService(() => says(reply))
  const queue = await openQueue({ baseUrl: service.url })
  const tried = await queue.solvers['solvers.test']({ id: queue.solver.id, itemId: 'item-0' })
  expect(tried).toMatchObject({ ok: true, received: reply.slice(0, 20_000) })
  const [answer] = queue.store.answers.ofItem('item-0')
  expect(queue.store.answers.raw(answer?.id ?? '')).toBe(reply)
})
