import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOff, pollWait, stillToWait } from './back-off.ts'

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a back-off never exceeds a minute on top of what the service asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.option(fc.integer({ min: 0, max: 900_000 })),
      share,
      (attempt, asked, random) => {
        const wait = backOff(attempt, asked ?? undefined, () => random)
        expect(wait).toBeGreaterThanOrEqual(asked ?? 0)
        expect(wait).toBeLessThanOrEqual((asked ?? 0) + 60_000)
      },
    ),
  )
})

test('the mean doubles from attempt to attempt', () => {
  expect([1, 2, 3, 4, 7, 8].map((attempt) => backOff(attempt, undefined, () => 0.5))).toEqual([
    500, 1_000, 2_000, 4_000, 30_000, 30_000,
  ])
})

test('a poll is never earlier than the service allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), share, (wait, random) => {
      expect(pollWait(wait, () => random)).toBeGreaterThanOrEqual(wait)
      expect(pollWait(wait, () => random)).toBeLessThanOrEqual(wait * 1.1)
    }),
  )
})

test('a poll whose time has come goes, also when the machine was busy for a while', () => {
  for (const late of [0, 10, 4_999]) expect(stillToWait(late, 0, 5_000, () => 0.9)).toBe(0)
})

test('after a sleep of the machine, or after the service was to be left alone, polls are spread over the time between two', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5_001, max: 90_000_000 }),
      fc.integer({ min: 0, max: 900_000 }),
      fc.integer({ min: 1, max: 60_000 }),
      share,
      (late, quiet, wait, random) => {
        const more = stillToWait(late, quiet, wait, () => random)
        expect(more).toBe(quiet + random * Math.max(wait, 5_000))
        expect(stillToWait(0, quiet, wait, () => random)).toBe(quiet > 0 ? more : 0)
      },
    ),
  )
})
