import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileHeaders, newNonce, NONCE_PLACEHOLDER, pageHeaders } from './headers.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

/** The built page by the path under which it is asked for. No path of the disk is ever made from a request. */
export interface StaticFiles {
  get(pathname: string): StaticFile | undefined
}

/** Reads the built renderer into memory. Throws where `folder` holds no page. */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, { type: string; body: Buffer }>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, body: await readFile(path) })
  }
  const page = files.get('/index.html')?.body.toString('utf8')
  if (page === undefined) throw new Error(`There is no page in ${folder}. Run "npm run build" first.`)
  files.delete('/index.html')

  return {
    get: (pathname) => {
      if (pathname === '/' || pathname === '/index.html') {
        const nonce = newNonce()
        return { headers: pageHeaders(nonce), body: page.replaceAll(NONCE_PLACEHOLDER, nonce) }
      }
      const file = files.get(pathname)
      if (!file) return undefined
      return { headers: fileHeaders(file.type, pathname.startsWith('/assets/')), body: file.body }
    },
  }
}
