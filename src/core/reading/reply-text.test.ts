import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerPoint } from '../answer.ts'
import { readReplyText } from './reply-text.ts'

const points = (...list: object[]) => ({ kind: 'points', points: list })
const wrong = (found: string) => ({ kind: 'wrong-format', found })

describe('JSON', () => {
  const two = points({ x: 925, y: 618, label: 'traffic light' }, { x: 327, y: 273, label: 'traffic light' })
  const list = `[
  {"point_2d": [925, 618], "label": "traffic light"},
  {"point_2d": [327, 273], "label": "traffic light"}
]`
  test.each<[string, string]>([
    ['bare', list],
    ['in a fence', `\`\`\`json\n${list}\n\`\`\``],
    ['in a fence that is never closed', `\`\`\`json\n${list}`],
    ['in prose', `Sure! Here are the 2 traffic lights (of 3 [maybe 4]):\n\n${list}\n\nLet me know if you need more.`],
    [
      'in a fence between prose with brackets',
      `Coordinates [x, y] are in [0, 1000]:\n\`\`\`json\n${list}\n\`\`\`\nDone (2).`,
    ],
    ['after thoughts with a draft', `<think>Perhaps [{"point_2d": [1, 2]}]?</think>\n\n${list}`],
    ['as one object a line', list.replaceAll(/^\[|\]$/g, '').replaceAll('},', '}')],
    ['in a wrapper', `{"objects": ${list}, "count": 2}`],
    ['with the label outside', '{"label": "traffic light", "points": [[925, 618], [327, 273]]}'],
  ])('%s', (_, text) => {
    expect(readReplyText(text)).toEqual(two)
  })

  test('brackets, quotes and tags in a label stay in the label', () => {
    const label = 'a "]}" <point x="1" y="y"> \\ [{'
    expect(readReplyText(`Found: [{"point": [1, 2], "label": ${JSON.stringify(label)}}] ok`)).toEqual(
      points({ x: 1, y: 2, label }),
    )
  })

  test.each<[string, string, object]>([
    ['[y, x] stays in its order', '[{"point": [376, 508], "label": "cup"}]', { x: 376, y: 508, label: 'cup' }],
    ['x and y', '[{"x": 0.65, "y": 0.42, "confidence": 0.9}]', { x: 0.65, y: 0.42, score: 0.9, named: true }],
    ['x and y the other way round', '{"y": 0.42, "x": 0.65}', { x: 0.65, y: 0.42, named: true }],
    ['pairs', '[[12, 34]]', { x: 12, y: 34 }],
    ['pairs of texts', '[["12", "34.5"]]', { x: 12, y: 34.5 }],
    ['a point of names', '{"point": {"x": 1, "y": 2}, "name": "car"}', { x: 1, y: 2, label: 'car', named: true }],
    [
      'a box, whose centre is the point',
      '[{"bbox_2d": [10, 20, 30, 60], "label": "car"}]',
      { x: 20, y: 40, box: { x: 10, y: 20, width: 20, height: 40 }, label: 'car' },
    ],
    [
      'a box of named corners',
      '[{"x1": 10, "y1": 20, "x2": 30, "y2": 60}]',
      { x: 20, y: 40, box: { x: 10, y: 20, width: 20, height: 40 }, named: true },
    ],
    [
      'a box in the order of Gemini',
      '[{"box_2d": [10, 20, 30, 60]}]',
      { x: 20, y: 40, box: { x: 10, y: 20, width: 20, height: 40 } },
    ],
    [
      'a point with its box',
      '[{"point_2d": [11, 21], "bbox_2d": [10, 20, 30, 60]}]',
      { x: 11, y: 21, box: { x: 10, y: 20, width: 20, height: 40 } },
    ],
  ])('%s', (_, text, point) => {
    expect(readReplyText(text)).toEqual(points(point))
  })

  test.each([
    '[]',
    '```json\n[]\n```',
    'There are none in this image: []',
    '{"points": []}',
    '{"count":0,"points":[]}',
  ])('an empty list is an answer: %j', (text) => {
    expect(readReplyText(text)).toEqual(points())
  })

  test.each<[string, string]>([
    [
      '[{"point_2d": [1, 2]}, {"point_2d": [3',
      'JSON that is cut off: "[{\\"point_2d\\": [1, 2]}, {\\"point_2d\\": [3"',
    ],
    ["[{'point_2d': [1, 2]}]", 'what is not quite JSON: "[{\'point_2d\': [1, 2]}]"'],
    ['[{"point_2d": [NaN, 2]}]', 'what is not quite JSON: "[{\\"point_2d\\": [NaN, 2]}]"'],
    ['[{"point_2d": [1, 2]}, {"label": "car"}]', '{"label":"car"} where a point should be'],
    ['[{"point_2d": [1, 2]}, {"point_2d": []}]', '[] where a point should be'],
    ['[{"point_2d": [1e999, 2]}]', '[null,2] where a point should be'],
    ['[{"point_2d": [1, 2, 3]}]', '[1,2,3] where a point should be'],
    ['[{"__proto__": {"x": 1, "y": 2}}]', '{"__proto__":{"x":1,"y":2}} where a point should be'],
    ['{"error": "no image"}', '{"error":"no image"} where a point should be'],
    ['{}', '{} where a point should be'],
    ['null', '"null"'],
  ])('%s is told from an answer', (text, found) => {
    expect(readReplyText(text)).toEqual(wrong(found))
  })
})

