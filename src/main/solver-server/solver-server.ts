import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BuiltIn } from '../../core/solver.ts'
import type { Answerer } from './answerer.ts'
import type { FaultOptions } from './faults.ts'
import { createFaults } from './faults.ts'
import { refuse } from './guard.ts'
import { createRespond, refusal } from './respond.ts'
import { BodyTooLong, readBody } from './request-body.ts'
import type { Route } from './routes.ts'
import { routeOf } from './routes.ts'
import type { Tally } from './task-book.ts'
import { createTaskBook } from './task-book.ts'
import { deliver } from './wire-faults.ts'

/** USD that an account begins with. */
const BALANCE = 1_000

export interface SolverServerOptions extends FaultOptions {
  /** Who answers under `/shapes/…` and `/known-truth/…`. */
  readonly answerers: Readonly<Partial<Record<BuiltIn, Answerer>>>
  /** Who answers where the path names nobody. */
  readonly default: BuiltIn
  /** 0, the default, lets the system choose. */
  readonly port?: number
  /** Without one a random key is made. */
  readonly key?: string
  /** Whether the models answer without a key, as on a user's own machine. Default false. */
  readonly keylessModels?: boolean
  /** What a solved task costs, USD. Default 0. */
  readonly price?: number
  /** What is on the account, USD. Default 1,000. */
  readonly balance?: number
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

/** Serves what services and models speak on 127.0.0.1: `protocol.md` 1, 4 and 5. Rejects where the port cannot be had. */
export async function startSolverServer(options: SolverServerOptions): Promise<SolverServer> {
  const key = options.key ?? randomBytes(24).toString('base64url')
  const expected = digest(key)
  const { now = Date.now, price = 0, balance = BALANCE, keylessModels = false, onBroken } = options
  const faults = createFaults(options)
  const book = createTaskBook({ faults, now, account: { balance, price }, onBroken })
  const respond = createRespond({
    book,
    faults,
    now,
    price,
    needsMoney: () => price > 0 && book.balance() < price,
    isKey: (given) => timingSafeEqual(digest(given), expected),
    keylessModels,
  })

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = refuse(request, port())
    if (refused) {
      deliver(response, refusal(refused.status, refused.words), undefined)
      return
    }
    const route = routeOf(request)
    const answerer = route && options.answerers[route.named ?? options.default]
    if (!route || !answerer) {
      deliver(response, refusal(404, 'There is nothing here.'), undefined)
      return
    }
    await serve(request, response, route, answerer)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse, route: Route, answerer: Answerer) => {
    const fault = faults.drawWire(route.kind, route.path)
    if (fault?.kind === 'unread') {
      request.socket.resetAndDestroy()
      return
    }
    if (fault?.kind === 'refuse') {
      await readBody(request)
      deliver(response, fault.reply, undefined)
      return
    }
    const reply = await respond(request, route, answerer)
    if (!response.destroyed) deliver(response, reply, fault)
  }

  const server = createServer(
    // A slow or endless sender is cut off; each check costs next to nothing.
    { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        if (error instanceof BodyTooLong) {
          response.shouldKeepAlive = false
          deliver(response, refusal(413, 'The request is longer than 32 MB.'), undefined)
        } else if (!request.destroyed && !response.headersSent) {
          onBroken(error)
          deliver(response, refusal(500, 'The server broke down on this request.'), undefined)
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
