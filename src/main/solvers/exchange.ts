import type { Solver } from '../../core/solver.ts'
import type { Exchange } from './client.ts'
import type { Endpoint } from './endpoint.ts'
import type { Http, HttpOptions, HttpReply, HttpRequest } from './http.ts'
import { redactBytes, redactText, redactValue } from './redact.ts'
import type { Judged } from './replies.ts'
import { retryAfter } from './retry-after.ts'

/** Reads the body of a reply, whatever its HTTP status. */
export type Judge<T extends Judged> = (status: number, bytes: Uint8Array) => T

/** Sends a request and judges its reply. Throws HttpFailed. */
export type Ask = <T extends Judged>(
  request: HttpRequest,
  judge: Judge<T>,
  options: HttpOptions,
) => Promise<Exchange<T>>

/** What a client of one protocol is made from. `key` is empty where the source wants none. */
export interface Maker {
  readonly ask: Ask
  readonly key: string
  readonly solver: Pick<Solver, 'profile' | 'options'>
}

/** Asks one source; whatever comes back has its key taken out before anybody sees it. `now` is in milliseconds since 1970. */
export function createAsk(parts: {
  readonly http: Http
  readonly endpoint: Endpoint
  readonly key: string
  readonly now: () => number
}): Ask {
  const { http, endpoint, key, now } = parts

  const withoutKey = <T extends Judged>(judged: T): T => {
    if (judged.kind === 'refused') {
      const { refusal } = judged
      const [code, message] = [redactText(refusal.code, key), redactText(refusal.message, key)]
      return { ...judged, refusal: { ...refusal, code, message } }
    }
    if (judged.kind === 'accepted') {
      return { ...judged, remoteId: { ...judged.remoteId, value: redactText(judged.remoteId.value, key) } }
    }
    if (judged.kind === 'reached') return { ...judged, summary: redactText(judged.summary, key) }
    return judged.kind === 'ready' ? { ...judged, coordinates: redactValue(judged.coordinates, key) } : judged
  }

  const exchange = <T extends Judged>(reply: HttpReply, judged: T): Exchange<T> => {
    const wait = retryAfter(reply, now()) ?? (judged.kind === 'refused' ? judged.refusal.retryAfter : undefined)
    const raw = redactBytes(reply.bytes, key)
    return {
      // Points are many and an echo is rare: what was judged is looked through only where the bytes held the key.
      reply: judged.kind === 'ready' && raw === reply.bytes ? judged : withoutKey(judged),
      raw,
      ...(wait !== undefined && { retryAfter: wait }),
    }
  }

  return async (request, judge, options) => {
    const reply = await http.send(endpoint, request, options)
    return exchange(reply, judge(reply.status, reply.bytes))
  }
}
