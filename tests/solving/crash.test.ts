import { expect, test } from 'vitest'
import { crashSolve, LANES } from './crash.ts'

// The short form of `npm run test:crash`.
test('killed over and over in a run, nothing is paid twice and every task is accounted for', async () => {
  const report = await crashSolve(4, 160)
  expect(report).toMatchObject({ kills: 4, paidTwice: 0, wrongAnswers: 0, integrity: 'ok' })
  const { solved, unconfirmed, ...others } = report.statuses
  expect(solved + unconfirmed).toBe(160)
  expect(others).toEqual({ queued: 0, submitting: 0, waiting: 0, failed: 0, cancelled: 0 })
  expect(report.mostUnconfirmed).toBeLessThanOrEqual(LANES)
  expect(report.created).toBeLessThanOrEqual(160)
}, 200_000)
