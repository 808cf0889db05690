import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { JsonServiceId } from '../../src/core/solver.ts'
import { createClient, KeyElsewhere } from '../../src/main/solvers/create-client.ts'
import { readEndpoint } from '../../src/main/solvers/endpoint.ts'
import { createHttp } from '../../src/main/solvers/http.ts'
import { dialects } from '../../src/main/solvers/json-service.ts'
import type { Answering } from './odd-service.ts'
import { broken, openOddService, READY, says, unreadable } from './odd-service.ts'
import { clientFor } from './client-for.ts'
import { CANARY, PICTURE } from './support.ts'

const task = {
  picture: { bytes: PICTURE, contentType: 'image/png', width: 150, height: 200 },
  instruction: 'Click on "all" lights\n',
}

const open = async (answer: Answering, profile: JsonServiceId) => {
  const service = await openOddService(() => answer)
  return { service, client: clientFor(service.url, profile) }
}

for (const profile of JsonServiceId.options) {
  test(`${profile}: the request holds what the service reads`, async () => {
    const { client, service } = await open(says(READY), profile)
    const { reply } = await client.createTask(task)
    expect(reply).toEqual({ kind: 'ready', coordinates: [{ x: 1, y: 2 }] })
    const body = service.seen[0]?.body ?? ''
    expect(JSON.parse(body.slice(0, body.lastIndexOf('{"host"')))).toEqual({
      clientKey: CANARY,
      task: { type: dialects[profile].taskType, body: PICTURE.toString('base64'), comment: task.instruction },
    })
  })

  for (const [what, answer] of Object.entries(unreadable)) {
    test(`${profile}: ${what} is unreadable, for createTask and for getTaskResult`, async () => {
      const { client } = await open(answer, profile)
      const created = await client.createTask(task)
      expect(created.reply.kind).toBe('unreadable')
      const result = await client.getTaskResult({ type: 'string', value: 'x' })
      expect(result.reply.kind).toBe('unreadable')
    })
  }

  for (const [what, { answer, fault }] of Object.entries(broken)) {
    test(`${profile}: ${what} ends as ${fault}`, async () => {
      const { client, service } = await open(answer, profile)
      const before = process.memoryUsage().arrayBuffers
      await expect(client.createTask(task)).rejects.toMatchObject({ name: 'HttpFailed', fault })
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000)
      expect(service.seen).toHaveLength(1)
    })
  }

  for (const status of [301, 302, 303, 307, 308]) {
    test(`${profile}: a redirect (${status}) is not followed, and the key reaches no other host`, async () => {
      const other = await openOddService(() => says(READY))
      for (const location of [
        `${other.url}/createTask`,
        '/elsewhere',
        'file:///etc/passwd',
        'http://169.254.169.254/',
      ]) {
        const { client, service } = await open(says('', status, { location }), profile)
        await expect(client.createTask(task)).rejects.toMatchObject({ fault: 'redirect' })
        await expect(client.getTaskResult({ type: 'number', value: '1' })).rejects.toMatchObject({ fault: 'redirect' })
        expect(service.seen).toHaveLength(2)
      }
      expect(other.seen).toEqual([])
    })
  }
}

test('nothing that listens is told apart from a connection that breaks', async () => {
  const client = clientFor('http://127.0.0.1:1', 'ucaptcha')
  await expect(client.createTask(task)).rejects.toMatchObject({ fault: 'unreachable' })
  const { client: unknown } = { client: clientFor('https://no-such-host.invalid', 'ucaptcha') }
  await expect(unknown.createTask(task)).rejects.toMatchObject({ fault: 'unreachable' })
})

for (const [encoding, pack] of Object.entries({ gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync })) {
  test(`a reply packed as ${encoding} although nobody asked is read`, async () => {
    const { client } = await open(says(pack(READY), 200, { 'content-encoding': encoding }), 'ucaptcha')
    const { reply, raw } = await client.createTask(task)
    expect(reply.kind).toBe('ready')
    expect(Buffer.from(raw).toString()).toBe(READY)
  })
}

