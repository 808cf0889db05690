import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer } from '../read-answer.ts'
import { readFileRecord } from '../reading/file-record.ts'
import { readAnswerFile } from './read-answer-file.ts'

const HASH = 'c'.repeat(64)

/** A line of an export of ours, with what is not read too. */
const ours = {
  schema: 'pointcheck/item/1',
  id: 'item',
  name: 'crossings/a.png',
  addedAt: 1,
  revision: 1,
  image: {
    file: 'images/a.png',
    sha256: HASH,
    width: 300,
    height: 400,
    bytes: 9,
    format: 'png',
    orientation: 1,
    frames: 1,
  },
  instruction: 'Click on all cars',
  truth: [{ id: 't', x: 1, y: 2, label: '', required: true }],
  answers: [
    { solver: 'Shapes', points: [{ x: 9, y: 9 }], convention: 'sent-pixels', latencyMs: 5, at: 1, raw: '{}' },
    { solver: 'Other', points: [], convention: 'sent-pixels', latencyMs: 7, cost: 0.001, at: 2, raw: '{}' },
    { solver: 'Shapes', points: [{ x: 30.5, y: 40, label: 'car', score: 0.5 }], latencyMs: 6, at: 3, raw: '{}' },
  ],
  review: { state: 'reviewed' },
  corrections: [],
}
const about = {
  names: ['crossings/a.png', 'images/a.png'],
  sha256: HASH,
  size: { width: 300, height: 400 },
  instruction: 'Click on all cars',
  convention: 'sent-pixels',
}

describe('JSON Lines', () => {
  test('of ours: the newest answer of each solver, with the line it stands in', () => {
    const raw = JSON.stringify(ours)
    expect(readAnswerFile('a.jsonl', `\ufeff\n${raw}\r\n`)).toEqual({
      found: [
        { ...about, raw, line: 2, source: 'Shapes', points: ours.answers[2]?.points, latencyMs: 6 },
        { ...about, raw, line: 2, source: 'Other', points: [], latencyMs: 7, cost: 0.001 },
      ],
      problems: [],
    })
  })

  test('of others: an image and its points', () => {
    const raw = '{"image": "a.png", "points": [{"x": 1, "y": 2}], "solver": "Model"}'
    expect(readAnswerFile('a.jsonl', raw).found).toMatchObject([
      { raw, line: 1, names: ['a.png'], source: 'Model', points: [{ x: 1, y: 2 }] },
    ])
  })

  test('a bad line is named, and the good ones arrive', () => {
    const lines = [
      '{"image": "a.png", "points": []}',
      '{"image": "b.png", "points": [{"x": 1',
      '{"image": "c.png", "points": [{"x": "left", "y": 1}]}',
      '{"image": "d.png", "points": [{"x": 1e300, "y": 1}]}',
      '{"points": []}',
      '[]',
      '{"image": "e.png", "points": []}',
    ]
    const { found, problems } = readAnswerFile('a.jsonl', lines.join('\n'))
    expect(found.map(({ names, line }) => [names[0], line])).toEqual([
      ['a.png', 1],
      ['e.png', 7],
    ])
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6])
    expect(problems.map(({ reason }) => reason).join('\n')).toMatch(
      /not JSON.*[\s\S]*points\[0\]\.x[\s\S]*further out[\s\S]*image/,
    )
  })
})

describe('CSV', () => {
  const header = 'image,sha256,width,height,instruction,target_id,label,x,y,verdict,source,solver,dx,dy'

  test('of ours: the rows of one answer are one record, the truth is passed over', () => {
    const rows = [
      `a.png,${HASH},300,400,"Click, on ""all"" cars",,car,1.5,2,right,answer,Shapes,0,0`,
      `a.png,${HASH},300,400,"Click, on ""all"" cars",t,,1,2,,truth,,,`,
      `b.png,,,,,,,,,,answer,Shapes,,`,
      `a.png,${HASH},300,400,"Click, on ""all"" cars",,"'=car",3,4,wrong,answer,Shapes,,`,
    ]
    const instruction = 'Click, on "all" cars'
    expect(readAnswerFile('a.csv', [header, ...rows, ''].join('\r\n'))).toEqual({
      found: [
        {
          raw: [header, rows[0], rows[3], ''].join('\r\n'),
          line: 2,
          names: ['a.png'],
          sha256: HASH,
          size: { width: 300, height: 400 },
          instruction,
          source: 'Shapes',
          convention: 'sent-pixels',
          points: [
            { x: 1.5, y: 2, label: 'car' },
            { x: 3, y: 4, label: '=car' },
          ],
        },
        {
          raw: [header, rows[2], ''].join('\r\n'),
          line: 4,
          names: ['b.png'],
          instruction: '',
          source: 'Shapes',
          convention: 'sent-pixels',
          points: [],
        },
      ],
      problems: [],
      passedOver: '1 image with the truth instead of an answer',
    })
  })

  test('of others: image, x and y', () => {
    expect(readAnswerFile('a.csv', 'x,image,y\n1,a.png,2\n3,a.png,4\n').found).toMatchObject([
      { names: ['a.png'], source: '', raw: 'x,image,y\r\n1,a.png,2\r\n3,a.png,4\r\n', points: [{ x: 1 }, { x: 3 }] },
    ])
    expect(readAnswerFile('a.csv', 'x,image,y\n1,a.png,2\n').found[0]).not.toHaveProperty('instruction', '')
  })

  test('a bad row is named, and the good ones arrive', () => {
    const { found, problems } = readAnswerFile('a.csv', 'image,x,y\na.png,1,2\nb.png,left,2\nc.png,1\nd.png,1e300,2\n')
    expect(found.map(({ names }) => names[0])).toEqual(['a.png'])
    expect(problems).toEqual([
      { file: 'a.csv', line: 3, reason: '"left", "2" is not a point.' },
      { file: 'a.csv', line: 4, reason: 'The row has 2 cells; the header has 3.' },
      { file: 'a.csv', line: 5, reason: 'A point lies further out than any picture reaches.' },
    ])
  })
})

