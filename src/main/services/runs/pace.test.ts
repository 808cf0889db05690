import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('tasks that ended are counted in slices of 10 s, the newest last', () => {
  const pace = createPace(1_000)
  for (const at of [1_000, 2_000, 10_999, 11_000, 31_500]) pace.ended(at)
  const slices = pace.slices(31_600)
  expect(slices).toHaveLength(30)
  expect(slices.slice(-4)).toEqual([3, 1, 0, 1])
  expect(slices.slice(0, -4)).toEqual(Array(26).fill(0))
})

test('the rate is that of the last minute, and of what there was before a minute is over', () => {
  const pace = createPace(0)
  for (let at = 0; at < 30_000; at += 1_000) pace.ended(at)
  expect(pace.perMinute(30_000)).toBe(60)
  expect(pace.perMinute(60_000)).toBeCloseTo(24, 0)
  expect(pace.perMinute(100_000)).toBe(0)
})

test('one task at once is no rate of thousands', () => {
  const pace = createPace(0)
  pace.ended(1)
  expect(pace.perMinute(2)).toBe(60)
})

test('a machine that slept a day finds empty slices', () => {
  const pace = createPace(0)
  pace.ended(5)
  pace.ended(86_400_000)
  expect(pace.slices(86_400_000)).toEqual([...Array<number>(29).fill(0), 1])
})

test('what ended within the last 290 s is in the slices, whenever it ended', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 100 }), (gaps) => {
      const pace = createPace(0)
      const times: number[] = []
      for (const gap of gaps) times.push((times.at(-1) ?? 0) + gap)
      for (const at of times) pace.ended(at)
      const now = times.at(-1) ?? 0
      const first = Math.floor(now / 10_000) - 29
      const counted = pace.slices(now).reduce((sum, count) => sum + count, 0)
      expect(counted).toBe(times.filter((at) => Math.floor(at / 10_000) >= first).length)
    }),
  )
})
