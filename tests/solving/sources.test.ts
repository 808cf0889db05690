import { expect, test } from 'vitest'
import type { Convention } from '../../src/core/convention.ts'
import { readAnswer } from '../../src/core/read-answer.ts'
import type { Solver } from '../../src/core/solver.ts'
import type { SolverServerOptions } from '../../src/main/solver-server/solver-server.ts'
import type { Exchange } from '../../src/main/solvers/client.ts'
import type { NetworkId } from '../../src/main/solvers/profiles.ts'
import type { Judged } from '../../src/main/solvers/replies.ts'
import { clientFor } from './client-for.ts'
import { refuses } from './faults/fault-case.ts'
import { openServer, PICTURE } from './support.ts'

const POINTS = [
  { x: 30, y: 50 },
  { x: 75, y: 100 },
  { x: 120, y: 190 },
]
const SIZE = { width: 150, height: 200 }
const task = { picture: { bytes: PICTURE, contentType: 'image/png', ...SIZE }, instruction: 'Click on all lamps' }

const open = (options: Partial<SolverServerOptions> = {}) =>
  openServer({ answerers: { shapes: () => Promise.resolve(POINTS) }, ...options })

/** The reply, which must be of that kind. */
function as<K extends Judged['kind']>(kind: K, { reply }: Exchange<Judged>): Extract<Judged, { kind: K }> {
  expect(reply).toMatchObject({ kind })
  return reply as Extract<Judged, { kind: K }>
}

const resize = { multiple: 28, maxPixels: 12_845_056 }
const sources: readonly {
  readonly name: string
  readonly profile: NetworkId
  readonly path?: string
  readonly options?: Solver['options']
  /** Pixels that a rounded number may be off. */
  readonly off: number
}[] = [
  { name: 'Moondream', profile: 'moondream', off: 0.001 },
  { name: 'Gemini', profile: 'gemini', options: { model: 'gemini-like' }, off: 0.2 },
  ...(
    [
      ['qwen3-vl', 'thousand', 0.2],
      ['qwen2.5-vl', 'resized-pixels', 1],
      ['molmo', 'percent', 0.2],
      ['molmo2', 'thousand', 0.2],
      ['gemini-like', 'thousand-yx', 0.2],
      ['prose', 'sent-pixels', 0.5],
      ['pixels', 'sent-pixels', 0.5],
    ] as const satisfies readonly (readonly [string, Convention, number])[]
  ).map(([model, convention, off]) => ({
    name: model,
    profile: 'chat' as const,
    path: '/v1',
    options: { model, convention, resize },
    off,
  })),
]

for (const { name, profile, path = '', options = {}, off } of sources) {
  test(`${name}: the points arrive in the pixels of the full-size image`, async () => {
    const server = await open()
    const said = as('ready', await clientFor(server.url + path, profile, options).createTask(task)).coordinates
    const reading = readAnswer({ profile, options }, said, SIZE, { width: 300, height: 400 })
    if (reading.kind !== 'points') throw new Error(`${JSON.stringify(said)} is ${reading.kind}`)
    expect(reading.points).toHaveLength(POINTS.length)
    for (const [at, point] of reading.points.entries()) {
      expect(Math.abs(point.x - (POINTS[at]?.x ?? 0) * 2)).toBeLessThanOrEqual(off * 2)
      expect(Math.abs(point.y - (POINTS[at]?.y ?? 0) * 2)).toBeLessThanOrEqual(off * 2)
    }
  })
}

test('a model that only talks is wrong format, and without a convention nothing is guessed', async () => {
  const server = await open()
  const ask = async (options: Solver['options']) => {
    const said = as('ready', await clientFor(`${server.url}/v1`, 'chat', options).createTask(task)).coordinates
    return readAnswer({ profile: 'chat', options }, said, SIZE, SIZE).kind
  }
  expect(await ask({ model: 'unreadable', convention: 'unit' })).toBe('wrong-format')
  expect(await ask({ model: 'pixels' })).toBe('no-convention')
})

