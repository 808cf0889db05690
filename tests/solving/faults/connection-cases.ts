import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FaultCase } from './fault-case.ts'
import { isModel, PAGE, refuses, says } from './fault-case.ts'

const unconfirmed = { status: 'unconfirmed', code: 'unconfirmed' } as const
const solved = { status: 'solved', points: 1 } as const

/** The request left, and no usable reply came back. */
const broken: readonly FaultCase[] = (
  [
    ['the connection is reset before the request was read', { kind: 'unread' }],
    ['the connection is reset once the request was worked on', { kind: 'reset' }],
    ['nothing comes', { kind: 'silence', after: 'request' }],
    ['nothing comes after the headers', { kind: 'silence', after: 'headers' }],
    ['half of the reply comes, as if it were all', { kind: 'half', ends: 'well' }],
    ['half of the reply comes, and the connection is cut', { kind: 'half', ends: 'cut' }],
    ['a gzip bomb comes', { kind: 'bomb', bytes: 5_000_000 }],
    ['a byte comes at a time', { kind: 'trickle', everyMs: 60 }],
    ['a body without an end comes', { kind: 'endless' }],
  ] as const
).map(([name, fault]) => ({
  name,
  at: 'create',
  isSlow: fault.kind === 'silence' || fault.kind === 'trickle',
  fault: () => fault,
  end: unconfirmed,
}))

const packed: readonly FaultCase[] = [
  {
    name: 'an unknown compression',
    at: 'create',
    fault: () => says('{}', 200, { 'content-encoding': 'zstd-17' }),
    end: unconfirmed,
  },
  {
    name: 'gzip that is none',
    at: 'create',
    fault: () => says('{}', 200, { 'content-encoding': 'gzip' }),
    end: unconfirmed,
  },
  ...(
    [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ] as const
  ).map(([encoding, pack]): FaultCase => ({
    name: `a good reply packed as ${encoding}, although nobody asked`,
    at: 'create',
    fault: () => ({
      kind: 'instead',
      of: ({ body }) => ({ body: pack(body), headers: { 'content-encoding': encoding } }),
    }),
    end: solved,
  })),
]

/** Nobody follows a redirect: the key would go along. */
const redirects: readonly FaultCase[] = (
  [
    [301, (elsewhere) => `${elsewhere}/createTask`],
    [302, (elsewhere) => elsewhere],
    [303, (elsewhere) => elsewhere],
    [307, (elsewhere) => `${elsewhere}/in.php`],
    [308, (elsewhere) => `${elsewhere}/v1/chat/completions`],
    [307, () => '/elsewhere'],
    [302, () => 'file:///etc/passwd'],
    [308, () => 'http://169.254.169.254/latest/meta-data'],
    [300, () => '/'],
    [304, () => '/'],
  ] as const satisfies readonly (readonly [number, (elsewhere: string) => string])[]
).map(([status, target]) => ({
  name: `a redirect (${status}) to ${target('another origin')}`,
  at: 'create',
  fault: (_site, _count, { elsewhere }) => refuses(status, '', { location: target(elsewhere) }),
  end: { status: 'queued', code: 'redirect' },
}))

/** A gateway, or whatever else sits in between, answers with a page. 4xx says that nothing was done. */
const pages: readonly FaultCase[] = [
  ...[400, 405, 406, 409, 410, 411, 413, 415, 417, 418, 422, 426, 431, 451].map((status): FaultCase => ({
    name: `HTTP ${status} with a page`,
    at: 'create',
    fault: () => refuses(status, PAGE),
    end: { status: 'failed', code: `HTTP ${status}` },
  })),
  ...[401, 402, 403].map((status): FaultCase => ({
    name: `HTTP ${status} with a page`,
    at: 'create',
    fault: () => refuses(status, PAGE),
    end: { status: 'queued', code: `HTTP ${status}` },
  })),
  {
    name: 'HTTP 404 with a page',
    at: 'create',
    fault: () => refuses(404, PAGE),
    // A model that is not there is not there for any picture; a service may mean the task.
    end: (site) => ({ status: isModel(site) ? 'queued' : 'failed', code: 'HTTP 404' }),
  },
  ...[200, 201, 202, 203, 206, 408, 500, 501, 502, 503, 504, 507, 520, 599].map((status): FaultCase => ({
    name: `HTTP ${status} with a page, once the request was worked on`,
    at: 'create',
    fault: () => says(PAGE, status),
    end: unconfirmed,
  })),
]

/** The source is busy: it took nothing, so it is asked again, but not for ever. */
const busy: readonly FaultCase[] = [
  {
    name: 'HTTP 429 for ever',
    at: 'create',
    fault: () => refuses(429, PAGE),
    end: { status: 'failed', code: 'HTTP 429', creates: 6 },
  },
  {
    name: 'HTTP 429 twice',
    at: 'create',
    fault: (_site, count) => (count <= 2 ? refuses(429, '') : undefined),
    end: { ...solved, creates: 3 },
  },
  ...(
    [
      ['Retry-After in seconds', { 'retry-after': '1' }],
      ['a rate limit that is used up', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }],
      ['a Retry-After that cannot be read', { 'retry-after': 'soon' }],
    ] as const
  ).map(([what, headers]): FaultCase => ({
    name: `HTTP 429 with ${what}, once`,
    at: 'create',
    fault: (_site, count) => (count === 1 ? refuses(429, '{}', headers) : undefined),
    end: { ...solved, creates: 2 },
  })),
]

export const connectionCases: readonly FaultCase[] = [...broken, ...packed, ...redirects, ...pages, ...busy]
