import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { buildConnector, Pool } from 'undici'
import type { Endpoint } from './endpoint.ts'

/** Milliseconds, all on the monotonic clock. */
export interface Deadlines {
  readonly connect: number
  /** From the request to the last header of the reply. */
  readonly headers: number
  /** Between two pieces of the reply's body. */
  readonly idle: number
  /** For the whole exchange. */
  readonly total: number
  /** Stands in for `headers` and `total` where a model thinks before it says anything: one on the user's own processor takes minutes. */
  readonly thinking: number
}

const DEADLINES: Deadlines = { connect: 10_000, headers: 30_000, idle: 15_000, total: 60_000, thinking: 600_000 }

/**
 * How long an idle connection is used again for what must be sent once, milliseconds. Servers keep theirs for 5 s and more, so that a
 * fresh one is not just being closed. Should it break all the same, nobody knows whether the request was read, and it is not repeated.
 */
const FRESH = 500

/** Bytes of a reply after decompression. */
const LONGEST_REPLY = 1_000_000

export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Decompressed. */
  readonly bytes: Uint8Array
}

/** `unreachable`: no byte of the request left. All others: the service may have acted on it. */
export type HttpFault =
  | 'unreachable'
  | 'redirect'
  | 'too-large'
  | 'unknown-encoding'
  | 'timed-out'
  | 'broken-off'
  | 'aborted'

/** A request without a usable reply. The message is for people and never holds any part of the request. */
export class HttpFailed extends Error {
  override readonly name = 'HttpFailed'
  readonly fault: HttpFault
  constructor(fault: HttpFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}

class NotConnected extends Error {
  override readonly name = 'NotConnected'
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Follows the endpoint's prefix, with the query where there is one. It may hold a key: it is never logged or stored. */
  readonly path: string
  /** They may hold a key too. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

export interface HttpOptions {
  /** Takes a new connection or one that was in use just now: one that was idle for long the other side may just be closing, and then nobody can say whether it read the request. */
  readonly once: boolean
  /** Whether a model thinks before it answers: `Deadlines`. */
  readonly thinking?: boolean
  readonly signal?: AbortSignal | undefined
}

export interface Http {
  /** Sends a request once and reads the reply. Never follows a redirect and never repeats. Throws HttpFailed. */
  send(endpoint: Endpoint, request: HttpRequest, options: HttpOptions): Promise<HttpReply>
  close(): Promise<void>
}

/** Requests for services and models, one connection pool per origin. */
export function createHttp(deadlines: Deadlines = DEADLINES): Http {
  const pools = new Map<string, Pool>()

  const poolOf = (origin: string, once: boolean): Pool => {
    const name = `${once ? 'once' : 'kept'} ${origin}`
    const known = pools.get(name)
    if (known) return known
    const connect = buildConnector({ timeout: deadlines.connect, allowH2: false })
    const pool = new Pool(origin, {
      allowH2: false,
      pipelining: 1,
      ...(once && { keepAliveTimeout: FRESH, keepAliveMaxTimeout: FRESH }),
      connect: (options, done) => {
        connect(options, (error, socket) => {
          if (error) done(new NotConnected(error.message, { cause: error }), null)
          else done(null, socket)
        })
      },
    })
    pools.set(name, pool)
    return pool
  }

  return {
    send: async (endpoint, { method, path, headers, body }, { once, thinking, signal }) => {
      const total = thinking ? deadlines.thinking : deadlines.total
      let overdue = false
      // One signal for both, by hand: AbortSignal.any would leave something behind on a signal that lives as long as the app.
      const ended = new AbortController()
      const timer = setTimeout(() => {
        overdue = true
        ended.abort()
      }, total)
      const breakOff = () => {
        ended.abort()
      }
      if (signal?.aborted) breakOff()
      signal?.addEventListener('abort', breakOff)
      try {
        const reply = await poolOf(endpoint.origin, once).request({
          method,
          path: `${endpoint.prefix}${path}`,
          headers: { accept: 'application/json', ...headers },
          body:
            body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : (body ?? null),
          headersTimeout: thinking ? deadlines.thinking : deadlines.headers,
          bodyTimeout: deadlines.idle,
          signal: ended.signal,
        })
        if (reply.statusCode >= 300 && reply.statusCode < 400) {
          reply.body.on('error', () => undefined).destroy()
          throw new HttpFailed(
            'redirect',
            `The service answered with an unexpected redirect (HTTP ${reply.statusCode}). Nothing was sent to another address.`,
          )
        }
        const bytes = await readBody(reply.body, reply.headers['content-encoding'])
        return { status: reply.statusCode, headers: reply.headers, bytes }
      } catch (error) {
        if (error instanceof HttpFailed) throw error
        if (signal?.aborted) throw new HttpFailed('aborted', 'The request was broken off here.', { cause: error })
        if (overdue) throw timedOut(total, error)
        throw asFailure(error)
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', breakOff)
      }
    },
    close: async () => {
      const open = [...pools.values()]
      pools.clear()
      await Promise.all(open.map((pool) => pool.destroy()))
    },
  }
}

const timedOut = (ms: number, cause: unknown): HttpFailed =>
  new HttpFailed('timed-out', `The service did not finish its reply within ${Math.round(ms / 1_000)} s.`, { cause })

function asFailure(error: unknown): HttpFailed {
  if (error instanceof NotConnected) {
    const code = (error.cause as { code?: string } | undefined)?.code
    return new HttpFailed(
      'unreachable',
      `The service cannot be reached: ${unreachable[code ?? ''] ?? error.message}.`,
      { cause: error },
    )
  }
  const code = (error as { code?: string } | undefined)?.code
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new HttpFailed('timed-out', 'The service fell silent before its reply was complete.', { cause: error })
  }
  if (code?.startsWith('Z_') || code?.startsWith('ERR_BROTLI') || code?.startsWith('ERR__ERROR')) {
    return new HttpFailed('unknown-encoding', 'The reply is compressed, and damaged.', { cause: error })
  }
  return new HttpFailed('broken-off', 'The connection broke before the reply was complete.', { cause: error })
}

/** Codes of Node and undici for connections that were never made. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up; is this machine offline?',
  ENETUNREACH: 'there is no way to its network',
  EHOSTUNREACH: 'there is no way to its machine',
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by itself',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/** Reads to the end or to the cap, whichever comes first; a bomb is never unpacked beyond the cap. No Accept-Encoding is sent, yet some compress. */
async function readBody(body: Readable, encoding: string | string[] | undefined): Promise<Uint8Array> {
  const unpacked = unpack(body, encoding)
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of unpacked as AsyncIterable<Uint8Array>) {
      length += part.byteLength
      if (length > LONGEST_REPLY)
        throw new HttpFailed('too-large', 'The reply is longer than 1 MB and was not read to its end.')
      parts.push(part)
    }
  } finally {
    // An error that the cut connection raises from here on says nothing new.
    body.on('error', () => undefined).destroy()
  }
  return Buffer.concat(parts, length)
}

function unpack(body: Readable, encoding: string | string[] | undefined): Readable {
  const name = (Array.isArray(encoding) ? encoding.join(',') : (encoding ?? 'identity')).trim().toLowerCase()
  if (name === 'identity' || name === '') return body
  const makers = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate }
  if (!Object.hasOwn(makers, name)) {
    body.on('error', () => undefined).destroy()
    throw new HttpFailed('unknown-encoding', 'The reply is compressed in a way that is not known here.')
  }
  const unpacking = makers[name as keyof typeof makers]()
  body.on('error', (error) => {
    unpacking.destroy(error)
  })
  return body.pipe(unpacking)
}
