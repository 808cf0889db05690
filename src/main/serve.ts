import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { App } from './app.ts'
import { createEventSockets, protocolToken } from './serve/event-sockets.ts'
import { allowedHosts, bearerToken, type Refusal, refuseForeign } from './serve/guard.ts'
import { baseHeaders } from './host/headers.ts'
import { BodyTooLarge } from './serve/read-body.ts'
import { type Answered, createRoutes, failure } from './serve/routes.ts'
import { createSession } from './serve/session.ts'
import type { StaticFiles } from './host/static-files.ts'
import type { Log } from './services/context.ts'

/** Requests being answered when the door closes get this long to end, milliseconds. */
const CLOSE_GRACE_MS = 1_000

/** Where the page comes from: the built files, or the development server. */
export type Page =
  | { readonly kind: 'built'; readonly files: StaticFiles }
  | {
      readonly kind: 'development'
      readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
      /** Takes an upgrade that belongs to the development server; returns whether it did. */
      readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
    }

export interface ServeOptions {
  readonly app: App
  readonly page: Page
  /** 0: one that the system chooses. */
  readonly port: number
  readonly log: Log
}

/** The app at a loopback address. */
export interface BrowserDoor {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  /** The address with the code that opens it, for a terminal. */
  readonly link: string
  /** A link whose code is good once and for a minute, for a browser that this process opens. */
  newOneTimeLink(): string
  /** Stops answering. The app itself stays open. */
  close(): Promise<void>
}

const messages: Record<Refusal['status'], string> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' }
const unauthorized: Refusal = { status: 401, message: 'Open the link that was printed in the terminal.' }

function send(response: ServerResponse, answered: Answered): void {
  const [contentType, body] =
    'bytes' in answered
      ? [answered.contentType, answered.bytes]
      : ['application/json; charset=utf-8', JSON.stringify(answered.json)]
  response.writeHead(answered.status, {
    ...baseHeaders,
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

const refuse = (response: ServerResponse, { status, message }: Refusal): void => {
  send(response, failure(status, 'refused', message))
}

/** Opens the browser door on 127.0.0.1. Rejects where the port is taken. */
export async function serve({ app, page, port, log }: ServeOptions): Promise<BrowserDoor> {
  const session = createSession(() => performance.now())
  const routes = createRoutes(app, session)
  const sockets = createEventSockets(app)
  let hosts: readonly string[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1')
    const isPage = url?.pathname === '/' || url?.pathname === '/index.html'
    const foreign = refuseForeign(request, hosts, isPage)
    if (foreign) return refuse(response, foreign)
    if (!url) return send(response, failure(400, 'refused', 'Only requests for a path are answered.'))

    for (const route of routes) {
      const match = route.method === request.method ? route.path.exec(url.pathname) : null
      if (!match) continue
      if (!route.open && !session.accepts(bearerToken(request))) return refuse(response, unauthorized)
      if (route.json && !/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
        return send(response, failure(415, 'refused', 'The body must be application/json.'))
      }
      return send(response, await route.answer(request, match, url.searchParams))
    }

    if (request.method !== 'GET') return send(response, failure(404, 'not-found', 'There is nothing here.'))
    if (page.kind === 'development') return page.answer(request, response)
    const file = page.files.get(url.pathname)
    if (!file) return send(response, failure(404, 'not-found', 'There is nothing here.'))
    response.writeHead(200, { ...file.headers, 'content-length': Buffer.byteLength(file.body) }).end(file.body)
  }

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) {
        response.shouldKeepAlive = false
        send(response, failure(413, 'too-large', error.message))
        return
      }
      if (request.destroyed && !request.complete) return
      log('error', `${request.method ?? ''} failed`, error)
      if (response.headersSent) response.destroy()
      else send(response, failure(500, 'internal', 'Something went wrong. The terminal says more.'))
    })
  })

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const drop = ({ status }: Refusal): void => {
      socket.end(`HTTP/1.1 ${status} ${messages[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
    socket.on('error', () => socket.destroy())
    const foreign = refuseForeign(request, hosts, false)
    if (foreign) return drop(foreign)
    if (page.kind === 'development' && page.upgrade(request, socket, head)) return
    if (request.url !== '/events') return drop({ status: 400, message: '' })
    if (!session.accepts(protocolToken(request))) return drop(unauthorized)
    sockets.accept(request, socket, head)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  hosts = allowedHosts(bound)
  const address = `http://127.0.0.1:${bound}`

  return {
    address,
    link: `${address}/#${session.printedCode}`,
    newOneTimeLink: () => `${address}/#${session.newOneTimeCode()}`,
    close: async () => {
      sockets.close()
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      server.closeIdleConnections()
      const timer = setTimeout(() => {
        server.closeAllConnections()
      }, CLOSE_GRACE_MS)
      await closed
      clearTimeout(timer)
    },
  }
}
