import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { App } from '../app.ts'

/** A window that lets this much pile up has stopped reading; it is cut off and reads everything anew when it comes back. */
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024
const PROTOCOL = 'pointcheck'

/** The token of a sub-protocol list `pointcheck, TOKEN`: browsers can set no other header on a WebSocket. */
export function protocolToken(request: IncomingMessage): string | undefined {
  const [protocol, token, ...rest] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim())
  return protocol === PROTOCOL && rest.length === 0 ? token : undefined
}

/** Sends every event of the app to every connected window. Windows send nothing. */
export function createEventSockets(app: App): {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
} {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  })
  const stop = app.listen((event) => {
    if (server.clients.size === 0) return
    const text = JSON.stringify(event)
    for (const client of server.clients) {
      if (client.bufferedAmount > MAX_BACKLOG_BYTES) client.terminate()
      else client.send(text)
    }
  })
  return {
    accept: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (client: WebSocket) => {
        // A broken connection is closed by ws; the window opens a new one.
        client.on('error', () => {
          client.terminate()
        })
      })
    },
    close: () => {
      stop()
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}
