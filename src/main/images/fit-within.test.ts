import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitWithin } from './fit-within.ts'

const length = fc.integer({ min: 1, max: 32_768 })

test('never larger than asked or than it was, never nothing, and as long as may be', () => {
  fc.assert(
    fc.property(length, length, length, (width, height, side) => {
      const fitted = fitWithin({ width, height }, side)
      expect(Math.max(fitted.width, fitted.height)).toBe(Math.min(side, Math.max(width, height)))
      expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1)
      expect(Math.min(fitted.width, fitted.height)).toBeLessThanOrEqual(Math.min(width, height))
    }),
  )
})

test('keeps the proportions to half a pixel', () => {
  fc.assert(
    fc.property(length, length, length, (width, height, side) => {
      const fitted = fitWithin({ width, height }, side)
      const scale = Math.min(1, side / Math.max(width, height))
      expect(Math.abs(fitted.width - width * scale)).toBeLessThanOrEqual(width * scale < 0.5 ? 1 : 0.5)
      expect(Math.abs(fitted.height - height * scale)).toBeLessThanOrEqual(height * scale < 0.5 ? 1 : 0.5)
    }),
  )
})