const judged: readonly [string, string, number, object][] = [
  ['a byte order mark', `\uFEFF${READY}`, 200, { kind: 'ready' }],
  ['ready without an id', READY, 200, { kind: 'ready' }],
  [
    'an empty list',
    '{"errorId":0,"status":"ready","solution":{"coordinates":[]}}',
    200,
    { kind: 'ready', coordinates: [] },
  ],
  ['a text id', '{"errorId":0,"taskId":"5","status":"processing"}', 200, { remoteId: { type: 'string', value: '5' } }],
  [
    'an id beyond 2^53',
    '{"errorId":0,"taskId":12345678901234567890}',
    200,
    { remoteId: { type: 'number', value: '12345678901234567890' } },
  ],
  ['errorId as text', '{"errorId":"0","taskId":7}', 200, { kind: 'accepted' }],
  [
    'an error with errorId as text',
    '{"errorId":"12"}',
    200,
    { refusal: { code: 'ERROR_CAPTCHA_UNSOLVABLE', consequence: 'fail' } },
  ],
  [
    'prices as text',
    '{"errorId":0,"status":"ready","solution":{"coordinates":[]},"cost":"0.0012"}',
    200,
    { cost: 0.0012 },
  ],
  [
    'an infinite price',
    '{"errorId":0,"status":"ready","solution":{"coordinates":[]},"cost":1e999}',
    200,
    { kind: 'ready' },
  ],
  ['duplicate keys: the last counts', '{"errorId":1,"errorId":0,"taskId":7}', 200, { kind: 'accepted' }],
  ['__proto__', '{"errorId":0,"__proto__":{"status":"ready"},"taskId":7}', 200, { kind: 'accepted' }],
  [
    'failed',
    '{"errorId":0,"status":"failed","errorCode":"ERROR_CAPTCHA_UNSOLVABLE"}',
    200,
    { refusal: { consequence: 'fail' } },
  ],
  [
    'a bad key with 401',
    '{"errorId":1,"errorCode":"ERROR_KEY_DOES_NOT_EXIST"}',
    401,
    { refusal: { consequence: 'hold' } },
  ],
  [
    'no money with 402',
    '{"errorId":1,"errorCode":"ERROR_ZERO_BALANCE"}',
    402,
    { refusal: { consequence: 'hold', noBalance: true } },
  ],
  ['nobody free', '{"errorId":2,"errorCode":"ERROR_NO_SLOT_AVAILABLE"}', 200, { refusal: { consequence: 'later' } }],
  [
    'a code nobody knows',
    '{"errorId":1,"errorCode":"ERROR_MOON_PHASE","errorDescription":"Wait"}',
    400,
    { refusal: { code: 'ERROR_MOON_PHASE', message: 'Wait', consequence: 'fail' } },
  ],
  ['429 with HTML', '<h1>Slow down</h1>', 429, { refusal: { consequence: 'later' } }],
  ['404 with HTML', '<h1>Not here</h1>', 404, { refusal: { code: 'HTTP 404', consequence: 'fail' } }],
  ['500 with a code', '{"errorId":1,"errorCode":"ERROR_INTERNAL"}', 500, { refusal: { consequence: 'fail' } }],
  [
    'a cost as Python writes it',
    '{"errorId":0,"status":"ready","solution":{"coordinates":[]},"cost":"1e-05"}',
    200,
    { kind: 'ready', cost: 0.00001 },
  ],
  ['500 with a number alone', '{"errorId":99}', 500, { refusal: { code: 'HTTP 500', consequence: 'fail' } }],
  [
    '503 of nobody free',
    '{"errorId":2,"errorCode":"ERROR_NO_SLOT_AVAILABLE"}',
    503,
    { refusal: { consequence: 'later' } },
  ],
]
for (const [what, body, status, expected] of judged) {
  test(`createTask answered with ${what}`, async () => {
    const { client } = await open(says(body, status), '2captcha')
    expect((await client.createTask(task)).reply).toMatchObject(expected)
  })
}

test('an id is echoed with its type and every digit', async () => {
  const { client, service } = await open(says('{"errorId":0,"status":"processing"}'), '2captcha')
  await client.getTaskResult({ type: 'number', value: '12345678901234567890' })
  await client.getTaskResult({ type: 'string', value: '007"' })
  expect(service.seen.map(({ body }) => /"taskId":(.*?)\}/.exec(body)?.[1])).toEqual([
    '12345678901234567890',
    String.raw`"007\""`,
  ])
})

test('a result that names another task is not taken', async () => {
  const { client } = await open(
    says('{"errorId":0,"taskId":8,"status":"ready","solution":{"coordinates":[]}}'),
    '2captcha',
  )
  expect((await client.getTaskResult({ type: 'number', value: '7' })).reply.kind).toBe('unreadable')
})

test('a key that the service echoes is taken out of what is kept and shown', async () => {
  const forms = [CANARY, encodeURIComponent(CANARY), Buffer.from(CANARY).toString('base64')]
  const { client } = await open(
    says(JSON.stringify({ errorId: 1, errorCode: 'X', errorDescription: `bad ${forms.join(' ')}` })),
    'ucaptcha',
  )
  const { reply, raw } = await client.createTask(task)
  for (const form of forms) {
    expect(JSON.stringify(reply)).not.toContain(form)
    expect(Buffer.from(raw).toString()).not.toContain(form)
  }
})

test('a key goes to no other origin than the one it was entered for', () => {
  const http = createHttp()
  onTestFinished(() => http.close())
  const solver = { profile: 'ucaptcha', options: {} } as const
  const parts = { http, solver, key: { origin: 'https://a.example', key: CANARY }, now: () => 0 }
  expect(() => createClient({ ...parts, endpoint: readEndpoint('https://b.example') })).toThrow(KeyElsewhere)
})
