import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** What goes back over the wire. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** One request, for whoever decides what goes wrong with it. */
export interface Call {
  readonly kind: 'create' | 'result' | 'balance' | 'feedback' | 'other'
  readonly path: string
  /** How many of that kind there were, this one included. */
  readonly count: number
}

/** What goes wrong between the server's answer and the client. The server has done its work in all but `unread` and `refuse`. */
export type WireFault =
  /** The connection is reset before the body was read: nothing was taken. */
  | { readonly kind: 'unread' }
  /** Something else is said, and nothing was taken. */
  | { readonly kind: 'refuse'; readonly reply: Reply }
  /** The connection is reset once the request was worked on. */
  | { readonly kind: 'reset' }
  /** Nothing comes, or nothing after the headers. */
  | { readonly kind: 'silence'; readonly after: 'request' | 'headers' }
  /** Half of the bytes: as if they were all, or promised in full and then cut. */
  | { readonly kind: 'half'; readonly ends: 'well' | 'cut' }
  | { readonly kind: 'bomb'; readonly bytes: number }
  /** A byte at a time, that many milliseconds apart. */
  | { readonly kind: 'trickle'; readonly everyMs: number }
  /** A body that does not end. */
  | { readonly kind: 'endless' }
  /** Something else in place of the reply, or made of it. */
  | { readonly kind: 'instead'; readonly of: (reply: Reply) => Partial<Reply> }

const closed = new Error('Reset by a switch of the server.')

/** Sends a reply, whole or as a fault would have it. */
export function deliver(response: ServerResponse, reply: Reply, fault: WireFault | undefined): void {
  // A client that leaves in the middle of a fault is what the fault is for.
  if (fault) response.on('error', () => undefined)
  switch (fault?.kind) {
    case undefined:
      send(response, reply)
      break
    case 'unread':
    case 'reset':
      // With a reset instead of an orderly end, the client cannot take it for the end of a reply.
      response.socket?.resetAndDestroy()
      break
    case 'silence':
      if (fault.after === 'headers') {
        head(response, reply)
        response.flushHeaders()
      }
      break
    case 'half':
      half(response, reply, fault.ends)
      break
    case 'bomb':
      send(response, {
        ...reply,
        body: gzipSync(Buffer.alloc(fault.bytes)),
        headers: { ...reply.headers, 'content-encoding': 'gzip' },
      })
      break
    case 'trickle':
      trickle(response, reply, fault.everyMs)
      break
    case 'endless':
      endless(response, reply)
      break
    case 'refuse':
      send(response, fault.reply)
      break
    case 'instead':
      send(response, { ...reply, ...fault.of(reply) })
  }
}

function head(response: ServerResponse, { status, contentType, headers }: Reply, length?: number): void {
  response.writeHead(status, {
    'content-type': `${contentType}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(length !== undefined && { 'content-length': length }),
    ...headers,
  })
}

function send(response: ServerResponse, reply: Reply): void {
  head(response, reply, Buffer.byteLength(reply.body))
  response.end(reply.body)
}

function half(response: ServerResponse, reply: Reply, ends: 'well' | 'cut'): void {
  const whole = Buffer.from(reply.body)
  const part = whole.subarray(0, Math.floor(whole.length / 2))
  if (ends === 'well') {
    send(response, { ...reply, body: part })
    return
  }
  head(response, reply, whole.length)
  response.write(part, () => response.destroy(closed))
}

function trickle(response: ServerResponse, reply: Reply, everyMs: number): void {
  const bytes = Buffer.from(reply.body)
  head(response, reply, bytes.length)
  let at = 0
  const timer = setInterval(() => {
    if (at < bytes.length) response.write(bytes.subarray(at, (at += 1)))
    else response.end()
  }, everyMs)
  response.on('close', () => {
    clearInterval(timer)
  })
}

function endless(response: ServerResponse, reply: Reply): void {
  head(response, reply)
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
  }
  response.on('drain', more)
  more()
}
