import type { IncomingMessage } from 'node:http'

/** Why a request is not let in, or undefined. */
export interface Refusal {
  readonly status: number
  readonly words: string
}

const isJson = (type: string | undefined): boolean => /^application\/json\s*(;|$)/i.test(type ?? '')

/**
 * Loopback is open to every web page that the user has open and, through a rebound name, to every site. So: the Host must
 * be ours, no Origin but ours, nothing that a browser marks as cross-site, and JSON calls must say that they are JSON,
 * which a page cannot do without asking first.
 */
export function refuse(request: IncomingMessage, port: number): Refusal | undefined {
  const hosts = request.rawHeaders.filter(
    (_, place) => place % 2 === 0 && request.rawHeaders[place]?.toLowerCase() === 'host',
  )
  const host = request.headers.host ?? ''
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`, ...(port === 80 ? ['127.0.0.1', 'localhost'] : [])]
  if (hosts.length !== 1 || !ours.includes(host) || !request.url?.startsWith('/')) {
    return { status: 403, words: 'This server answers under its own loopback address only.' }
  }
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, words: 'Web pages are not served.' }
  }
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'none' && site !== 'same-origin') {
    return { status: 403, words: 'Web pages are not served.' }
  }
  return undefined
}

/** The content type that a JSON call must have. */
export const refuseNotJson = (request: IncomingMessage): Refusal | undefined =>
  isJson(request.headers['content-type']) ? undefined : { status: 415, words: 'Send content-type: application/json.' }
