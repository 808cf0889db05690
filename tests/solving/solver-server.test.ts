import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { SolverServer, SolverServerOptions } from '../../src/main/solver-server/solver-server.ts'
import { Unsolvable } from '../../src/main/solver-server/answerer.ts'
import { CANARY, openServer, PICTURE } from './support.ts'

const POINTS = [
  { x: 39.4, y: 59.5 },
  { x: 252, y: 72 },
]
const open = (options: Partial<SolverServerOptions> = {}) =>
  openServer({ answerers: { shapes: () => Promise.resolve(POINTS) }, ...options })

async function call(server: SolverServer, method: string, body: object) {
  const response = await fetch(`${server.url}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientKey: CANARY, ...body }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const create = (server: SolverServer, type: string, body = PICTURE.toString('base64')) =>
  call(server, 'createTask', { task: { type, body, comment: 'Click' } })

/** Asks until the task is no longer processing. */
async function result(server: SolverServer, taskId: unknown) {
  for (;;) {
    const reply = await call(server, 'getTaskResult', { taskId })
    if (reply.body['status'] !== 'processing') return reply
    await sleep(5)
  }
}

test('ImageCoordinatesTask speaks as uCaptcha: ready at once, or a UUID', async () => {
  const coordinates = [
    { x: 39, y: 60 },
    { x: 252, y: 72 },
  ]
  const atOnce = await create(await open(), 'ImageCoordinatesTask')
  expect(atOnce).toMatchObject({ status: 200, body: { errorId: 0, status: 'ready', solution: { coordinates } } })
  expect(atOnce.body).not.toHaveProperty('taskId')
  const server = await open({ ready: 'later' })
  const { body } = await create(server, 'ImageCoordinatesTask')
  expect(body).toEqual({ errorId: 0, status: 'processing', taskId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string })
  expect((await result(server, body['taskId'])).body).toMatchObject({
    status: 'ready',
    solution: { coordinates },
    cost: 0,
  })
})

test('CoordinatesTask speaks as 2Captcha: integer ids, objects, prices as text', async () => {
  const server = await open()
  const { body } = await create(server, 'CoordinatesTask', `data:image/png;base64,${PICTURE.toString('base64')}`)
  expect(body).toEqual({ errorId: 0, taskId: expect.any(Number) as number })
  expect(body['taskId']).toBeGreaterThan(2 ** 32)
  expect((await result(server, body['taskId'])).body).toMatchObject({
    errorId: 0,
    status: 'ready',
    solution: {
      coordinates: [
        { x: 39, y: 60 },
        { x: 252, y: 72 },
      ],
    },
    cost: '0.00000',
    solveCount: 1,
  })
})

test('ImageToCoordinatesTask speaks as Anti-Captcha: integer ids, arrays, bare base64 only', async () => {
  const server = await open()
  const { body } = await create(server, 'ImageToCoordinatesTask')
  expect((await result(server, body['taskId'])).body).toMatchObject({
    solution: {
      coordinates: [
        [39, 60],
        [252, 72],
      ],
    },
  })
  const uri = await create(server, 'ImageToCoordinatesTask', `data:image/png;base64,${PICTURE.toString('base64')}`)
  expect(uri).toMatchObject({ status: 200, body: { errorId: 110 } })
  expect((await create(server, 'ImageToCoordinatesTask', 'AAAA\nAAAA')).body).toMatchObject({ errorId: 110 })
})

const wrong: readonly [string, object, [number, string], [number, string]][] = [
  ['a wrong key', { clientKey: 'wrong' }, [401, 'ERROR_KEY_DOES_NOT_EXIST'], [1, 'ERROR_KEY_DOES_NOT_EXIST']],
  ['no key', { clientKey: 7 }, [401, 'ERROR_KEY_DOES_NOT_EXIST'], [1, 'ERROR_KEY_DOES_NOT_EXIST']],
  ['an empty picture', { body: '' }, [400, 'ERROR_ZERO_CAPTCHA_FILESIZE'], [3, 'ERROR_ZERO_CAPTCHA_FILESIZE']],
  [
    'a picture of an unknown kind',
    { body: Buffer.alloc(500, 65).toString('base64') },
    [400, 'ERROR_IMAGE_TYPE_NOT_SUPPORTED'],
    [15, 'ERROR_IMAGE_TYPE_NOT_SUPPORTED'],
  ],
  ['no picture', { body: null }, [400, 'ERROR_BAD_PARAMETERS'], [110, 'ERROR_BAD_PARAMETERS']],
]
for (const [what, change, [status, code], [errorId, ...codes]] of wrong) {
  test(`${what} is refused in the words of each service`, async () => {
    const server = await open()
    const { clientKey = CANARY, ...field } = change as { clientKey?: unknown }
    for (const type of ['ImageCoordinatesTask', 'CoordinatesTask', 'ImageToCoordinatesTask']) {
      const task = { type, body: PICTURE.toString('base64'), comment: 'Click', ...field }
      const reply = await call(server, 'createTask', { clientKey, task })
      if (type === 'ImageCoordinatesTask')
        expect(reply).toMatchObject({ status, body: { errorId: 1, errorCode: code } })
      else expect(reply).toMatchObject({ status: 200, body: { errorId, errorCode: codes[0] } })
    }
    expect(server.tally().created).toBe(0)
  })
}

test('what cannot be solved says why, as a result of its service', async () => {
  const server = await open({ answerers: { shapes: () => Promise.reject(new Unsolvable('I read shapes.')) } })
  expect((await create(server, 'ImageCoordinatesTask')).body).toEqual({
    errorId: 0,
    status: 'failed',
    errorCode: 'ERROR_CAPTCHA_UNSOLVABLE',
    errorDescription: 'I read shapes.',
  })
  const { body } = await create(server, 'CoordinatesTask')
  expect((await result(server, body['taskId'])).body).toMatchObject({ errorId: 12, errorDescription: 'I read shapes.' })
})

test('ids are known with their own type only, and unknown ones are refused', async () => {
  const server = await open()
  const { body } = await create(server, 'CoordinatesTask')
  expect((await result(server, String(body['taskId']))).body).toMatchObject({ errorCode: 'ERROR_NO_SUCH_CAPCHA_ID' })
  expect(await result(server, 5)).toMatchObject({ status: 200, body: { errorId: 16 } })
  expect(await result(server, 'nobody')).toMatchObject({ status: 404, body: { errorId: 1 } })
  expect((await call(server, 'createTask', {})).body).toMatchObject({ errorCode: 'ERROR_TASK_ABSENT' })
  expect((await create(server, 'RecaptchaV2Task')).body).toMatchObject({ errorCode: 'ERROR_TASK_NOT_SUPPORTED' })
})

test('balance and reports', async () => {
  const server = await open()
  expect((await call(server, 'getBalance', {})).body).toEqual({ errorId: 0, balance: 1_000 })
  const { body } = await create(server, 'ImageToCoordinatesTask')
  const { taskId } = body
  await result(server, taskId)
  expect((await call(server, 'reportIncorrectImageCaptcha', { taskId })).body).toEqual({
    errorId: 0,
    status: 'success',
  })
  expect((await call(server, 'reportIncorrectImageCaptcha', { taskId })).body).toMatchObject({
    errorCode: 'ERROR_DUPLICATE_REPORT',
  })
  for (const method of ['reportCorrect', 'reportIncorrect']) {
    const next = await create(server, 'CoordinatesTask')
    await result(server, next.body['taskId'])
    expect((await call(server, method, { taskId: next.body['taskId'] })).body).toMatchObject({ errorId: 0 })
    // A report belongs to the service that gave the answer.
    expect((await call(server, 'reportIncorrectImageCaptcha', { taskId: next.body['taskId'] })).body).toMatchObject({
      errorCode: 'ERROR_NO_SUCH_CAPCHA_ID',
    })
  }
})

test('the path names the answerer', async () => {
  const server = await open({
    answerers: { shapes: () => Promise.resolve([]), 'known-truth': () => Promise.resolve(POINTS) },
  })
  const at = (method: string) =>
    call(server, method, { task: { type: 'ImageCoordinatesTask', body: PICTURE.toString('base64') } })
  expect((await at('createTask')).body).toMatchObject({ solution: { coordinates: [] } })
  expect((await at('known-truth/createTask')).body).toMatchObject({ solution: { coordinates: [{ x: 39 }, {}] } })
  expect((await at('nobody/createTask')).status).toBe(404)
  expect((await at('nothing')).status).toBe(404)
})

async function drawSixty() {
  const server = await open({ seed: 7, fail: [{ code: 'ERROR_NO_SLOT_AVAILABLE', rate: 0.3 }] })
  const replies = []
  for (let task = 0; task < 60; task += 1) replies.push((await create(server, 'CoordinatesTask')).body['errorId'])
  return replies
}

test('the same seed fails the same tasks, at about the rate asked for', async () => {
  const first = await drawSixty()
  expect(await drawSixty()).toEqual(first)
  const failed = first.filter((errorId) => errorId === 2).length
  expect(failed).toBeGreaterThan(8)
  expect(failed).toBeLessThan(30)
})

const fields = { key: CANARY, method: 'base64', coordinatescaptcha: '1', textinstructions: 'Click' }
const legacy = async (server: SolverServer, path: string, init: RequestInit = {}) =>
  (await fetch(`${server.url}/${path}`, init)).text()
const multipart = () => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(PICTURE)]), 'captcha.png')
  return form
}
const bodies: Record<string, () => RequestInit> = {
  'a form': () => ({ body: new URLSearchParams({ ...fields, body: PICTURE.toString('base64') }) }),
  'a multipart file': () => ({ body: multipart() }),
  JSON: () => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...fields, coordinatescaptcha: 1, body: PICTURE.toString('base64') }),
  }),
}
for (const [what, body] of Object.entries(bodies)) {
  test(`in.php takes ${what}, and res.php gives the points as text and as JSON`, async () => {
    const { promise, resolve } = Promise.withResolvers<typeof POINTS>()
    const server = await open({ answerers: { shapes: () => promise } })
    const [ok, id] = (await legacy(server, 'in.php', { method: 'POST', ...body() })).split('|')
    expect(ok).toBe('OK')
    const get = `res.php?key=${CANARY}&action=get&id=${id}`
    expect(await legacy(server, get)).toBe('CAPCHA_NOT_READY')
    resolve(POINTS)
    expect(await legacy(server, get)).toBe('OK|coordinate:x=39,y=60;x=252,y=72')
    expect(JSON.parse(await legacy(server, `${get}&json=1`))).toEqual({
      status: 1,
      request: [
        { x: '39', y: '60' },
        { x: '252', y: '72' },
      ],
    })
    expect(await legacy(server, `res.php?key=${CANARY}&action=getbalance`)).toBe('1000')
    expect(await legacy(server, `res.php?key=wrong&action=get&id=${id}`)).toBe('ERROR_KEY_DOES_NOT_EXIST')
    expect(await legacy(server, `res.php?key=${CANARY}&action=get&id=1`)).toBe('ERROR_WRONG_CAPTCHA_ID')
  })
}

/** A GET or POST with exactly these headers; fetch would not send them. */
const raw = (server: SolverServer, headers: Record<string, string>, path = '/createTask', method = 'POST') =>
  new Promise<{ status: number; headers: object }>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    })
    asking.on('error', reject)
    asking.end(method === 'POST' ? '{}' : undefined)
  })

test('web pages, foreign names and wrong content types are kept out', async () => {
  const server = await open()
  const json = { 'content-type': 'application/json' }
  const own = `127.0.0.1:${server.port}`
  const statusOf = async (headers: Record<string, string>) => (await raw(server, { ...json, ...headers })).status
  expect(await statusOf({ host: own })).toBe(401)
  expect(await statusOf({ host: own, origin: `http://${own}` })).toBe(401)
  for (const host of [
    'evil.test',
    `127.0.0.1.evil.test:${server.port}`,
    '127.0.0.1:1',
    `127.1:${server.port}`,
    `${own}.`,
  ]) {
    expect(await statusOf({ host }), host).toBe(403)
  }
  for (const origin of ['https://evil.test', 'null', 'http://127.0.0.1', `https://${own}`]) {
    expect(await statusOf({ host: own, origin }), origin).toBe(403)
  }
  expect(await statusOf({ host: own, 'sec-fetch-site': 'cross-site' })).toBe(403)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp']) {
    expect(await statusOf({ host: own, 'content-type': type }), type).toBe(415)
  }
  expect((await raw(server, { host: own }, '/createTask', 'GET')).status).toBe(405)
  const { headers } = await raw(server, { ...json, host: own })
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  expect(Object.keys(headers).filter((name) => /^access-control|cookie/.test(name))).toEqual([])
})

