import { expect, test } from 'vitest'
import { expectedOf } from './prices.ts'

const past = [4, 1, 3, 2, 5].map((cost) => ({ cost: cost / 1_000, latencyMs: cost * 100 }))
const service = { profile: '2captcha' } as const

test('the price is the median of its own past, with its quartiles', () => {
  expect(expectedOf(service, past)).toEqual({
    price: 0.003,
    basis: 'past',
    priceRange: { low: 0.002, high: 0.004 },
    latencyMs: 300,
  })
})

test('between two values the median is half-way', () => {
  expect(expectedOf(service, past.slice(0, 2))).toMatchObject({ price: 0.0025, latencyMs: 250 })
})

test('a price that a person set is for 1,000 tasks and goes before the past', () => {
  expect(expectedOf({ ...service, price: 2 }, past)).toEqual({ price: 0.002, basis: 'set', latencyMs: 300 })
})

test('what runs inside the app is free', () => {
  expect(expectedOf({ profile: 'ucaptcha', builtIn: 'shapes' }, past)).toMatchObject({ price: 0, basis: 'free' })
  expect(expectedOf({ profile: 'onnx', price: 2 }, [])).toEqual({ price: 0, basis: 'free' })
})

test('nothing is known of a service that has not said a price yet', () => {
  expect(expectedOf(service, [])).toEqual({ basis: 'unknown' })
  expect(expectedOf(service, [{ cost: null, latencyMs: 10 }])).toEqual({ basis: 'unknown', latencyMs: 10 })
})
