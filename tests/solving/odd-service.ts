import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

export type Answering = (response: ServerResponse, request: IncomingMessage) => void

export interface OddService {
  readonly url: string
  /** Bodies of the requests, by path. */
  readonly seen: { readonly path: string; readonly body: string }[]
}

/** A service that answers as it is told, method by method; closed when the test ends. */
export async function openOddService(answer: (path: string, count: number) => Answering): Promise<OddService> {
  const seen: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => undefined)
    request.on('end', () => {
      const path = request.url ?? ''
      seen.push({ path, body: Buffer.concat(parts).toString('latin1') + JSON.stringify(request.headers) })
      answer(path, seen.filter((one) => one.path === path).length)(response, request)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** A reply with these bytes. */
export const says =
  (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Answering =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body)
  }

export const READY = '{"errorId":0,"status":"ready","solution":{"coordinates":[{"x":1,"y":2}]}}'

/** Replies that bring nothing readable although the request arrived. */
export const unreadable: Readonly<Record<string, Answering>> = {
  'HTML with 200': says('<!doctype html><title>Sign in to the network</title>'),
  'an empty body': says(''),
  'bytes that are not UTF-8': says(Buffer.from('{"errorId":0,"status":"ready","solution":"\xff\xfe"}', 'latin1')),
  'the word NaN': says('{"errorId":0,"status":"ready","solution":{"coordinates":[{"x":NaN,"y":2}]}}'),
  'a list instead of an object': says('[]'),
  'an errorId of words': says('{"errorId":"none","status":"ready","solution":{"coordinates":[]}}'),
  'an unknown status': says('{"errorId":0,"status":"dreaming"}'),
  'a status of the wrong type': says('{"errorId":0,"status":{"ready":true},"solution":{"coordinates":[]}}'),
  'HTTP 500 with HTML': says('<h1>Oops</h1>', 500),
  'HTTP 502 of a gateway': says('Bad gateway', 502),
  'a time-out by HTTP 408': says('', 408),
  'half of a JSON text': says('{"errorId":0,"status":"rea'),
}

/** Connections that break, or bring more than anybody should read. */
export const broken: Readonly<Record<string, { readonly answer: Answering; readonly fault: string }>> = {
  'a gzip bomb': {
    answer: says(gzipSync(Buffer.alloc(200_000_000)), 200, { 'content-encoding': 'gzip' }),
    fault: 'too-large',
  },
  'a body without an end': {
    answer: (response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
      }
      response.on('drain', more)
      response.on('error', () => undefined)
      more()
    },
    fault: 'too-large',
  },
  'one byte at a time': {
    answer: (response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => {
        clearInterval(timer)
      })
    },
    fault: 'timed-out',
  },
  'silence after the headers': {
    answer: (response) => {
      response.writeHead(200)
      response.flushHeaders()
    },
    fault: 'timed-out',
  },
  'no reply at all': { answer: () => undefined, fault: 'timed-out' },
  'a connection that is cut': {
    answer: (response) => {
      response.destroy()
    },
    fault: 'broken-off',
  },
  'fewer bytes than promised': {
    answer: (response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write(READY)
      setTimeout(() => response.destroy(), 20)
    },
    fault: 'broken-off',
  },
  'an unknown compression': { answer: says(READY, 200, { 'content-encoding': 'zstd-17' }), fault: 'unknown-encoding' },
  'gzip that is none': { answer: says(READY, 200, { 'content-encoding': 'gzip' }), fault: 'unknown-encoding' },
}
