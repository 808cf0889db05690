import type { IncomingMessage } from 'node:http'
import type { Answerer } from './answerer.ts'
import { refuseNotJson } from './guard.ts'
import type { ApiParts } from './json-api.ts'
import { createJsonApi } from './json-api.ts'
import type { Fields } from './legacy-api.ts'
import { createLegacyApi } from './legacy-api.ts'
import { createModelApi } from './model-api.ts'
import { readBody, readFields } from './request-body.ts'
import type { Route } from './routes.ts'
import type { Reply } from './wire-faults.ts'

/** What the server has to say to a request that was let in. Throws BodyTooLong. */
export type Respond = (request: IncomingMessage, route: Route, answerer: Answerer) => Promise<Reply>

const json = (status: number, body: unknown): Reply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
})

/** A reply to what is no request of the protocol. */
export const refusal = (status: number, words: string): Reply =>
  json(status, { errorId: 1, errorCode: 'ERROR_BAD_PARAMETERS', errorDescription: words })

/** The key that a model is sent, in whichever header its kind uses. */
function modelKey({ headers }: IncomingMessage): string {
  const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
  const own = headers['x-moondream-auth'] ?? headers['x-goog-api-key']
  return bearer ?? (typeof own === 'string' ? own : '')
}

/** Brings requests to the APIs and their answers into one form. */
export function createRespond(parts: ApiParts & { readonly keylessModels: boolean }): Respond {
  const jsonApi = createJsonApi(parts)
  const legacyApi = createLegacyApi(parts)
  const modelApi = createModelApi({ ...parts, isKey: (key) => parts.keylessModels || parts.isKey(key) })

  const legacy = async (request: IncomingMessage, { path }: Route, answerer: Answerer): Promise<Reply> => {
    const body = await readBody(request)
    let fields: Fields
    try {
      fields = await readFields(request.headers['content-type'] ?? '', body)
    } catch {
      // Whatever parser gave up, the asker sent no form.
      return refusal(400, 'The body is neither a form nor JSON.')
    }
    const reply = path === 'in.php' ? await legacyApi.take(fields, answerer) : legacyApi.give(fields)
    return { status: 200, ...reply }
  }

  const call = async (request: IncomingMessage, { api, path }: Route, answerer: Answerer): Promise<Reply> => {
    const notJson = refuseNotJson(request)
    if (notJson) return refusal(notJson.status, notJson.words)
    const text = (await readBody(request)).toString('utf8')
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      return refusal(400, 'The body is not JSON.')
    }
    const reply =
      api === 'model'
        ? await modelApi({ path, body, key: modelKey(request), answerer })
        : await jsonApi(path, body, answerer, request.socket.remoteAddress ?? '')
    return reply ? json(reply.status, reply.body) : refusal(404, `There is no method ${path}.`)
  }

  return async (request, route, answerer) => {
    const { api, path, query } = route
    if (request.method === 'GET' && path === 'res.php') return { status: 200, ...legacyApi.give(new Map(query)) }
    if (request.method === 'GET' && api === 'model') {
      const reply = await modelApi({ path, body: undefined, key: modelKey(request), answerer })
      if (reply) return json(reply.status, reply.body)
    }
    if (request.method !== 'POST') return refusal(405, 'Use POST.')
    return api === 'legacy' ? legacy(request, route, answerer) : call(request, route, answerer)
  }
}
