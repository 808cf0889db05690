import { connect } from 'node:net'
import type { Endpoint } from '../../solvers/endpoint.ts'

/** Between two attempts to reach a service, milliseconds: doubles from the first to the longest. */
const FIRST = 1_000
const LONGEST = 30_000
/** For one attempt, milliseconds. */
const DEADLINE = 10_000

/** How long to wait before attempt number `attempt`, from 1; milliseconds. */
export const reachWait = (attempt: number): number => Math.min(LONGEST, FIRST * 2 ** (attempt - 1))

/** Whether a connection to the endpoint can be made now. Nothing is sent over it. */
export function canReach({ origin }: Pick<Endpoint, 'origin'>, signal: AbortSignal): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect({
      // An IPv6 address stands in brackets in a URL only.
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      signal,
    })
    const end = (reached: boolean) => () => {
      resolve(reached)
      socket.destroy()
    }
    socket.setTimeout(DEADLINE, end(false))
    socket.once('connect', end(true))
    socket.on('error', end(false))
  })
}