describe('Molmo', () => {
  test.each<[string, string, object[]]>([
    [
      'one',
      ' <point x="63.5" y="44.5" alt="traffic light">traffic light</point>',
      [{ x: 63.5, y: 44.5, label: 'traffic light', named: true }],
    ],
    [
      'several',
      'Counting the <points x1="12.1" y1="30" x2="50.5" y2="31.2" alt="cars">cars</points> shows a total of 2.',
      [
        { x: 12.1, y: 30, label: 'cars', named: true },
        { x: 50.5, y: 31.2, label: 'cars', named: true },
      ],
    ],
    [
      'with spaces, single quotes and > in the words',
      `<point x=' 1' y = "2.5" alt="a > b">`,
      [{ x: 1, y: 2.5, label: 'a > b', named: true }],
    ],
  ])('tags: %s', (_, text, list) => {
    expect(readReplyText(text)).toEqual({ ...points(...list), overHundredIsDropped: true })
  })

  test.each<[string, string]>([
    ['<point x="63.5" alt="car">', '"<point x=\\"63.5\\" alt=\\"car\\">"'],
    ['<points x1="1" y1="2" x2="3" alt="">', '"<points x1=\\"1\\" y1=\\"2\\" x2=\\"3\\" alt=\\"\\">"'],
    ['<points x1="1" y1="2" y2="3">', '"<points x1=\\"1\\" y1=\\"2\\" y2=\\"3\\">"'],
    ['<point x="left" y="1">', '"<point x=\\"left\\" y=\\"1\\">"'],
    ['<points coords="2 1 208 108">cars', '"<points coords=\\"2 1 208 108\\">cars"'],
    ['<points coords="1 1 208">cars', '"<points coords=\\"1 1 208\\">cars"'],
  ])('%s is told from an answer', (text, found) => {
    expect(readReplyText(text)).toEqual(wrong(found))
  })

  test('version 2: image index, then index, x and y of each point', () => {
    expect(readReplyText('<points coords="1 1 208 108 2 481 521">dogs</points>')).toEqual(
      points({ x: 208, y: 108, label: 'dogs', named: true }, { x: 481, y: 521, label: 'dogs', named: true }),
    )
    expect(readReplyText('<points coords="">dogs</points>')).toEqual(points())
  })
})

describe('clicks', () => {
  test.each<[string, object[]]>([
    ['(235,512)', [{ x: 235, y: 512 }]],
    ['[235, 512]', [{ x: 235, y: 512 }]],
    ['The button is at (235, 512.5).', [{ x: 235, y: 512.5 }]],
    [
      '(1,2), (3,4)',
      [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    ],
    ['<|box_start|>(235,512)<|box_end|>', [{ x: 235, y: 512 }]],
    ["Thought: 2 (or 3, 4) buttons.\nAction: click(start_box='(235,512)')", [{ x: 235, y: 512 }]],
    ["click(start_box='<|box_start|>(235,512)<|box_end|>')", [{ x: 235, y: 512 }]],
    ["click(point='<point>235 512</point>')", [{ x: 235, y: 512 }]],
    ["click(start_box='[10, 20, 30, 60]')", [{ x: 20, y: 40, box: { x: 10, y: 20, width: 20, height: 40 } }]],
  ])('%s', (text, list) => {
    expect(readReplyText(text)).toEqual(points(...list))
  })

  test.each(['Between (1, 2) and (3, 4)', "click(start_box='here')", '<point>left top</point>'])(
    '%s is no answer',
    (text) => {
      expect(readReplyText(text)).toMatchObject({ kind: 'wrong-format' })
    },
  )
})

test('the legacy text is read too', () => {
  expect(readReplyText('coordinates:x=39,y=59;x=252,y=72')).toEqual(
    points({ x: 39, y: 59, named: true }, { x: 252, y: 72, named: true }),
  )
})

test.each<[string, string]>([
  ["I'm sorry, but I can't help with that.", `"I'm sorry, but I can't help with that."`],
  ['None.', '"None."'],
  ['There are no red circles in this image.', '"There are no red circles in this image."'],
  ['', 'nothing'],
  ['  \n', 'nothing'],
  ['<think>Let me look at [{"point_2d": [1, 2]}]', 'thoughts that never came to an answer'],
  ['x'.repeat(200), `"${'x'.repeat(78)}…`],
])('words are no empty answer: %j', (text, found) => {
  expect(readReplyText(text)).toEqual(wrong(found))
})

describe('hostile texts', () => {
  const million = 1_000_000
  test.each<[string, string]>([
    ['open lists', '['.repeat(million)],
    ['lists, closed too', `${'['.repeat(million / 2)}${']'.repeat(million / 2)}`],
    ['open objects', '{"a":'.repeat(million / 5)],
    ['brackets in prose', '[a '.repeat(million / 3)],
    ['numbers in brackets', '[1'.repeat(million / 2)],
    ['open tuples', '(11111111111111111111,'.repeat(million / 22)],
    ['digits', `(${'1'.repeat(million)}`],
    ['spaces', `[${' '.repeat(million)}`],
    ['spaces in tuples', `(1${' '.repeat(19)},`.repeat(million / 22)],
    ['open tags', '<point '.repeat(million / 7)],
    ['open quotes in tags', `<point "`.repeat(million / 8)],
    ['one tag without an end', `<point ${'x="1" '.repeat(million / 6)}`],
    ['attributes without a value', `<point ${'x '.repeat(million / 2)}>`],
    ['spaces before =', `<point x${' '.repeat(million)}>`],
    ['coords', `<points coords="1 ${'1 2 '.repeat(million / 4)}">`],
    ['box marks', '<|box_start|>'.repeat(million / 13)],
    ['fences', '```'.repeat(million / 3)],
    ['quotes', `["${'\\"'.repeat(million / 2)}`],
    ['legacy', `coordinates:${'x=1,'.repeat(million / 4)}`],
    ['legacy semicolons', `coordinates:${';'.repeat(million)}`],
    ['one long number', `[[${'9'.repeat(million)}, 1]]`],
    ['text in a list', `["${'a'.repeat(million)}", 1]`],
  ])('%s: a megabyte is walked once', (_, text) => {
    const began = performance.now()
    expect(readReplyText(text).kind).toBe('wrong-format')
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('a hundred thousand points are read', () => {
    const list = Array.from({ length: 100_000 }, (__, number) => ({ point_2d: [number, 1] }))
    expect(readReplyText(JSON.stringify(list))).toMatchObject({ points: { length: 100_000 } })
  })
})

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0)
const pairs = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 20 })
const word = fc.stringMatching(/^[\p{L} ,.:]{0,40}$/u)

