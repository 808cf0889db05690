import { expect, test } from 'vitest'
import { judge } from './unconfirmed.ts'

const price = 0.0012

test('a balance that fell by the price says that it was paid', () => {
  expect(judge({ inFlight: 1, fall: 0.0012, answered: 0, price })).toEqual({
    known: 'Balance fell by $0.0012',
    likely: 'paid',
  })
})

test('a balance that stayed says that the service never had it, however many were under way', () => {
  for (const inFlight of [undefined, 1, 6]) {
    expect(judge({ inFlight, fall: 0, answered: 0, price })).toEqual({
      known: 'Balance unchanged',
      likely: 'not-received',
    })
  }
})

test('what answers cost meanwhile is not taken for its price', () => {
  expect(judge({ inFlight: 1, fall: 0.0036, answered: 0.0036, price })).toEqual({
    known: 'Balance fell by $0.0036, answers cost $0.0036',
    likely: 'not-received',
  })
  expect(judge({ inFlight: 1, fall: 0.0048, answered: 0.0036, price }).likely).toBe('paid')
})

test('where others were under way nobody can tell whose money it was', () => {
  expect(judge({ inFlight: 6, fall: 0.0012, answered: 0, price })).toEqual({
    known: 'Balance fell by $0.0012, 6 in flight: cannot tell',
    likely: 'unknown',
  })
})

test('without two balances, or with money that came in, nothing is claimed', () => {
  expect(judge({ inFlight: 6, price })).toEqual({ known: '6 in flight, balance not known', likely: 'unknown' })
  expect(judge({ price })).toEqual({ known: 'Balance not known', likely: 'unknown' })
  expect(judge({ inFlight: 1, fall: -5, answered: 0, price })).toEqual({
    known: 'Balance rose by $5.00: cannot tell',
    likely: 'unknown',
  })
  expect(judge({ inFlight: 1, fall: 1, price })).toMatchObject({ likely: 'unknown' })
})