test('models are told the instruction, and Moondream its noun phrase', async () => {
  const asked: string[] = []
  const server = await openServer({
    answerers: {
      shapes: ({ instruction }) => {
        asked.push(instruction)
        return Promise.resolve([])
      },
    },
  })
  await clientFor(server.url, 'moondream').createTask(task)
  await clientFor(server.url, 'gemini', { model: 'm' }).createTask(task)
  await clientFor(`${server.url}/v1`, 'chat').createTask(task)
  await clientFor(`${server.url}/v1`, 'chat', { prompt: '{instruction} ({width}×{height})' }).createTask(task)
  expect(asked).toEqual(['lamps', task.instruction, task.instruction, 'Click on all lamps (150×200)'])
})

const refusals: readonly [string, Partial<SolverServerOptions>, object][] = [
  ['a wrong key', { key: 'another-key' }, { consequence: 'hold', noBalance: false }],
  ['no money', { fail: [{ code: 'ERROR_ZERO_BALANCE', rate: 1 }] }, { consequence: 'hold', noBalance: true }],
  ['too many requests', { fail: [{ code: 'ERROR_NO_SLOT_AVAILABLE', rate: 1 }] }, { consequence: 'later' }],
  ['what cannot be solved', { fail: [{ code: 'ERROR_CAPTCHA_UNSOLVABLE', rate: 1 }] }, { consequence: 'fail' }],
]
for (const [what, options, refusal] of refusals) {
  test.each([
    ['moondream', '', {}],
    ['gemini', '', { model: 'm' }],
    ['chat', '/v1', {}],
  ] as const)(`${what}, as %s says it`, async (profile, path, settings) => {
    const server = await open(options)
    const { reply } = await clientFor(server.url + path, profile, settings).createTask(task)
    expect(reply).toMatchObject({ kind: 'refused', refusal })
    expect(server.tally().solved).toBe(0)
  })
}

test('Gemini says in the body how long it wants to be left alone', async () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.5s' }]
  const server = await open({
    wire: () =>
      refuses(429, JSON.stringify({ error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED', details } })),
  })
  expect(await clientFor(server.url, 'gemini', { model: 'm' }).createTask(task)).toMatchObject({
    reply: { kind: 'refused', refusal: { consequence: 'later', code: 'RESOURCE_EXHAUSTED' } },
    retryAfter: 36_500,
  })
})

test('models are reached, and chat says which it has', async () => {
  const server = await open()
  const reach = async (profile: NetworkId, path: string, options: Solver['options']) =>
    (await clientFor(server.url + path, profile, options).reach()).reply
  expect(await reach('moondream', '', {})).toEqual({ kind: 'reached', summary: 'Answers' })
  expect(await reach('gemini', '', { model: 'flash' })).toEqual({ kind: 'reached', summary: 'Answers, flash' })
  expect(await reach('chat', '/v1', { model: 'molmo' })).toEqual({ kind: 'reached', summary: 'Answers, 8 models' })
  expect(await reach('chat', '/v1', { model: 'nemo' })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'no-model', message: expect.stringContaining('It has: qwen3-vl') as string },
  })
})

test('Anti-Captcha answers with boxes where they are asked for; their centres are the points', async () => {
  const server = await open({ latencyMs: 0 })
  const options = { mode: 'rectangles' } as const
  const client = clientFor(server.url, 'anticaptcha', options)
  const { remoteId } = as('accepted', await client.createTask(task))
  const said = as('ready', await client.getTaskResult(remoteId)).coordinates
  const reading = readAnswer({ profile: 'anticaptcha', options }, said, SIZE, SIZE)
  expect(reading).toMatchObject({
    kind: 'points',
    points: POINTS.map(({ x, y }) => ({ x, y, box: { x: x - 10, y: y - 10, width: 20, height: 20 } })),
  })
})