test('the same numbers come out of every dialect, whatever the words around', () => {
  fc.assert(
    fc.property(pairs, word, word, (list, before, after) => {
      const numbersIn = (text: string) => {
        const reading = readReplyText(`${before}\n${text}\n${after}`)
        return reading.kind === 'points' ? reading.points.map(({ x, y }) => [x, y]) : reading
      }
      expect(numbersIn(JSON.stringify(list))).toEqual(list)
      expect(
        numbersIn(
          JSON.stringify(
            list.map((point) => ({ point })),
            null,
            2,
          ),
        ),
      ).toEqual(list)
      expect(numbersIn(`\`\`\`json\n${JSON.stringify(list.map(([x, y]) => ({ x, y })))}\n\`\`\``)).toEqual(list)
      expect(numbersIn(list.map(([x, y]) => `<point x="${x}" y="${y}" alt="a"/>`).join(' and '))).toEqual(list)
      const tag = list.map(([x, y], index) => `x${index + 1}="${x}" y${index + 1}="${y}"`).join(' ')
      expect(numbersIn(`<points ${tag} alt="a">a</points>`)).toEqual(list)
      const coords = list.map(([x, y], index) => `${index + 1} ${x} ${y}`).join(' ')
      expect(numbersIn(`<points coords="1 ${coords}">a</points>`)).toEqual(list)
    }),
  )
})

test('whatever comes, nothing but finite points comes out', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      '```',
      '<point x="1" y="2">',
      '<points coords="',
      '(1,2)',
      '[{"point_2d":[1,2]}]',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const reading = readReplyText(pieces.join(''))
      if (reading.kind === 'wrong-format') expect(reading.found.length).toBeGreaterThan(0)
      else for (const point of reading.points) expect(AnswerPoint.safeParse(point).success).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['the word that begins an answer, and no answer', 'Coordinates:', '"Coordinates:"'],
  [
    'a second tag of Molmo that is cut off',
    '<point x="1.5" y="2"><point x="3',
    `a tag that is cut off: ${JSON.stringify('<point x="3')}`,
  ],
  [
    'a second tag of Molmo 2 that is cut off',
    '<points coords="1 1 208 108">a</points><points coords="1 1 2',
    `a tag that is cut off: ${JSON.stringify('<points coords="1 1 2')}`,
  ],
  ['a second click that is cut off', '<point>235 512</point><point>23 5', '"<point>23 5"'],
])('part of an answer is none: %s', (_, text, found) => {
  expect(readReplyText(text)).toEqual(wrong(found))
})

test('a point after the word that begins an answer is read', () => {
  expect(readReplyText('Coordinates: (235, 512)')).toEqual(points({ x: 235, y: 512 }))
  expect(readReplyText('Coordinates: x=39,y=59;x=252,y=72')).toEqual(
    points({ x: 39, y: 59, named: true }, { x: 252, y: 72, named: true }),
  )
})
