import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BuiltIn } from '../../core/solver.ts'
import type { Answerer } from './answerer.ts'
import type { FaultOptions } from './faults.ts'
import { createFaults } from './faults.ts'
import { refuse, refuseNotJson } from './guard.ts'
import { createJsonApi } from './json-api.ts'
import type { Fields } from './legacy-api.ts'
import { createLegacyApi } from './legacy-api.ts'
import { BodyTooLong, readBody, readFields } from './request-body.ts'
import type { Tally } from './task-book.ts'
import { createTaskBook } from './task-book.ts'

export interface SolverServerOptions extends FaultOptions {
  /** Who answers under `/shapes/…` and `/known-truth/…`. */
  readonly answerers: Readonly<Partial<Record<BuiltIn, Answerer>>>
  /** Who answers where the path names nobody. */
  readonly default: BuiltIn
  /** 0, the default, lets the system choose. */
  readonly port?: number
  /** Without one a random key is made. */
  readonly key?: string
  /** Hears of answerers that break. */
  readonly onBroken: (error: unknown) => void
  readonly now?: () => number
}

export interface SolverServer {
  readonly url: string
  readonly port: number
  readonly key: string
  tally(): Tally
  close(): Promise<void>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${contentType}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

function refusal(response: ServerResponse, status: number, words: string): void {
  send(
    response,
    status,
    'application/json',
    JSON.stringify({ errorId: 1, errorCode: 'ERROR_BAD_PARAMETERS', errorDescription: words }),
  )
}

/** Serves the createTask family and in.php / res.php on 127.0.0.1. Rejects where the port cannot be had. */
export async function startSolverServer(options: SolverServerOptions): Promise<SolverServer> {
  const key = options.key ?? randomBytes(24).toString('base64url')
  const expected = digest(key)
  const now = options.now ?? Date.now
  const faults = createFaults(options)
  const book = createTaskBook(faults, now, options.onBroken)
  const parts = { book, faults, now, isKey: (given: string) => timingSafeEqual(digest(given), expected) }
  const jsonApi = createJsonApi(parts)
  const legacyApi = createLegacyApi(parts)

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = refuse(request, port())
    if (refused) {
      refusal(response, refused.status, refused.words)
      return
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const segments = url.pathname.split('/').slice(1)
    const named = segments.length === 2 ? BuiltIn.safeParse(segments[0]).data : undefined
    const method = segments.length === (named ? 2 : 1) ? (segments.at(-1) ?? '') : ''
    const answerer = options.answerers[named ?? options.default]
    const isLegacy = method === 'in.php' || method === 'res.php'
    if (!answerer || method === '') {
      refusal(response, 404, 'There is nothing here.')
    } else if (request.method === 'GET' && method === 'res.php') {
      const given = legacyApi.give(new Map(url.searchParams))
      send(response, 200, given.contentType, given.body)
    } else if (request.method !== 'POST') {
      refusal(response, 405, 'Use POST.')
    } else if (isLegacy) {
      await legacy(request, response, method, answerer)
    } else {
      await json(request, response, method, answerer)
    }
  }

  const legacy = async (request: IncomingMessage, response: ServerResponse, method: string, answerer: Answerer) => {
    const body = await readBody(request)
    let fields: Fields
    try {
      fields = await readFields(request.headers['content-type'] ?? '', body)
    } catch {
      // Whatever parser gave up, the asker sent no form.
      refusal(response, 400, 'The body is neither a form nor JSON.')
      return
    }
    const reply = method === 'in.php' ? await legacyApi.take(fields, answerer) : legacyApi.give(fields)
    send(response, 200, reply.contentType, reply.body)
  }

  const json = async (request: IncomingMessage, response: ServerResponse, method: string, answerer: Answerer) => {
    const notJson = refuseNotJson(request)
    if (notJson) {
      refusal(response, notJson.status, notJson.words)
      return
    }
    const text = (await readBody(request)).toString('utf8')
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      refusal(response, 400, 'The body is not JSON.')
      return
    }
    const reply = await jsonApi(method, body, answerer, request.socket.remoteAddress ?? '')
    if (reply) send(response, reply.status, 'application/json', JSON.stringify(reply.body))
    else refusal(response, 404, `There is no method ${method}.`)
  }

  const server = createServer(
    // A slow or endless sender is cut off; each check costs next to nothing.
    { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        if (error instanceof BodyTooLong) {
          response.shouldKeepAlive = false
          refusal(response, 413, 'The request is longer than 32 MB.')
        } else if (!request.destroyed && !response.headersSent) {
          options.onBroken(error)
          refusal(response, 500, 'The server broke down on this request.')
        }
      })
    },
  )
  server.maxConnections = 512
  const port = (): number => (server.address() as AddressInfo).port

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    url: `http://127.0.0.1:${port()}`,
    port: port(),
    key,
    tally: () => book.tally(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
