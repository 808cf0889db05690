import { describe, expect, test } from 'vitest'
import { readAnswer } from './read-answer.ts'
import type { ProfileId, SolverOptions } from './solver.ts'

const sent = { width: 800, height: 600 }
const full = { width: 1600, height: 1200 }
const read = (profile: ProfileId, said: unknown, options: SolverOptions = {}) =>
  readAnswer({ profile, options }, said, sent, full)

test.each<[ProfileId, unknown, object]>([
  ['ucaptcha', [{ x: 200, y: 300 }], { convention: 'sent-pixels' }],
  ['2captcha', [{ x: '200', y: '300' }], { convention: 'sent-pixels' }],
  ['anticaptcha', [[200, 300]], { convention: 'sent-pixels' }],
  ['legacy', 'coordinate:x=200,y=300', { convention: 'sent-pixels' }],
  ['moondream', [{ x: 0.25, y: 0.5 }], { convention: 'unit' }],
  ['gemini', '```json\n[{"point": [500, 250]}]\n```', { convention: 'thousand-yx' }],
  ['gemini', '[{"x": 250, "y": 500}]', { convention: 'thousand-yx' }],
  ['onnx', [{ x: 200, y: 300 }], { convention: 'sent-pixels' }],
  ['similar', [{ x: 200, y: 300 }], { convention: 'sent-pixels' }],
])('%s: %j is the middle of the left half', (profile, said, rest) => {
  expect(read(profile, said)).toEqual({ kind: 'points', points: [{ x: 400, y: 600 }], ...rest })
})

test('a fixed convention is not changed by an option', () => {
  expect(read('gemini', '[[500, 250]]', { convention: 'percent' })).toMatchObject({ convention: 'thousand-yx' })
})

test('what the own detector writes comes through whole', () => {
  const box = { x: 10, y: 20, width: 40, height: 60 }
  expect(read('onnx', [{ x: 30, y: 50, label: 'car', score: 0.9, box }])).toMatchObject({
    points: [{ x: 60, y: 100, label: 'car', score: 0.9, box: { x: 20, y: 40, width: 80, height: 120 } }],
  })
  expect(read('onnx', [{ x: 30 }])).toEqual({ kind: 'wrong-format', found: '[{"x":30}]' })
})

describe('a chat model', () => {
  test('is read as a person chose', () => {
    expect(read('chat', '[{"point_2d": [250, 500], "label": "cup"}]', { convention: 'thousand' })).toEqual({
      kind: 'points',
      points: [{ x: 400, y: 600, label: 'cup' }],
      convention: 'thousand',
    })
  })

  test('waits until somebody has chosen, also for nothing there', () => {
    expect(read('chat', '[{"point_2d": [250, 500]}]')).toEqual({ kind: 'no-convention' })
    expect(read('chat', '[]')).toEqual({ kind: 'no-convention' })
  })

  test('is wrong in any convention where nothing can be read', () => {
    expect(read('chat', 'None.')).toEqual({ kind: 'wrong-format', found: '"None."' })
    expect(read('chat', undefined)).toEqual({ kind: 'wrong-format', found: 'nothing' })
  })

  test('says with the answer which size the numbers are relative to', () => {
    const options = { convention: 'resized-pixels', resize: { multiple: 28, maxPixels: 12_845_056 } } as const
    // 800 / 28 and 600 / 28 round to 29 and 21 steps of 28.
    expect(read('chat', '[[406, 294]]', options)).toEqual({
      kind: 'points',
      points: [{ x: 800, y: 600 }],
      convention: 'resized-pixels',
      frameSize: { width: 812, height: 588 },
    })
  })

  test('needs to be told how it resizes', () => {
    expect(read('chat', '[[406, 294]]', { convention: 'resized-pixels' })).toEqual({ kind: 'no-convention' })
  })
})

describe('percent over 100 in the tags of Molmo', () => {
  const options = { convention: 'percent' } as const

  test('is dropped, and counted', () => {
    expect(read('chat', '<points x1="25" y1="50" x2="120" y2="3" alt="car">', options)).toEqual({
      kind: 'points',
      points: [{ x: 400, y: 600, label: 'car' }],
      convention: 'percent',
      dropped: 1,
    })
  })

  test('is no empty answer where nothing else is there', () => {
    expect(read('chat', '<point x="120" y="3">', options)).toEqual({
      kind: 'wrong-format',
      found: 'a point over 100 percent',
    })
  })

  test('is a number like any other where they do not count percent, and in JSON', () => {
    expect(read('chat', '<point x="250" y="500">', { convention: 'thousand' })).toMatchObject({ points: [{ x: 400 }] })
    expect(read('chat', '[[120, 3]]', options)).toMatchObject({ points: [{ x: 1920, y: 36 }] })
  })
})