const place = (type: string, value: object, rest: object = {}) => ({
  id: 'r',
  type,
  from_name: 'label',
  to_name: 'image',
  original_width: 300,
  original_height: 400,
  image_rotation: 0,
  value: { ...value, rotation: 0 },
  ...rest,
})
const task = (image: string, predictions: unknown[], data: object = {}) => ({
  id: 1,
  data: { image, ...data },
  annotations: [],
  predictions,
})

describe('Label Studio', () => {
  const keypoint = place('keypointlabels', { x: 50, y: 25, width: 0.5, keypointlabels: ['car'] })
  const rectangle = place(
    'rectanglelabels',
    { x: 10, y: 20, width: 30, height: 40, rectanglelabels: ['bus'] },
    { score: 0.9 },
  )

  test('predictions are answers in percent, a record a task', () => {
    const tasks = [
      task('/data/upload/1/0a1b2c3d-a.png', [
        { model_version: 'v1', score: 0.4, result: [keypoint, rectangle] },
        { model_version: 'v2', result: [] },
      ]),
      task('/data/local-files/?d=street/b%20c.png', [{ result: [keypoint, { type: 'choices', value: {} }] }], {
        instruction: 'Click',
      }),
      task('https://example.org/pictures/d.png?x=1', []),
    ]
    const text = JSON.stringify(tasks, null, 2)
    const { found, problems } = readAnswerFile('export.json', text)
    expect(problems).toEqual([])
    expect(found.map(({ raw, ...rest }) => ({ ...rest, raw: JSON.parse(raw) as unknown }))).toEqual([
      {
        raw: tasks[0],
        line: 2,
        names: ['data/upload/1/0a1b2c3d-a.png', 'a.png'],
        size: { width: 300, height: 400 },
        source: 'v1',
        convention: 'percent',
        points: [
          { x: 50, y: 25, label: 'car', score: 0.4, named: true },
          { x: 25, y: 40, box: { x: 10, y: 20, width: 30, height: 40 }, label: 'bus', score: 0.9, named: true },
        ],
      },
      {
        raw: tasks[0],
        line: 2,
        names: ['data/upload/1/0a1b2c3d-a.png', 'a.png'],
        source: 'v2',
        convention: 'percent',
        points: [],
      },
      {
        raw: tasks[1],
        line: expect.any(Number),
        names: ['street/b c.png'],
        size: { width: 300, height: 400 },
        instruction: 'Click',
        source: '',
        convention: 'percent',
        points: [{ x: 50, y: 25, label: 'car', named: true }],
      },
    ])
    for (const { raw, line } of found) {
      expect(text).toContain(raw)
      expect(text.split('\n')[line - 1]).toContain(raw.split('\n', 1)[0])
    }
  })

  test('the centre of a turned box is where the picture shows it', () => {
    const turned = {
      ...rectangle,
      value: { x: 50, y: 50, width: 20, height: 30, rotation: 90, rectanglelabels: ['bus'] },
    }
    const { found } = readAnswerFile('a.json', JSON.stringify([task('a.png', [{ result: [turned] }])]))
    // In pixels: from (150, 200) 60 wide and 120 high; turned by 90°, it reaches 120 to the left and 60 down.
    const [point] = found[0]?.points ?? []
    expect((point?.x ?? 0) * 3).toBeCloseTo(150 - 60)
    expect((point?.y ?? 0) * 4).toBeCloseTo(200 + 30)
    expect(point).not.toHaveProperty('box')
  })

  test('one task alone is taken too, on one line or many', () => {
    const one = task('a.png', [{ result: [keypoint] }])
    for (const text of [JSON.stringify(one), JSON.stringify(one, null, 2)]) {
      expect(readAnswerFile('a.json', text).found).toMatchObject([{ raw: text, points: [{ x: 50 }] }])
    }
  })

  test.each<[string, unknown, RegExp]>([
    ['a turned picture', { ...keypoint, image_rotation: 90 }, /turned there/],
    ['a brush', { ...keypoint, type: 'brushlabels' }, /cannot be read/],
    ['no size', { ...keypoint, original_width: undefined }, /cannot be read/],
    ['a place without numbers', { ...keypoint, value: {} }, /cannot be read/],
    ['a place beyond reach', { ...keypoint, value: { x: 1e300, y: 1 } }, /further out/],
  ])('%s is named, and the others arrive', (_, bad, reason) => {
    const text = JSON.stringify([task('a.png', [{ result: [bad] }]), task('b.png', [{ result: [keypoint] }])])
    const { found, problems } = readAnswerFile('a.json', text)
    expect(found.map(({ names }) => names[0])).toEqual(['b.png'])
    expect(problems).toMatchObject([{ file: 'a.json', line: 1, reason: expect.stringMatching(reason) }])
  })

  test('a file that was cut off gives what stands before, and says where', () => {
    const text = JSON.stringify([task('a.png', [{ result: [keypoint] }]), task('b.png', [])], null, 1)
    const { found, problems } = readAnswerFile('a.json', text.slice(0, -20))
    expect(found).toHaveLength(1)
    expect(problems).toMatchObject([{ file: 'a.json', reason: expect.stringContaining('not JSON') }])
    expect(problems[0]?.line).toBeGreaterThan(20)
  })
})

