import type { Solver } from '../../core/solver.ts'
import { createChatClient } from './chat.ts'
import type { Client } from './client.ts'
import type { Endpoint } from './endpoint.ts'
import { createAsk } from './exchange.ts'
import { createGeminiClient } from './gemini.ts'
import type { Http } from './http.ts'
import { createJsonServiceClient } from './json-service.ts'
import { createLegacyClient } from './legacy-service.ts'
import type { Maker } from './exchange.ts'
import { createMoondreamClient } from './moondream.ts'
import type { NetworkId } from './profiles.ts'

/** The key was entered for another origin than the one it would go to now. Nothing was sent. */
export class KeyElsewhere extends Error {
  override readonly name = 'KeyElsewhere'
}

const makers: Readonly<Record<NetworkId, (parts: Maker) => Client>> = {
  ucaptcha: createJsonServiceClient,
  '2captcha': createJsonServiceClient,
  anticaptcha: createJsonServiceClient,
  legacy: createLegacyClient,
  moondream: createMoondreamClient,
  gemini: createGeminiClient,
  chat: createChatClient,
}

/**
 * Makes a client. Without a key none is sent. `now` is in milliseconds since 1970. Throws KeyElsewhere: a key is bound to the origin
 * it was entered for.
 */
export function createClient(parts: {
  readonly http: Http
  readonly solver: { readonly profile: NetworkId; readonly options: Solver['options'] }
  readonly endpoint: Endpoint
  readonly key: { readonly origin: string; readonly key: string } | undefined
  readonly now: () => number
}): Client {
  const { http, solver, endpoint, key, now } = parts
  if (key && key.origin !== endpoint.origin) {
    throw new KeyElsewhere(`The key was entered for ${key.origin}, not for ${endpoint.origin}. Enter it again.`)
  }
  const secret = key?.key ?? ''
  return makers[solver.profile]({ ask: createAsk({ http, endpoint, key: secret, now }), key: secret, solver })
}
