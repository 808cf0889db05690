import { describe, expect, it, test } from 'vitest'
import type { RunLane, SolverEstimate, TaskCounts } from '../../../contract/run-methods.ts'
import {
  cancelWords,
  cost,
  countdown,
  forecast,
  laneState,
  percent,
  readMoney,
  roughly,
  startPrice,
} from './run-words.ts'

const none: TaskCounts = { queued: 0, submitting: 0, waiting: 0, solved: 0, failed: 0, unconfirmed: 0, cancelled: 0 }
const lane = (change: Partial<RunLane>): RunLane => ({
  solverId: 's',
  counts: none,
  state: 'running',
  ended: [],
  perMinute: 0,
  spent: 0,
  ...change,
})

test.each([
  [0, '$0.00'],
  [0.0012, '$0.0012'],
  [0.1, '$0.10'],
  [3.557, '$3.56'],
])('%d dollars read %s', (value, words) => expect(cost(value)).toBe(words))

test.each([
  [0, 0, '0 %'],
  [2_017, 3_248, '62.1 %'],
  [9_999, 10_000, '99.9 %'],
  [7, 7, '100 %'],
])('%d of %d is %s', (part, whole, words) => expect(percent(part, whole)).toBe(words))

test.each([
  [0, '0:00'],
  [41_000, '0:41'],
  [40_001, '0:41'],
  [3_661_000, '1:01:01'],
])('%d ms count down as %s', (ms, words) => expect(countdown(ms)).toBe(words))

test.each([
  [400, '1 s'],
  [2_160_000, '36 min'],
  [4_800_000, '1 h 20 min'],
  [259_200_000, '3 days'],
])('%d ms are roughly %s', (ms, words) => expect(roughly(ms)).toBe(words))

test('a lane that waits says until when, one that runs how much is open', () => {
  expect(laneState(lane({ state: 'waiting', reason: 'Too many requests (429).' }), 41_000)).toBe('429: waits 0:41')
  expect(laneState(lane({ state: 'waiting', reason: 'The service is overloaded.' }), 5_000)).toBe('Waits 0:05')
  expect(laneState(lane({ counts: { ...none, submitting: 2, waiting: 6 } }), undefined)).toBe('Running, 8 open')
})

test('a cancel says what is not sent, what may be paid, and what stays', () => {
  expect(cancelWords({ counts: { ...none, queued: 3, waiting: 1, solved: 2 } })).toEqual([
    '3 tasks in the queue will not be sent.',
    '1 task under way may have been paid; what comes of it is still fetched.',
    '2 answers stay.',
  ])
})

describe('a forecast', () => {
  const priced: SolverEstimate = {
    solverId: 'a',
    tasks: 368,
    price: 0.00118,
    basis: 'past',
    priceRange: { low: 0.001, high: 0.0013 },
    durationMs: 60_000,
  }
  const free: SolverEstimate = { solverId: 'b', tasks: 10, price: 0, basis: 'free', durationMs: 90_000 }
  const unknown: SolverEstimate = { solverId: 'c', tasks: 5, basis: 'unknown' }

  it('sums tasks and money, and takes the slowest lane', () => {
    expect(forecast([priced, free])).toEqual({
      tasks: 378,
      cost: 368 * 0.00118,
      low: 368 * 0.001,
      high: 368 * 0.0013,
      unpriced: 0,
      durationMs: 90_000,
    })
  })
  it('counts solvers without a price, and knows no time where one has no past', () => {
    expect(forecast([priced, unknown])).toMatchObject({ unpriced: 1, durationMs: undefined })
  })
  it('leaves out solvers that would not be asked', () => {
    expect(forecast([{ ...unknown, tasks: 0 }])).toMatchObject({ tasks: 0, unpriced: 0, durationMs: undefined })
  })
  it.each([
    [[priced], ' for about $0.43'],
    [[free], ', free'],
    [[unknown], ', price unknown'],
    [[priced, unknown], ' for at least $0.43'],
    [[], ''],
  ])('is said on the button', (solvers, words) => expect(startPrice(forecast(solvers))).toBe(words))
})

test.each([
  ['', undefined],
  [' 1.50 ', 1.5],
  ['$ 2', 2],
  ['1,5', 1.5],
  ['0', 0],
  ['a lot', 'wrong'],
  ['-1', 'wrong'],
])('%j is read as %s', (text, value) => expect(readMoney(text)).toBe(value))
