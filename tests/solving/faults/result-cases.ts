import type { FaultCase } from './fault-case.ts'
import { PAGE, refuses, says } from './fault-case.ts'

const solved = { status: 'solved', points: 1 } as const
/** The task was taken, and ten requests in a row brought nothing: it may have been paid. */
const lost = { status: 'failed', code: 'result-lost', results: 10 } as const

const json = ({ profile }: { readonly profile: string }) => profile !== 'legacy'

/** Trouble with the result of a task that was taken. Asking again costs nothing, so it is done; the task is never sent anew. */
export const resultCases: readonly FaultCase[] = [
  ...(
    [
      ['is reset', { kind: 'reset' }],
      ['brings half of it', { kind: 'half', ends: 'well' }],
      ['is cut', { kind: 'half', ends: 'cut' }],
      ['brings a bomb', { kind: 'bomb', bytes: 5_000_000 }],
      ['brings a page', says(PAGE)],
      ['is empty', says('')],
      ['says HTTP 500', says(PAGE, 500)],
      ['says HTTP 502', refuses(502, PAGE)],
      ['says HTTP 429', refuses(429, '')],
      ['brings JSON of another kind', says('[1,2]')],
    ] as const
  ).map(([what, fault]): FaultCase => ({
    name: `a request for the result ${what}, once`,
    at: 'result',
    fault: (_site, count) => (count === 1 ? fault : undefined),
    end: { ...solved, results: 2 },
  })),
  ...(
    [
      ['is reset', { kind: 'reset' }],
      ['brings a page', says(PAGE)],
      ['says HTTP 503', refuses(503, PAGE)],
      ['is redirected', refuses(307, '', { location: '/elsewhere' })],
    ] as const
  ).map(([what, fault]): FaultCase => ({
    name: `every request for the result ${what}`,
    at: 'result',
    fault: () => fault,
    end: lost,
  })),
  {
    name: 'a request for the result brings nothing, once',
    at: 'result',
    isSlow: true,
    fault: (_site, count) => (count === 1 ? { kind: 'silence', after: 'request' } : undefined),
    end: { ...solved, results: 2 },
  },
  {
    name: 'every request for the result is redirected to another origin',
    at: 'result',
    fault: (_site, _count, { elsewhere }) => refuses(308, '', { location: elsewhere }),
    end: lost,
  },
  {
    name: 'the result is that of another task, or of none',
    at: 'result',
    fault: (site) =>
      json(site)
        ? says('{"errorId":0,"taskId":"another","status":"ready","solution":{"coordinates":[]}}')
        : says('{"status":1}'),
    end: lost,
  },
  {
    name: 'it is worked on for ever',
    at: 'result',
    fault: (site) => says(json(site) ? '{"errorId":0,"status":"processing"}' : 'CAPCHA_NOT_READY'),
    end: { status: 'failed', code: 'result-lost', results: 100 },
  },
  {
    name: 'it is ready and worked on at once, then ready',
    at: 'result',
    fault: (site, count) =>
      count === 1
        ? says(
            json(site)
              ? '{"errorId":0,"status":"processing","solution":{"coordinates":[]}}'
              : '{"status":0,"request":"CAPCHA_NOT_READY"}',
          )
        : undefined,
    end: { ...solved, results: 2 },
  },
  {
    name: 'the task is not known any more',
    at: 'result',
    fault: (site) =>
      says(json(site) ? '{"errorId":16,"errorCode":"ERROR_NO_SUCH_CAPCHA_ID"}' : 'ERROR_WRONG_CAPTCHA_ID'),
    end: { status: 'failed', code: 'result-lost' },
  },
  {
    name: 'it could not be solved after all',
    at: 'result',
    fault: (site) => says(json(site) ? '{"errorId":12}' : 'ERROR_CAPTCHA_UNSOLVABLE'),
    end: { status: 'failed', code: 'ERROR_CAPTCHA_UNSOLVABLE' },
  },
  {
    name: 'the key is not known any more',
    at: 'result',
    fault: (site) =>
      says(
        json(site)
          ? '{"errorId":1,"errorCode":"ERROR_KEY_DOES_NOT_EXIST"}'
          : '{"status":0,"request":"ERROR_WRONG_USER_KEY"}',
      ),
    end: { status: 'waiting', code: /^ERROR_(KEY_DOES_NOT_EXIST|WRONG_USER_KEY)$/ },
  },
]