test('two Host headers, an absolute target and a body over the cap are refused, and the server lives', async () => {
  const server = await open()
  const own = `127.0.0.1:${server.port}`
  const say = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
      let reply = ''
      socket.on('data', (part) => {
        reply += part.toString()
        if (reply.includes('\r\n\r\n')) socket.destroy()
      })
      socket.on('close', () => {
        resolve(reply.split('\r\n')[0] ?? '')
      })
    })
  const rest = 'content-type: application/json\r\ncontent-length: 2\r\n\r\n{}'
  expect(await say(`POST /createTask HTTP/1.1\r\nhost: ${own}\r\nhost: ${own}\r\n${rest}`)).toMatch(/40[03]/)
  expect(await say(`POST /createTask HTTP/1.1\r\nhost: \r\n${rest}`)).toMatch(/403/)
  expect(await say(`POST http://${own}/createTask HTTP/1.1\r\nhost: ${own}\r\n${rest}`)).toMatch(/403/)
  const long = `POST /createTask HTTP/1.1\r\nhost: ${own}\r\ncontent-type: application/json\r\ncontent-length: 99000000\r\n\r\n`
  expect(await say(long)).toMatch(/413/)
  expect((await create(server, 'ImageCoordinatesTask')).status).toBe(200)
})

test('it listens on 127.0.0.1 alone, and a taken port is an error', async () => {
  const server = await open()
  const port = server.port.toString(16).toUpperCase().padStart(4, '0')
  if (process.platform === 'linux') {
    const listening = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .filter((line) => line.includes(`:${port} 00000000:0000 0A`))
    expect(listening).toHaveLength(1)
    expect(listening[0]).toContain(`0100007F:${port}`)
  }
  await expect(open({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
