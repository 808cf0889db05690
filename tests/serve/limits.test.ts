import { request as httpRequest } from 'node:http'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { exchange, IMAGE, openDoor, sendRaw } from './open-door.ts'

test('a body over the limit of its route is refused, declared or not, and the next request is answered', async () => {
  const door = await openDoor()
  const json = { ...door.headers, 'content-type': 'application/json' }
  const tooLong = Buffer.alloc(32 * 1024 * 1024 + 1, 0x20)
  const declared = await sendRaw(
    door.port,
    `POST /rpc/app.info HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nAuthorization: Bearer ${door.token}\r\nContent-Type: application/json\r\nContent-Length: ${tooLong.length}\r\n\r\n`,
  )
  expect(declared).toMatch(/^HTTP\/1\.1 413 /)

  const streamed = httpRequest(`${door.address}/rpc/app.info`, {
    method: 'POST',
    headers: { ...json, 'transfer-encoding': 'chunked' },
  })
  streamed.on('error', () => streamed.destroy())
  const answered = once(streamed, 'response') as Promise<[{ statusCode: number }]>
  streamed.write(tooLong)
  expect((await answered)[0].statusCode).toBe(413)
  streamed.destroy()

  expect((await fetch(`${door.address}/rpc/app.info`, { method: 'POST', headers: json, body: '{}' })).status).toBe(200)
  expect(door.reached).toEqual(['app.info'])
})

test('a truth of as many targets as the contract takes fits through the door', async () => {
  const door = await openDoor()
  const targets = Array.from({ length: 200_000 }, (_, number) => ({
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    x: 12_345.678_901_234_567,
    y: 12_345.678_901_234_567,
    label: 'a label',
    required: true,
  }))
  const response = await fetch(`${door.address}/rpc/truth.save`, {
    method: 'POST',
    headers: { ...door.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ itemId: 'item', base: 0, what: 'Moved 1', decision: { targets, state: 'reviewed' } }),
  })
  expect(response.status).toBe(200)
  expect(door.reached).toEqual(['truth.save'])
})

test('a body that is not JSON is an answer, not a failure', async () => {
  const door = await openDoor()
  const headers = { ...door.headers, 'content-type': 'application/json' }
  for (const body of ['{', 'undefined', '\u0000']) {
    const response = await fetch(`${door.address}/rpc/app.info`, { method: 'POST', headers, body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  }
  expect(door.reached).toEqual([])
})

test('heads that are too long, broken chunks and smuggled pairs end their own connection only', async () => {
  const door = await openDoor()
  const own = `Host: 127.0.0.1:${door.port}\r\n`
  const tries = [
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${own}\r\n`,
    `GET / HTTP/1.1\r\n${own}${'X-A: b\r\n'.repeat(20_000)}\r\n`,
    `POST /session HTTP/1.1\r\n${own}Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n`,
    `POST /session HTTP/1.1\r\n${own}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
  ]
  // A reset may overtake the answer; what counts is that nothing else is answered.
  for (const text of tries) expect(await sendRaw(door.port, text)).toMatch(/^(HTTP\/1\.1 4\d\d [^]*)?$/)
  expect((await fetch(door.address)).status).toBe(200)
  expect(door.reached).toEqual([])
})

test('an upload reaches its import; what the import refuses comes back as its reason', async () => {
  const door = await openDoor()
  const post = async (query: string) =>
    fetch(`${door.address}/images${query}`, { method: 'POST', headers: door.headers, body: 'abc' })
  expect(await (await post('?job=j&name=%C3%A4%20b.png')).json()).toEqual({ ok: true, value: {} })
  expect(await (await post('?job=gone&name=a')).json()).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect((await post('?job=j')).status).toBe(400)
  expect(door.reached).toEqual(['upload j ä b.png 3'])
})

test('a picture that is not there is not found; a size that is not one is refused', async () => {
  const door = await openDoor()
  const get = async (path: string) => (await fetch(`${door.address}/images/${path}`, { headers: door.headers })).status
  expect(await get(`${'b'.repeat(64)}?size=thumb`)).toBe(404)
  expect(await get(`${IMAGE}?size=huge`)).toBe(400)
  expect(await get(IMAGE)).toBe(400)
})

test('a one-time link opens once; the printed link again and again', async () => {
  const door = await openDoor()
  const code = door.newOneTimeLink().split('#')[1] ?? ''
  expect(await exchange(door.address, code)).toBe(door.token)
  expect(await exchange(door.address, code)).toBeUndefined()
  expect(await exchange(door.address, door.link.split('#')[1] ?? '')).toBe(door.token)
})