test.each<[string, string, RegExp]>([
  ['nothing', '', /neither JSON Lines/],
  ['words', 'Hello', /neither JSON Lines/],
  ['HTML', '<html>', /neither JSON Lines/],
  ['another table', 'name,left,top\na,1,2', /neither JSON Lines/],
  ['a table without points', 'image,label\na,b', /no column x, y/],
  ['an empty list', '[]', /holds no answers/],
  ['a list of numbers', '[1, 2]', /holds no answers/],
  ['an object', '{"a": 1}', /no line with answers/],
  ['a megabyte of brackets', '['.repeat(1_000_000), /not JSON|too deep/],
  ['a megabyte of braces', '{"a":'.repeat(200_000), /not JSON/],
  ['a prototype', '{"__proto__": {"image": "a.png", "points": []}}', /no line with answers/],
])('%s is no file with answers', (_, text, reason) => {
  const { found, problems } = readAnswerFile('a', text)
  expect(found).toEqual([])
  expect(problems).toMatchObject([{ file: 'a', reason: expect.stringMatching(reason) }])
})

test('a record read alone is the record in its file', () => {
  const texts = [
    JSON.stringify(ours),
    'image,x,y,source,solver\na.png,1,2,answer,A\na.png,5,6,answer,B\na.png,3,4,answer,A\n',
    JSON.stringify([
      { data: { image: 'a.png' }, predictions: [{ model_version: 'A', result: [] }] },
      { data: { image: 'a.png' }, predictions: [{ result: [] }, { model_version: 'B', result: [] }] },
    ]),
  ]
  const records = texts.flatMap((text) => readAnswerFile('', text).found)
  expect(records).toHaveLength(7)
  for (const { raw, source, points, convention } of records) {
    expect(readFileRecord(raw, source)).toEqual({ kind: 'points', points, convention })
  }
  expect(readFileRecord(JSON.stringify(ours), 'Nobody').kind).toBe('wrong-format')
})

test('percent of a file is percent of the image', () => {
  const raw = JSON.stringify({
    data: { image: 'a.png' },
    predictions: [
      {
        result: [{ type: 'keypointlabels', original_width: 3, original_height: 4, value: { x: 50, y: 25 } }],
      },
    ],
  })
  const full = { width: 300, height: 400 }
  expect(readAnswer({ profile: 'file', options: {} }, raw, { width: 3, height: 4 }, full)).toEqual({
    kind: 'points',
    points: [{ x: 150, y: 100 }],
    convention: 'percent',
  })
})

test('whatever stands in a file, it is answered with records or problems', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      '[',
      '{"',
      '\n',
      'image,x,y\n',
      'a.png,1,2\n',
      '{"image":"a","points":[]}\n',
      '{"data":{},"predictions":[]}',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const { found, problems } = readAnswerFile('a', pieces.join(''))
      expect(found.length + problems.length).toBeGreaterThan(0)
      for (const { points } of found) for (const { x, y } of points) expect(Number.isFinite(x + y)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
