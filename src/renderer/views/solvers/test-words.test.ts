import { expect, test } from 'vitest'
import type { SolverStats } from '../../../contract/solver-methods.ts'
import type { Solver } from '../../../core/solver.ts'
import { countdown, standingOf, waitsForConvention } from './test-words.ts'

const NOW = 1_800_000_000_000
const solver: Solver = {
  id: 'a',
  name: 'Local model',
  profile: 'chat',
  baseUrl: 'http://localhost:8000/v1',
  enabled: true,
  position: 0,
  mark: 0,
  concurrency: 2,
  options: {},
}
const stats: SolverStats = { solverId: 'a', answers: 0, recent: 0, spent: 0, reportedWrong: 0, unread: 0 }
const lastTest = {
  solverId: 'a',
  at: NOW - 1_000,
  asked: 'model',
  ok: true,
  summary: 'Answers',
  sent: 'GET /models',
  received: '{}',
  latencyMs: 214,
} as const

test('a countdown has minutes and seconds, and hours where they are needed', () => {
  expect([41_000, 40_001, 0, -5, 600_000, 3_723_000].map(countdown)).toEqual([
    '0:41',
    '0:41',
    '0:00',
    '0:00',
    '10:00',
    '1:02:03',
  ])
})

test('what holds it up is said before everything else, without the name that stands beside it', () => {
  const trouble = { code: 'ERROR_ZERO_BALANCE', reason: 'Local model: No money is left. Top it up.', leftMs: undefined }
  expect(standingOf(solver, { ...stats, unread: 3, lastTest }, trouble, NOW)).toEqual({
    tone: 'warn',
    icon: 'warning',
    first: 'No money is left.',
    second: 'on hold until you act',
  })
  expect(standingOf(solver, stats, { ...trouble, leftMs: 41_000 }, NOW)).toMatchObject({
    icon: 'clock',
    second: 'goes on in 0:41',
  })
})

test('replies wait for a convention only where one has to be chosen', () => {
  expect(waitsForConvention(solver, { ...stats, unread: 12 })).toBe(12)
  expect(waitsForConvention({ ...solver, options: { convention: 'unit' } }, { ...stats, unread: 12 })).toBe(0)
  expect(waitsForConvention({ ...solver, profile: 'moondream' }, { ...stats, unread: 12 })).toBe(0)
  expect(standingOf(solver, { ...stats, unread: 1 }, undefined, NOW)).toMatchObject({
    first: 'Convention not chosen',
    second: '1 reply kept',
  })
})

test('else the last test speaks, and without one that is said', () => {
  expect(standingOf(solver, { ...stats, lastTest }, undefined, NOW)).toEqual({
    tone: 'ok',
    icon: 'check',
    first: 'Answers',
    second: 'now, 214 ms',
  })
  expect(standingOf(solver, undefined, undefined, NOW).first).toBe('Not tested')
  expect(standingOf({ ...solver, profile: 'file' }, undefined, undefined, NOW).first).toBe('Is not asked')
})
