import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRoutes } from '../../src/main/serve/routes.ts'
import { createSession } from '../../src/main/serve/session.ts'
import { IMAGE, openDoor, SECRET, sendRaw } from './open-door.ts'

/** One request that each route would answer, by the source of its pattern. A new route without one fails the first test. */
const samples: Record<string, { path: string; method: string; body?: string; type?: string }> = {
  '^\\/session$': { path: '/session', method: 'POST', body: '{"code":"x"}', type: 'application/json' },
  '^\\/rpc\\/([a-z]+\\.[a-zA-Z]+)$': { path: '/rpc/app.info', method: 'POST', body: '{}', type: 'application/json' },
  '^\\/images\\/([0-9a-f]{64})$': { path: `/images/${IMAGE}?size=full`, method: 'GET' },
  '^\\/images$': { path: '/images?job=j&name=a.png', method: 'POST', body: 'bytes', type: 'image/png' },
}
const routes = createRoutes(
  {} as never,
  createSession(() => 0),
).map(({ path, method, open }) => {
  const sample = samples[path.source]
  return { source: path.source, method, open: open ?? false, sample }
})
const guarded = routes.flatMap(({ open, sample }) => (open || !sample ? [] : [sample]))

const request = (address: string, sample: (typeof guarded)[number], headers: Record<string, string>) =>
  fetch(`${address}${sample.path}`, {
    method: sample.method,
    headers: { ...(sample.type ? { 'content-type': sample.type } : {}), ...headers },
    ...(sample.body === undefined ? {} : { body: sample.body }),
  })

test('every route has a sample here, and only the exchange of codes is open', () => {
  expect(routes.filter(({ sample, method }) => sample?.method !== method)).toEqual([])
  expect(routes.filter(({ open }) => open).map(({ source }) => source)).toEqual(['^\\/session$'])
})

test('L01 no route answers without the right token, and all refusals look alike', async () => {
  const door = await openDoor()
  const wrong: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${'x'.repeat(32)}` },
    { authorization: 'Bearer x' },
    { authorization: `Bearer ${door.token}x` },
    { authorization: `Basic ${door.token}` },
    { authorization: door.token },
    { cookie: `token=${door.token}` },
    { authorization: `Bearer ${door.link.split('#')[1] ?? ''}` },
  ]
  const bodies = new Set<string>()
  for (const sample of guarded) {
    for (const headers of wrong) {
      const response = await request(door.address, sample, headers)
      expect(response.status, `${sample.path} ${JSON.stringify(headers)}`).toBe(401)
      bodies.add(await response.text())
    }
    const inQuery = { ...sample, path: `${sample.path}${sample.path.includes('?') ? '&' : '?'}token=${door.token}` }
    expect((await request(door.address, inQuery, {})).status).toBe(401)
  }
  expect(bodies.size).toBe(1)
  expect(door.reached).toEqual([])
})

test('with the token every route answers', async () => {
  const door = await openDoor()
  for (const sample of guarded) {
    const response = await request(door.address, sample, door.headers)
    expect(response.status, sample.path).toBe(200)
    await response.arrayBuffer()
  }
  expect(door.reached).toEqual(['app.info', 'picture full', 'upload j a.png 5'])
})

describe('L02 only own names in the Host header', () => {
  const refused = [
    'evil.test',
    '127.0.0.1.evil.test:PORT',
    'localhost.evil:PORT',
    'LOCALHOST:PORT',
    'localhost',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '127.0.0.1.:PORT',
    'localhost.:PORT',
    '2130706433:PORT',
    'user@127.0.0.1:PORT',
    '',
  ]
  test('other names are refused on page, data and WebSocket', async () => {
    const door = await openDoor()
    const bearer = `Authorization: Bearer ${door.token}\r\n`
    const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: pointcheck, ${door.token}\r\n`
    for (const host of refused) {
      const name = host.replace('PORT', String(door.port))
      for (const [line, more] of [
        ['GET / HTTP/1.1', 'Connection: close\r\n'],
        [`GET /images/${IMAGE}?size=full HTTP/1.1`, `Connection: close\r\n${bearer}`],
        ['GET /events HTTP/1.1', upgrade],
      ] as const) {
        const reply = await sendRaw(door.port, `${line}\r\nHost: ${name}\r\n${more}\r\n`)
        expect(reply, `${line} with ${name}`).toMatch(/^HTTP\/1\.1 40[03] /)
        expect(reply).not.toContain(SECRET)
        expect(reply).not.toContain('<!doctype')
      }
    }
    expect(door.reached).toEqual([])
  })

  test('two Host headers, none, and an absolute target are refused', async () => {
    const door = await openDoor()
    const own = `Host: 127.0.0.1:${door.port}\r\n`
    const tries = [
      `GET / HTTP/1.1\r\n${own}${own}Connection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\n${own}Host: evil.test\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.0\r\n\r\n`,
      `GET http://evil.test/ HTTP/1.1\r\n${own}Connection: close\r\n\r\n`,
      `GET http://127.0.0.1:${door.port}/ HTTP/1.1\r\n${own}Connection: close\r\n\r\n`,
      `GET //evil.test/ HTTP/1.1\r\n${own}Connection: close\r\n\r\n`,
    ]
    for (const text of tries) expect(await sendRaw(door.port, text), text).toMatch(/^HTTP\/1\.1 40[03] /)
  })

  test('both own names are answered', async () => {
    const door = await openDoor()
    for (const name of ['127.0.0.1', 'localhost']) {
      const text = `GET / HTTP/1.1\r\nHost: ${name}:${door.port}\r\nConnection: close\r\n\r\n`
      expect(await sendRaw(door.port, text)).toMatch(/^HTTP\/1\.1 200 /)
    }
  })
})

