import { expect, test } from 'vitest'
import { crashSolve, LANES } from './crash.ts'

test('killed ten times in a run, nothing is paid twice and every task is accounted for', async () => {
  const report = await crashSolve(10, 400)
  expect(report).toMatchObject({ kills: 10, paidTwice: 0, wrongAnswers: 0, integrity: 'ok' })
  const { solved, unconfirmed, ...others } = report.statuses
  expect(solved + unconfirmed).toBe(400)
  expect(others).toEqual({ queued: 0, submitting: 0, waiting: 0, failed: 0, cancelled: 0 })
  expect(unconfirmed).toBeLessThanOrEqual(LANES * report.kills)
  expect(report.created).toBeLessThanOrEqual(400)
}, 400_000)
