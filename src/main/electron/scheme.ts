import { ContractError, type Reply } from '../../contract/rpc.ts'
import type { App } from '../app.ts'
import { baseHeaders } from '../host/headers.ts'
import type { StaticFiles } from '../host/static-files.ts'
import { isOwnPage } from './own-page.ts'

const IMAGE = /^\/images\/([0-9a-f]{64})$/

const refuse = (status: 400 | 404 | 405): Response => new Response(null, { status, headers: baseHeaders })

/**
 * Answers requests for `pointcheck://app/…`: the built page and its files from a table made at start, and copies of
 * pictures by hash. Read-only; no path of the disk is ever made from an address.
 */
export function createSchemeHandler(
  files: StaticFiles,
  app: Pick<App, 'picture'>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnPage(request.url)) return refuse(404)
    if (request.method !== 'GET') return refuse(405)
    const url = new URL(request.url)
    const hash = IMAGE.exec(url.pathname)?.[1]
    if (hash !== undefined) {
      const size = url.searchParams.get('size')
      if (size !== 'thumb' && size !== 'full') return refuse(400)
      try {
        const picture = await app.picture(hash, size)
        if (!picture) return refuse(404)
        return new Response(new Uint8Array(picture.bytes), {
          headers: { ...baseHeaders, 'content-type': picture.contentType },
        })
      } catch (error) {
        if (!(error instanceof ContractError)) throw error
        const reply: Reply = { ok: false, error: { code: error.code, message: error.message } }
        return Response.json(reply, { status: 422, headers: baseHeaders })
      }
    }
    const file = files.get(url.pathname)
    if (!file) return refuse(404)
    return new Response(typeof file.body === 'string' ? file.body : new Uint8Array(file.body), {
      headers: file.headers,
    })
  }
}
