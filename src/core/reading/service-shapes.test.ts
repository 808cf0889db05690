import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerPoint } from '../answer.ts'
import { readCoordinates } from './service-shapes.ts'

const two = {
  kind: 'points',
  points: [
    { x: 39, y: 59 },
    { x: 252, y: 72 },
  ],
}

describe('shapes', () => {
  test.each<[string, unknown]>([
    [
      'objects',
      [
        { x: 39, y: 59 },
        { x: 252, y: 72, width: undefined },
      ],
    ],
    [
      'objects with strings',
      [
        { x: '39', y: '59' },
        { x: ' 252.0', y: '7.2e1' },
      ],
    ],
    [
      'pairs',
      [
        [39, 59],
        ['252', '72'],
      ],
    ],
    ['legacy text', 'coordinate:x=39,y=59;x=252,y=72'],
    ['legacy text, plural, spaces and a last semicolon', 'coordinates: x=39,y=59; x=252,y=72;'],
    [
      'unknown fields beside',
      [
        { x: 39, y: 59, confidence: 1 },
        { x: 252, y: 72, name: 'car' },
      ],
    ],
  ])('%s', (_, value) => {
    expect(readCoordinates(value)).toEqual(two)
  })

  const box = { kind: 'points', points: [{ x: 35.5, y: 65.5, box: { x: 17, y: 48, width: 37, height: 35 } }] }
  test.each<[string, unknown]>([
    ['a rectangle', [[17, 48, 54, 83]]],
    ['a rectangle from the far corner', [['54', 83, 17, 48]]],
    ['edges', [{ xMin: 17, xMax: 54, yMin: 48, yMax: 83 }]],
    ['corner and extent', [{ x: 17, y: 48, width: 37, height: '35' }]],
  ])('%s is kept, and its centre is the point', (_, value) => {
    expect(readCoordinates(value)).toEqual(box)
  })

  test('label and score are kept', () => {
    expect(readCoordinates([{ x: 1, y: 2, label: 'car', score: '0.5' }])).toEqual({
      kind: 'points',
      points: [{ x: 1, y: 2, label: 'car', score: 0.5 }],
    })
  })

  test('a value too deep to be written out is described all the same', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    expect(readCoordinates([deep])).toEqual({ kind: 'wrong-format', found: '[[[[[[…]]]]]] as point 1' })
  })

  test.each<[string, unknown]>([
    ['list', []],
    ['legacy text', 'coordinates:'],
  ])('an empty %s is an answer', (_, value) => {
    expect(readCoordinates(value)).toEqual({ kind: 'points', points: [] })
  })

  test.each<[unknown, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    ['', '""'],
    ['OK', '"OK"'],
    [{ x: 1, y: 2 }, '{"x":1,"y":2}'],
    [[1, 2], '1 as point 1'],
    [
      [
        [1, 2],
        [1, 2, 3],
      ],
      '[1,2,3] as point 2',
    ],
    [[{ x: 1 }], '{"x":1} as point 1'],
    [[{ x: '0x10', y: 1 }], '{"x":"0x10","y":1} as point 1'],
    [[{ x: '', y: 1 }], '{"x":"","y":1} as point 1'],
    [[{ x: 1, y: 2, width: 5 }], '{"x":1,"y":2,"width":5} as point 1'],
    [[{ x: 1, y: 2, width: -5, height: 5 }], '{"x":1,"y":2,"width":-5,"height":5} as point 1'],
    [[{ x: '1e999', y: 1 }], '{"x":"1e999","y":1} as point 1'],
    [[[Number.POSITIVE_INFINITY, 0]], '[null,0] as point 1'],
    [[[1e300, 0]], '[1e+300,0] as point 1'],
    ['coordinates:x=1;y=2', '"x=1" as point 1'],
    ['coordinates:x=1,y=', '["1",""] as point 1'],
    [[null], 'null as point 1'],
    [['a'.repeat(100)], `"${'a'.repeat(78)}… as point 1`],
  ])('%j is told from an answer', (value, found) => {
    expect(readCoordinates(value)).toEqual({ kind: 'wrong-format', found })
  })
})

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0)
const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 20 })
const size = fc.record({ width: fc.integer({ min: 1, max: 32_768 }), height: fc.integer({ min: 1, max: 32_768 }) })

test('the same points come out of every shape', () => {
  fc.assert(
    fc.property(points, (list) => {
      const wanted = { kind: 'points', points: list }
      expect(readCoordinates(list)).toEqual(wanted)
      expect(readCoordinates(list.map(({ x, y }) => [x, y]))).toEqual(wanted)
      expect(readCoordinates(list.map(({ x, y }) => ({ x: String(x), y: String(y) })))).toEqual(wanted)
      expect(readCoordinates(`coordinates:${list.map(({ x, y }) => `x=${x},y=${y}`).join(';')}`)).toEqual(wanted)
    }),
  )
})

test('whatever comes, nothing but finite points comes out', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.anything(),
        fc.array(
          fc.dictionary(
            fc.constantFrom('x', 'y', 'width', 'height', 'xMin', 'xMax', 'yMin', 'yMax'),
            fc.oneof(fc.double(), fc.string(), fc.integer().map(String)),
          ),
        ),
        size,
      ),
      (value) => {
        const reading = readCoordinates(value)
        if (reading.kind === 'wrong-format') return
        for (const point of reading.points) expect(AnswerPoint.safeParse(point).success).toBe(true)
      },
    ),
    { numRuns: 1_000 },
  )
})
