import type { End, FaultCase } from './fault-case.ts'
import { PAGE, refuses, says } from './fault-case.ts'
import type { Site } from './site.ts'

const unconfirmed = { status: 'unconfirmed', code: 'unconfirmed' } as const
const wrongFormat = { status: 'failed', code: 'unreadable-answer' } as const

/** Bodies with HTTP 200 that are no reply of any protocol: nobody knows what the source did. */
const bodies: Readonly<Record<string, string | Uint8Array>> = {
  'an empty body': '',
  'white space': ' \r\n ',
  null: 'null',
  true: 'true',
  'a number': '12345',
  'an empty text': '""',
  'an empty list': '[]',
  'an empty object': '{}',
  'bytes that are not UTF-8': Buffer.from('{"errorId":0,"status":"ready","solution":"\xff\xfe"}', 'latin1'),
  'UTF-16': Buffer.from('{"errorId":0}', 'utf16le'),
  'the word NaN': '{"errorId":NaN,"status":NaN,"choices":NaN,"candidates":NaN,"points":NaN}',
  'two JSON texts': '{"errorId":0,"taskId":7}{"errorId":0,"taskId":8}',
  'JSON and a page': `{"status":1,"request":"7"}${PAGE}`,
  XML: '<?xml version="1.0"?><ready/>',
  'the word OK': 'OK',
  'a script': 'window.location = "/"',
  '100,000 brackets': '['.repeat(100_000),
  '2 MB of text': `"${'x'.repeat(2_000_000)}"`,
  'an object of another protocol': '{"jsonrpc":"2.0","id":1,"result":{}}',
  'fields of wrong types': '{"errorId":"none","status":{"ready":true},"choices":7,"candidates":"x","request":null}',
}
const noReplies: readonly FaultCase[] = Object.entries(bodies).map(([name, body]) => ({
  name: `HTTP 200 with ${name}`,
  at: 'create',
  fault: () => says(body),
  end: unconfirmed,
}))

/** The source says no in its own words. Nothing was taken. */
const refusals: readonly FaultCase[] = [
  {
    name: 'the key is not known',
    at: 'create',
    server: { key: 'the key of somebody else' },
    end: { status: 'queued', code: /^(ERROR_KEY_DOES_NOT_EXIST|invalid_api_key|API_KEY_INVALID)$/ },
  },
  {
    name: 'there is no money',
    at: 'create',
    server: { price: 1, balance: 0.5 },
    end: { status: 'queued', code: /^(ERROR_ZERO_BALANCE|insufficient_quota|FAILED_PRECONDITION)$/ },
  },
  {
    name: 'nobody is free',
    at: 'create',
    server: { fail: [{ code: 'ERROR_NO_SLOT_AVAILABLE', rate: 1 }] },
    end: {
      status: 'failed',
      code: /^(ERROR_NO_SLOT_AVAILABLE|rate_limit_exceeded|RESOURCE_EXHAUSTED)$/,
      creates: 6,
    },
  },
  {
    name: 'the request is not liked',
    at: 'create',
    server: { fail: [{ code: 'ERROR_BAD_PARAMETERS', rate: 1 }] },
    end: { status: 'failed', code: /^(ERROR_BAD_PARAMETERS|invalid_request_error|INVALID_ARGUMENT)$/ },
  },
  {
    name: 'it cannot be solved',
    at: 'create',
    server: { fail: [{ code: 'ERROR_CAPTCHA_UNSOLVABLE', rate: 1 }] },
    end: { status: 'failed', code: /^(ERROR_CAPTCHA_UNSOLVABLE|invalid_request_error|INVALID_ARGUMENT)$/ },
  },
]

/** Sources repeat what they were sent in their errors. */
const echoes: readonly FaultCase[] = (
  [
    ['as it is', (key) => key],
    ['as a part of an address', (key) => `https://a.example/?key=${encodeURIComponent(key)}`],
    ['in base64', (key) => Buffer.from(key).toString('base64')],
  ] as const satisfies readonly (readonly [string, (key: string) => string])[]
).map(([name, write]) => ({
  name: `an error that repeats the key ${name}`,
  at: 'create',
  fault: (_site, _count, { key }) => {
    const words = `Bad request: ${write(key)}`
    return refuses(
      400,
      JSON.stringify({ errorId: 1, errorCode: words, errorDescription: words, error: { code: words, message: words } }),
    )
  },
  end: { status: 'failed', code: /redacted|HTTP 400/ },
}))

/** Good points with something else as their first number. */
const withFirst = ({ points }: Site, number: string): string => points.replace(/(?<=[[:])"?\d+(\.\d+)?"?/, number)

const pointsOf = (count: number): End => ({ status: 'solved', points: count })
/** What stands where the points belong, and how it ends. */
const answers: readonly (readonly [string, (site: Site) => string, End | ((site: Site) => End)])[] = [
  ['good points', (site) => site.points, pointsOf(1)],
  ['an empty list', (site) => site.none, pointsOf(0)],
  ['null', () => 'null', wrongFormat],
  ['a number', () => '7', wrongFormat],
  ['a word', () => '"nowhere"', wrongFormat],
  ['true', () => 'true', wrongFormat],
  ['objects without numbers', () => '[{"a":1}]', wrongFormat],
  ['lists of one number', () => '[[1]]', wrongFormat],
  ['infinite numbers', (site) => withFirst(site, '1e999'), wrongFormat],
  ['numbers of words', (site) => withFirst(site, '"many"'), wrongFormat],
  ['points far outside', (site) => withFirst(site, '987654321'), pointsOf(1)],
  ['points left of the picture', (site) => withFirst(site, '-5'), pointsOf(1)],
  [
    '5,000 points',
    (site) => `[${Array.from({ length: 5_000 }, () => site.points.slice(1, -1)).join(',')}]`,
    pointsOf(5_000),
  ],
  ['the same point twice', (site) => `[${site.points.slice(1, -1)},${site.points.slice(1, -1)}]`, pointsOf(2)],
  // In a text NaN is a word; elsewhere it breaks the JSON around it.
  [
    'NaN',
    (site) => withFirst(site, 'NaN'),
    (site) => {
      if (site.profile === 'chat' || site.profile === 'gemini') return wrongFormat
      return site.answersAt === 'create' ? unconfirmed : { status: 'failed', code: 'result-lost', results: 10 }
    },
  ],
]
export const answerCases = (site: Site): readonly FaultCase[] =>
  answers.map(([name, points, end]) => ({
    name: `an answer with ${name}`,
    at: site.answersAt,
    fault: () => says(site.answer(points(site))),
    end,
  }))

export const replyCases: readonly FaultCase[] = [...noReplies, ...refusals, ...echoes]
