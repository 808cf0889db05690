import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOff, pollWait } from './back-off.ts'

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
