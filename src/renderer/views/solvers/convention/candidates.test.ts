import { expect, test } from 'vitest'
import type { ReadingSample } from '../../../../contract/solver-methods.ts'
import { Convention } from '../../../../core/convention.ts'
import type { Solver } from '../../../../core/solver.ts'
import { candidates, framesOf, readSample, swapped, usualResize } from './candidates.ts'

const size = { width: 1600, height: 1200 }
const sample: ReadingSample = {
  taskId: 't',
  itemId: 'i',
  name: 'street.jpg',
  instruction: 'Click on all traffic lights',
  imageHash: 'a'.repeat(64),
  imageSize: size,
  sentSize: { width: 800, height: 600 },
  raw: '{}',
  said: '[{"point_2d": [100, 300]}]',
}
const solver: Solver = {
  id: 's',
  name: 'Model',
  profile: 'chat',
  baseUrl: 'http://localhost:8000/v1',
  enabled: true,
  position: 0,
  mark: 0,
  concurrency: 1,
  options: {},
}

test('six readings stand side by side, and with the switch every one the other way round', () => {
  expect(candidates(false)).toEqual(['sent-pixels', 'unit', 'percent', 'thousand', 'sent-pixels-yx', 'resized-pixels'])
  expect(candidates(true)).toEqual([
    'sent-pixels-yx',
    'unit-yx',
    'percent-yx',
    'thousand-yx',
    'sent-pixels',
    'resized-pixels-yx',
  ])
  expect(new Set([...candidates(false), ...candidates(true)])).toEqual(new Set(Convention.options))
})

test('swapping twice is the same', () => {
  for (const convention of Convention.options) expect(swapped(swapped(convention))).toBe(convention)
})

const pointOf = (convention: Convention): unknown => readSample(solver, sample, convention, usualResize)

test('a kept reply is read in full-size pixels under each of them', () => {
  expect(pointOf('sent-pixels')).toMatchObject({ points: [{ x: 200, y: 600 }] })
  expect(pointOf('sent-pixels-yx')).toMatchObject({ points: [{ x: 600, y: 200 }] })
  expect(pointOf('thousand-yx')).toMatchObject({ points: [{ x: 480, y: 120 }] })
})

test('the resized picture is that of the picture that was sent', () => {
  expect(framesOf(sample, { multiple: 28, maxPixels: 1_000_000 }).frameSize).toEqual({ width: 812, height: 588 })
})