test('pages of other origins get nothing, not even with the token', async () => {
  const door = await openDoor()
  const foreign: Record<string, string>[] = [
    { origin: 'http://evil.test' },
    { origin: 'null' },
    { origin: `http://localhost:${door.port}` },
    { origin: `https://127.0.0.1:${door.port}` },
    { origin: `${door.address}.evil.test` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
  ]
  for (const sample of guarded) {
    for (const headers of foreign) {
      const response = await request(door.address, sample, { ...door.headers, ...headers })
      expect(response.status, JSON.stringify(headers)).toBe(403)
    }
  }
  expect(door.reached).toEqual([])
})

test('a link on another page may open the bare page in a tab, but not in a frame', async () => {
  const door = await openDoor()
  const page = (dest: string) =>
    fetch(door.address, { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': dest } })
  expect((await page('document')).status).toBe(200)
  expect((await page('iframe')).status).toBe(403)
  expect((await page('script')).status).toBe(403)
})

test('what a form can send is refused where JSON is wanted', async () => {
  const door = await openDoor()
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonx',
    '',
  ]) {
    for (const path of ['/rpc/app.info', '/session']) {
      const headers = { ...door.headers, 'content-type': type }
      expect((await fetch(`${door.address}${path}`, { method: 'POST', headers, body: '{}' })).status).toBe(415)
    }
  }
  expect(door.reached).toEqual([])
})

test('E08, L07, L10 every response is locked down; none sets a cookie or lets another origin in', async () => {
  const door = await openDoor()
  const responses = [
    await fetch(door.address),
    await fetch(`${door.address}/assets/main-abc.js`),
    await fetch(`${door.address}/nothing`),
    await fetch(`${door.address}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
    await fetch(`${door.address}/session`, { method: 'OPTIONS' }),
    ...(await Promise.all(guarded.map(async (sample) => request(door.address, sample, door.headers)))),
    ...(await Promise.all(guarded.map(async (sample) => request(door.address, sample, {})))),
  ]
  for (const { url, headers } of responses) {
    const one = (name: string) => headers.get(name)
    expect(one('x-content-type-options'), url).toBe('nosniff')
    expect(one('cross-origin-resource-policy'), url).toBe('same-origin')
    expect(one('cross-origin-opener-policy'), url).toBe('same-origin')
    expect(one('referrer-policy'), url).toBe('no-referrer')
    expect(one('content-security-policy'), url).toContain("default-src 'none'")
    expect(one('content-security-policy'), url).toContain("frame-ancestors 'none'")
    expect(one('content-security-policy'), url).not.toContain('unsafe')
    expect(one('cache-control'), url).toBe(
      url.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
    )
    expect(one('set-cookie'), url).toBeNull()
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})

test('each copy of the page has a nonce of its own, the same in page and policy', async () => {
  const door = await openDoor()
  const seen = new Set<string>()
  for (let n = 0; n < 3; n += 1) {
    const response = await fetch(door.address)
    const nonce = /nonce="([\w-]+)"/.exec(await response.text())?.[1] ?? ''
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';")
    seen.add(nonce)
  }
  expect(seen.size).toBe(3)
})

test('E07 no path of the disk is reached, however it is written', async () => {
  const door = await openDoor()
  const names = [
    '/../secret.txt',
    '/secret.txt',
    '/assets/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cx',
    '/%00',
  ]
  names.push(`/images/../${IMAGE}`, '/images/%2e%2e/secret', `/images/${'A'.repeat(64)}?size=full`, '/rpc/__proto__.x')
  for (const name of names) {
    const text = `GET ${name} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nAuthorization: Bearer ${door.token}\r\nConnection: close\r\n\r\n`
    const reply = await sendRaw(door.port, text)
    expect(reply, name).toMatch(/^HTTP\/1\.1 40[0345] /)
    expect(reply).not.toContain(SECRET)
  }
})

test('L08 only loopback is listened on', async () => {
  const door = await openDoor()
  if (process.platform !== 'linux') return
  const hexPort = door.port.toString(16).toUpperCase().padStart(4, '0')
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hexPort}`))
    .map(([, local]) => local)
  expect(listening).toEqual([`0100007F:${hexPort}`])
})
