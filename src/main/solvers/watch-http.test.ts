import { expect, test } from 'vitest'
import type { HttpReply } from './http.ts'
import { showRequest, watchHttp } from './watch-http.ts'

const KEY = 'a-key/with+signs-77c2'
const json = { method: 'POST', path: '/createTask', headers: { 'content-type': 'application/json' } } as const

test('the key is masked wherever it stands, and its last four characters stay', () => {
  const shown = showRequest(
    {
      ...json,
      path: `/res.php?key=${encodeURIComponent(KEY)}`,
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ clientKey: KEY }),
    },
    KEY,
  )
  expect(shown).toBe(
    'POST /res.php?key=••••••••77c2\nauthorization: Bearer ••••••••77c2\n\n{"clientKey":"••••••••77c2"}',
  )
})

test('a picture is shortened, in JSON and in a form', () => {
  const picture = Buffer.alloc(3_000, 7).toString('base64')
  const shown = showRequest({ ...json, body: `{"body":"${picture}","comment":"Click"}` }, KEY)
  expect(shown).toContain(`"body":"${picture.slice(0, 32)}… (4,000 characters)","comment":"Click"`)
  const form = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: image/png\r\n\r\n'),
    Buffer.alloc(5_000, 0xff),
    Buffer.from('\r\n--b--\r\n'),
  ])
  expect(showRequest({ ...json, path: '/in.php', body: form }, KEY)).toMatch(/image\/png\r\n\r\n\(5,0\d\d bytes\)$/)
})

test('a key in the query of a form is masked, whatever that escapes', () => {
  const key = 'pass word!~(1)-0f3a'
  const query = new URLSearchParams({ key, action: 'get' }).toString()
  const shown = showRequest({ method: 'GET', path: `/res.php?${query}`, headers: {} }, key)
  expect(shown).toBe('GET /res.php?key=••••••••0f3a&action=get')
})

test('no part of a key that stands where a long reply is cut is shown', async () => {
  const reply: HttpReply = { status: 200, headers: {}, bytes: Buffer.from('x'.repeat(19_990) + KEY) }
  const http = { send: () => Promise.resolve(reply), close: () => Promise.resolve() }
  let received = ''
  const watched = watchHttp(http, KEY, (shown) => {
    received = shown.received
  })
  await watched.send({ origin: 'https://a.test', prefix: '' }, { ...json, body: '' }, { once: true })
  expect(received).toHaveLength(20_000)
  expect(received).not.toContain(KEY.slice(0, 4))
})
