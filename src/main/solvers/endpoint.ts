/** Where a service answers: requests go to `origin` + `prefix` + `/method`. */
export interface Endpoint {
  readonly origin: string
  /** Empty, or a path that starts with a slash and does not end with one. */
  readonly prefix: string
}

/** The address cannot be used, with words for people. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress'
}

/** Whether a host name means this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)

/**
 * Reads a base URL. The key travels in the body of every request, so only https is taken, and http on loopback, where
 * nothing leaves the machine. Throws BadAddress. A name that is not ASCII comes back in punycode, so that a look-alike shows.
 */
export function readEndpoint(baseUrl: string): Endpoint {
  if (!URL.canParse(baseUrl))
    throw new BadAddress('This is not a web address. It should look like https://api.example.com.')
  const url = new URL(baseUrl)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new BadAddress('The address must begin with https://.')
  if (url.username || url.password) throw new BadAddress('The address must not hold a user name or password.')
  if (url.search || url.hash) throw new BadAddress('The address must not hold a query or a fragment.')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new BadAddress(
      'The address must begin with https://. Plain http is taken on this machine only, such as http://127.0.0.1:8080.',
    )
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') }
}
