import type { IncomingMessage } from 'node:http'
import { ContractError, type Reply } from '../../contract/rpc.ts'
import type { App } from '../app.ts'
import { readBody } from './read-body.ts'
import type { Session } from './session.ts'

const CODE_BYTES = 4 * 1024
/** A truth of as many targets as the contract takes, with ids and labels, is some 25 MB. */
const RPC_BYTES = 32 * 1024 * 1024
const IMAGE_BYTES = 64 * 1024 * 1024

/** What a route answers: JSON, or the bytes of a picture. */
export type Answered =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly contentType: string }

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  /** Reached without a token. */
  readonly open?: true
  /** The body must be declared as JSON: a page of another origin cannot do that without asking first. */
  readonly json?: true
  answer(request: IncomingMessage, match: RegExpExecArray, query: URLSearchParams): Promise<Answered>
}

/** An answer with an HTTP status and a failure of the contract. */
export const failure = (status: number, code: string, message: string): Answered => ({
  status,
  json: { ok: false, error: { code, message } } satisfies Reply,
})

const reply = (json: Reply): Answered => ({ status: 200, json })

function parseJson(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: bytes.length === 0 ? undefined : JSON.parse(bytes.toString('utf8')) }
  } catch {
    return undefined
  }
}

const badJson = failure(400, 'bad-input', 'The body is not JSON.')

/** Everything the browser door answers besides the page, once: the server and the tests of its guards read this table. */
export function createRoutes(app: App, session: Session): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/session$/,
      open: true,
      json: true,
      answer: async (request) => {
        const body = parseJson(await readBody(request, CODE_BYTES))
        const code = body?.value
        if (typeof code !== 'object' || code === null || !('code' in code) || typeof code.code !== 'string')
          return badJson
        const token = session.exchange(code.code)
        if (token !== undefined) return { status: 200, json: { token } }
        return failure(401, 'bad-code', 'This link is no longer good. Open the one that was printed in the terminal.')
      },
    },
    {
      method: 'POST',
      path: /^\/rpc\/([a-z]+\.[a-zA-Z]+)$/,
      json: true,
      answer: async (request, match) => {
        const body = parseJson(await readBody(request, RPC_BYTES))
        return body ? reply(await app.dispatch(match[1] ?? '', body.value)) : badJson
      },
    },
    {
      method: 'GET',
      path: /^\/images\/([0-9a-f]{64})$/,
      answer: async (_request, match, query) => {
        const size = query.get('size')
        if (size !== 'thumb' && size !== 'full') return failure(400, 'bad-input', 'The size is thumb or full.')
        try {
          const picture = await app.picture(match[1] ?? '', size)
          if (!picture) return failure(404, 'not-found', 'The project has no such image.')
          return { status: 200, bytes: picture.bytes, contentType: picture.contentType }
        } catch (error) {
          if (error instanceof ContractError) return failure(422, error.code, error.message)
          throw error
        }
      },
    },
    {
      method: 'POST',
      path: /^\/images$/,
      answer: async (request, _match, query) => {
        const job = query.get('job')
        const name = query.get('name')
        if (!job || !name) return failure(400, 'bad-input', 'An upload names its job and its file.')
        return reply(await app.upload(job, name, await readBody(request, IMAGE_BYTES)))
      },
    },
  ]
}
