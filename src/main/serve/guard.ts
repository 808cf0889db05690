import type { IncomingMessage } from 'node:http'

/** Why a request is turned away before anything of it is read. */
export interface Refusal {
  readonly status: 400 | 401 | 403
  readonly message: string
}

/**
 * The only names under which this door answers. Anything else is a name that somebody made point here (DNS rebinding),
 * which no browser marks in any other way.
 */
export const allowedHosts = (port: number): readonly string[] =>
  port === 80 ? ['127.0.0.1', 'localhost'] : [`127.0.0.1:${port}`, `localhost:${port}`]

/**
 * Refuses what a page of another origin, or a name made to point at this machine, could send.
 * A link on another page may open the bare page in a tab of its own: that holds no data and cannot be framed.
 */
export function refuseForeign(
  request: IncomingMessage,
  hosts: readonly string[],
  isPage: boolean,
): Refusal | undefined {
  const target = request.url ?? ''
  if (!target.startsWith('/') || target.startsWith('//')) {
    return { status: 400, message: 'Only requests for a path are answered.' }
  }
  const names = request.headersDistinct['host'] ?? []
  const host = names[0]
  if (names.length !== 1 || host === undefined || !hosts.includes(host)) {
    return { status: 403, message: 'This address is not one of mine.' }
  }
  const origins = request.headersDistinct['origin'] ?? []
  if (origins.some((origin) => origin !== `http://${host}`)) {
    return { status: 403, message: 'Pages of other origins are not answered.' }
  }
  const site = request.headers['sec-fetch-site']
  const opensTab = isPage && request.method === 'GET' && request.headers['sec-fetch-dest'] === 'document'
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !opensTab) {
    return { status: 403, message: 'Pages of other origins are not answered.' }
  }
  return undefined
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(request: IncomingMessage): string | undefined {
  const values = request.headersDistinct['authorization'] ?? []
  return values.length === 1 ? /^Bearer ([\w-]+)$/.exec(values[0] ?? '')?.[1] : undefined
}
