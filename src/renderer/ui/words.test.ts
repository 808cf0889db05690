import { describe, expect, it } from 'vitest'
import { bytes, count, decimal, duration, money, plural, timeLeft, when } from './words.ts'

describe('words for numbers', () => {
  it('separates thousands in counts but not in pixels', () => {
    expect(count(1204)).toBe('1,204')
    expect(decimal(1356.66)).toBe('1356.7')
    expect(decimal(-2.5)).toBe('−2.5')
  })

  it('knows one from many', () => {
    expect(plural(1, 'point')).toBe('1 point')
    expect(plural(0, 'point')).toBe('0 points')
  })

  it('says durations in the unit that fits', () => {
    expect(duration(84)).toBe('84 ms')
    expect(duration(12_400)).toBe('12.4 s')
    expect(timeLeft(300)).toBe('1 s')
    expect(timeLeft(124_000)).toBe('2 min 4 s')
    expect(timeLeft(3_900_000)).toBe('1 h 5 min')
  })

  it('says prices and sizes', () => {
    expect(money(0.0012)).toBe('$0.0012')
    expect(money(12)).toBe('$12.00')
    expect(money(1234.5)).toBe('$1,234.50')
    expect(bytes(999)).toBe('999 B')
    expect(bytes(2_900_000)).toBe('2.9 MB')
  })

  it('says what just happened is now', () => {
    expect(when(1_000_000, 1_030_000)).toBe('now')
    expect(when(0, 10 * 86_400_000)).toBe('1 Jan')
  })
})
