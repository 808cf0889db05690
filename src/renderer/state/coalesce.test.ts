import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { coalesce } from './coalesce.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('runs once for many calls', async () => {
  const work = vi.fn(async () => Promise.resolve())
  const soon = coalesce(work, 100)
  soon()
  soon()
  soon()
  await vi.advanceTimersByTimeAsync(100)
  expect(work).toHaveBeenCalledTimes(1)
})

it('runs again for a call that came while it ran', async () => {
  const { promise, resolve: finish } = Promise.withResolvers<void>()
  const work = vi.fn(async () => promise)
  const soon = coalesce(work, 100)
  soon()
  await vi.advanceTimersByTimeAsync(100)
  soon()
  expect(work).toHaveBeenCalledTimes(1)
  finish()
  await vi.advanceTimersByTimeAsync(100)
  expect(work).toHaveBeenCalledTimes(2)
})
