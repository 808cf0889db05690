import { expect, test } from 'vitest'
import { retryAfter } from './retry-after.ts'

const NOW = Date.UTC(2026, 0, 1)
const MINUTES_15 = 15 * 60_000

const read: readonly [string, Record<string, string>, number | undefined][] = [
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['parts of a second', { 'retry-after': ' 0.5 ' }, 500],
  ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
  ['a date that is over', { 'retry-after': 'Wed, 31 Dec 2025 00:00:30 GMT' }, 0],
  ['ten years', { 'retry-after': '315360000' }, MINUTES_15],
  ['a date in ten years', { 'retry-after': 'Thu, 01 Jan 2036 00:00:30 GMT' }, MINUTES_15],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['nonsense', { 'retry-after': 'soon' }, undefined],
  ['nothing', {}, undefined],
  ['a reset as a span', { 'x-ratelimit-reset': '3' }, 3_000],
  ['a reset as a moment', { 'x-ratelimit-reset': String(NOW / 1_000 + 9) }, 9_000],
  ['the reset of what is used up, as OpenAI words it', { 'x-ratelimit-reset-requests': '1m1.5s' }, 61_500],
  ['the later of two resets', { 'x-ratelimit-reset-requests': '20ms', 'x-ratelimit-reset-tokens': '2s' }, 2_000],
  ['nonsense beside a reset', { 'retry-after': 'soon', 'x-ratelimit-reset': '3' }, 3_000],
]

test.each(read)('reads %s', (_, headers, expected) => {
  expect(retryAfter({ status: 429, headers }, NOW)).toBe(expected)
})

test('a reset counts only where nothing is left', () => {
  const headers = { 'x-ratelimit-reset': '3' }
  const at = (status: number, remaining: string) =>
    retryAfter({ status, headers: { ...headers, 'x-ratelimit-remaining': remaining } }, NOW)
  expect(at(200, '17')).toBeUndefined()
  expect(at(200, '0')).toBe(3_000)
  expect(at(429, '17')).toBe(3_000)
  expect(retryAfter({ status: 200, headers: { 'retry-after': '3' } }, NOW)).toBe(3_000)
})
