import { expect, test } from 'vitest'
import { estimateOf } from './estimate.ts'

const solver = { id: 's', concurrency: 8 }
const unknown = { basis: 'unknown' } as const

test('the time is the median latency over the lanes', () => {
  expect(estimateOf(solver, 80, { ...unknown, latencyMs: 5_000 }, 50.25)).toEqual({
    solverId: 's',
    tasks: 80,
    basis: 'unknown',
    durationMs: 50_000,
    balance: 50.25,
  })
})

test('a rate that lets through less than the lanes sets the time', () => {
  const rated = { ...solver, rate: { count: 1, seconds: 2 } }
  expect(estimateOf(rated, 80, { ...unknown, latencyMs: 5_000 }, undefined).durationMs).toBe(160_000)
})

test('few tasks take no less than one of them, and none take nothing', () => {
  expect(estimateOf(solver, 3, { ...unknown, latencyMs: 5_000 }, undefined).durationMs).toBe(5_000)
  expect(estimateOf(solver, 0, { ...unknown, latencyMs: 5_000 }, undefined).durationMs).toBe(0)
})

test('without a past nobody knows the time', () => {
  expect(estimateOf({ ...solver, rate: { count: 1, seconds: 1 } }, 80, unknown, undefined)).not.toHaveProperty(
    'durationMs',
  )
})
