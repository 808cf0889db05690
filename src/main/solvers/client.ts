import type { RemoteId } from '../../core/task.ts'
import type { Endpoint } from './endpoint.ts'
import type { Http, HttpReply } from './http.ts'
import { remoteIdAsJson } from './json-text.ts'
import type { Profile } from './profiles.ts'
import { redactBytes, redactText, redactValue } from './redact.ts'
import type { Accepted, Balance, Processing, Ready, Refused, Unreadable } from './replies.ts'
import { judgeBalance, judgeCreated, judgeResult } from './replies.ts'
import { retryAfter } from './retry-after.ts'

/** A reply, judged, with its bytes as they came but for the key, should the service echo it. */
export interface Exchange<T> {
  readonly reply: T
  readonly raw: Uint8Array
  /** How long the service asks to be left alone, milliseconds. */
  readonly retryAfter?: number
}

type Judged = Ready | Accepted | Processing | Balance | Refused | Unreadable

/** The key was entered for another origin than the one it would go to now. Nothing was sent. */
export class KeyElsewhere extends Error {
  override readonly name = 'KeyElsewhere'
}

/** A picture as it is sent: bytes of an encoded image, size in pixels. */
export interface SentPicture {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly width: number
  readonly height: number
}

/** Talks to one source of answers. All methods throw HttpFailed where no usable reply came. */
export interface Client {
  /** Sends a picture once, never again. A model answers `ready` at once. */
  createTask(
    task: { readonly picture: SentPicture; readonly instruction: string },
    signal?: AbortSignal,
  ): Promise<Exchange<Ready | Accepted | Refused | Unreadable>>
  getTaskResult(id: RemoteId, signal?: AbortSignal): Promise<Exchange<Ready | Processing | Refused | Unreadable>>
  /** In the service's currency. */
  getBalance(signal?: AbortSignal): Promise<Exchange<Balance | Refused | Unreadable>>
}

/** Makes a client. `now` is in milliseconds since 1970. Throws KeyElsewhere: a key is bound to the origin it was entered for. */
export function createClient(parts: {
  readonly http: Http
  readonly profile: Profile
  readonly endpoint: Endpoint
  readonly key: { readonly origin: string; readonly key: string }
  readonly now: () => number
}): Client {
  const { http, profile, endpoint, key, now } = parts
  if (key.origin !== endpoint.origin) {
    throw new KeyElsewhere(`The key was entered for ${key.origin}, not for ${endpoint.origin}. Enter it again.`)
  }
  const clientKey = JSON.stringify(key.key)

  const withoutKey = <T extends Judged>(judged: T): T => {
    if (judged.kind === 'refused') {
      const { refusal } = judged
      const [code, message] = [redactText(refusal.code, key.key), redactText(refusal.message, key.key)]
      return { ...judged, refusal: { ...refusal, code, message } }
    }
    return judged.kind === 'ready' ? { ...judged, coordinates: redactValue(judged.coordinates, key.key) } : judged
  }
  const exchange = <T extends Judged>(reply: HttpReply, judged: T): Exchange<T> => {
    const wait = retryAfter(reply.headers, now())
    const raw = redactBytes(reply.bytes, key.key)
    return {
      // Points are many and an echo is rare: what was judged is looked through only where the bytes held the key.
      reply: judged.kind === 'ready' && raw === reply.bytes ? judged : withoutKey(judged),
      raw,
      ...(wait !== undefined && { retryAfter: wait }),
    }
  }

  return {
    createTask: async ({ picture, instruction }, signal) => {
      const body = createTaskBody(clientKey, profile.taskType, picture.bytes, instruction)
      const reply = await http.post(endpoint, '/createTask', body, { once: true, ...(signal && { signal }) })
      return exchange(reply, judgeCreated(reply.status, reply.bytes))
    },
    getTaskResult: async (id, signal) => {
      const body = `{"clientKey":${clientKey},"taskId":${remoteIdAsJson(id)}}`
      const reply = await http.post(endpoint, '/getTaskResult', body, { once: false, ...(signal && { signal }) })
      return exchange(reply, judgeResult(reply.status, reply.bytes, id))
    },
    getBalance: async (signal) => {
      const reply = await http.post(endpoint, '/getBalance', `{"clientKey":${clientKey}}`, {
        once: false,
        ...(signal && { signal }),
      })
      return exchange(reply, judgeBalance(reply.status, reply.bytes))
    },
  }
}

/** Built around the base64 text: JSON.stringify would walk and copy a picture of megabytes once more. The alphabet of base64 needs no escapes. */
function createTaskBody(clientKey: string, type: string, image: Uint8Array, instruction: string): Uint8Array {
  const comment = instruction ? `,"comment":${JSON.stringify(instruction)}` : ''
  return Buffer.concat([
    Buffer.from(`{"clientKey":${clientKey},"task":{"type":${JSON.stringify(type)},"body":"`),
    Buffer.from(Buffer.from(image.buffer, image.byteOffset, image.byteLength).toString('base64'), 'latin1'),
    Buffer.from(`"${comment}}}`),
  ])
}