test.each(['2captcha', 'legacy'] as const)('%s clicks no more often than it is told to', async (profile) => {
  const server = await open()
  const ask = async (options: Solver['options']) => {
    const client = clientFor(server.url, profile, options)
    const { remoteId } = as('accepted', await client.createTask(task))
    return client.getTaskResult(remoteId)
  }
  expect(as('ready', await ask({ maxClicks: 2 })).coordinates).toHaveLength(2)
  expect(as('refused', await ask({ minClicks: 4, maxClicks: 9 })).refusal.code).toBe('ERROR_CAPTCHA_UNSOLVABLE')
})

test.each(['ucaptcha', '2captcha', 'anticaptcha', 'legacy'] as const)(
  '%s: money falls with each answer',
  async (profile) => {
    const server = await open({ price: 0.4, balance: 1 })
    const client = clientFor(server.url, profile)
    const balance = async () => as('balance', await client.getBalance()).balance
    const costs: unknown[] = []
    for (const left of [1, 0.6, 0.2]) {
      expect(await balance()).toBe(left)
      const { reply } = await client.createTask(task)
      if (reply.kind === 'accepted') costs.push(as('ready', await client.getTaskResult(reply.remoteId)).cost)
      else if (reply.kind === 'ready') costs.push(reply.cost)
      else expect(reply).toMatchObject({ kind: 'refused', refusal: { noBalance: true, consequence: 'hold' } })
    }
    // The legacy calls name no price.
    expect(costs).toEqual(profile === 'legacy' ? [undefined, undefined] : [0.4, 0.4])
    expect(server.tally()).toMatchObject({ created: 2, repeated: 1, solved: 2 })
  },
)

const reports = [
  ['ucaptcha', 'right'],
  ['ucaptcha', 'wrong'],
  ['2captcha', 'right'],
  ['2captcha', 'wrong'],
  ['anticaptcha', 'wrong'],
  ['legacy', 'right'],
  ['legacy', 'wrong'],
] as const
test.each(reports)('%s takes the report that an answer is %s, once', async (profile, verdict) => {
  const server = await open({ ready: 'later' })
  const client = clientFor(server.url, profile)
  const { remoteId } = as('accepted', await client.createTask(task))
  await client.getTaskResult(remoteId)
  const tell = () => client.sendFeedback(remoteId, { verdict, message: 'Two are missing.' })
  expect((await tell()).reply).toEqual({ kind: 'taken' })
  expect(as('refused', await tell()).refusal.code).toBe('ERROR_DUPLICATE_REPORT')
})

test('Anti-Captcha takes no report a minute after its answer', async () => {
  let now = 1_000_000
  const server = await open({ now: () => now })
  const client = clientFor(server.url, 'anticaptcha')
  const { remoteId } = as('accepted', await client.createTask(task))
  await client.getTaskResult(remoteId)
  now += 60_001
  const late = await client.sendFeedback(remoteId, { verdict: 'wrong', message: '' })
  expect(as('refused', late).refusal.message).toContain('within 60 seconds')
})

test('a service that speaks the older calls without json=1 is understood', async () => {
  const replies: Readonly<Record<string, string>> = {
    'in.php': 'OK|2122988149',
    get: 'OK|coordinate:x=39,y=59;x=252,y=72',
    getbalance: '12.5',
    reportbad: 'OK_REPORT_RECORDED',
  }
  const server = await open({
    wire: ({ path, kind }) => ({
      kind: 'instead',
      of: () => ({
        contentType: 'text/plain',
        body:
          replies[{ create: path, result: 'get', balance: 'getbalance', feedback: 'reportbad', other: '' }[kind]] ?? '',
      }),
    }),
  })
  const client = clientFor(server.url, 'legacy')
  const { remoteId } = as('accepted', await client.createTask(task))
  expect(remoteId).toEqual({ type: 'string', value: '2122988149' })
  expect(as('ready', await client.getTaskResult(remoteId)).coordinates).toBe('coordinate:x=39,y=59;x=252,y=72')
  expect(as('balance', await client.getBalance()).balance).toBe(12.5)
  expect((await client.sendFeedback(remoteId, { verdict: 'wrong', message: '' })).reply.kind).toBe('taken')
})
