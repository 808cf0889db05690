import { expect, test, vi } from 'vitest'
import type { RunLane } from '../../contract/run-methods.ts'
import type { Solver } from '../../core/solver.ts'
import type { KnownRun } from './runs.ts'

vi.mock('../host.ts', () => ({ client: {} }))
const { troubleOf } = await import('./solvers-trouble.ts')

const NOW = 1_800_000_000_000
const solver = { id: 'a', name: 'Service' } as Solver
const lane = (change: Partial<RunLane>): RunLane => ({ solverId: 'a', state: 'waiting', ...change }) as RunLane
const run = (state: 'running' | 'done', ...lanes: RunLane[]): KnownRun =>
  ({ run: { state, lanes }, at: NOW - 1_000 }) as unknown as KnownRun

test('a pause that a lane makes counts down from when it was told, and then is over', () => {
  const runs = [run('running', lane({ reason: 'Too many requests.', untilMs: 41_000 }))]
  expect(troubleOf({ solver }, NOW, runs, NOW)).toEqual({
    reason: 'Too many requests.',
    code: undefined,
    leftMs: 40_000,
  })
  expect(troubleOf({ solver }, NOW, runs, NOW + 40_000)).toBeUndefined()
})

test('a run that ended, another solver and a lane that runs say nothing', () => {
  const waiting = lane({ untilMs: 41_000 })
  expect(troubleOf({ solver }, NOW, [run('done', waiting)], NOW)).toBeUndefined()
  expect(troubleOf({ solver }, NOW, [run('running', { ...waiting, solverId: 'b' })], NOW)).toBeUndefined()
  expect(troubleOf({ solver }, NOW, [run('running', { ...waiting, state: 'running' })], NOW)).toBeUndefined()
})

test('a hold comes first, and waits for a person unless it says for how long', () => {
  const runs = [run('running', lane({ untilMs: 41_000 }))]
  const hold = { code: 'ERROR_ZERO_BALANCE', reason: 'No money is left.' }
  expect(troubleOf({ solver, hold }, NOW, runs, NOW)).toEqual({ ...hold, leftMs: undefined })
  expect(troubleOf({ solver, hold: { ...hold, untilMs: 500 } }, NOW - 200, runs, NOW)?.leftMs).toBe(300)
})
