import { expect, test } from 'vitest'
import { createSession, ONE_TIME_CODE_MS } from './session.ts'

test('the printed code is good again and again, and always for the same token', () => {
  const session = createSession(() => 0)
  const token = session.exchange(session.printedCode)
  expect(token).toMatch(/^[\w-]{32}$/)
  expect(session.exchange(session.printedCode)).toBe(token)
  expect(session.accepts(token)).toBe(true)
})

test('a one-time code is good once', () => {
  const session = createSession(() => 0)
  const code = session.newOneTimeCode()
  expect(session.accepts(session.exchange(code))).toBe(true)
  expect(session.exchange(code)).toBeUndefined()
})

test('a one-time code is good for a minute', () => {
  let now = 0
  const session = createSession(() => now)
  const [inTime, late] = [session.newOneTimeCode(), session.newOneTimeCode()]
  now = ONE_TIME_CODE_MS
  expect(session.exchange(inTime)).toBeDefined()
  now += 1
  expect(session.exchange(late)).toBeUndefined()
})

test('nothing else opens it', () => {
  const session = createSession(() => 0)
  const other = createSession(() => 0)
  for (const code of ['', 'x', other.printedCode, session.printedCode.slice(1)]) {
    expect(session.exchange(code)).toBeUndefined()
  }
  for (const token of [undefined, '', session.printedCode, other.exchange(other.printedCode)]) {
    expect(session.accepts(token)).toBe(false)
  }
})
