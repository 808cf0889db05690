/* `npm run dev`: the app at one loopback address, the page from its sources with hot reload. No Electron needed. */
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { join } from 'node:path'
import { createServer } from 'vite'
import { baseHeaders, newNonce, NONCE_PLACEHOLDER, pageHeaders } from '../src/main/host/headers.ts'
import { openApp } from '../src/main/host/open-app.ts'
import { createOutput } from '../src/main/host/output.ts'
import { rendererConfig } from '../src/main/host/renderer-build.ts'
import { createStderrLog } from '../src/main/host/stderr-log.ts'
import type { Page } from '../src/main/serve.ts'
import { runBrowserDoor } from '../src/main/serve/run-browser-door.ts'
import { root } from './run.ts'

// Never listens: upgrades that belong to hot reload are handed to it, and Vite answers them there.
const upgrades = createHttpServer()
const config = await rendererConfig(root, 'serve')
const vite = await createServer({
  ...config,
  appType: 'custom',
  server: { ...config.server, middlewareMode: true, hmr: { server: upgrades } },
})

const page: Page = {
  kind: 'development',
  answer: async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname === '/' || pathname === '/index.html') {
      const nonce = newNonce()
      const source = await readFile(join(root, 'src/renderer/index.html'), 'utf8')
      const html = await vite.transformIndexHtml('/', source)
      response.writeHead(200, pageHeaders(nonce, true)).end(html.replaceAll(NONCE_PLACEHOLDER, nonce))
      return
    }
    for (const [name, value] of Object.entries(baseHeaders)) {
      // The policy of a script would bind the workers made from it, and Vite knows best when to cache.
      if (name !== 'content-security-policy' && name !== 'cache-control') response.setHeader(name, value)
    }
    vite.middlewares(request, response, () => {
      response.writeHead(404, baseHeaders).end()
    })
  },
  upgrade: (request, socket, head) => {
    if (!request.headers['sec-websocket-protocol']?.startsWith('vite-')) return false
    return upgrades.emit('upgrade', request, socket, head)
  },
}

const log = createStderrLog('info')
const app = await openApp({ project: process.argv[3], log })
process.exitCode = await runBrowserDoor({ app, page, port: 0, open: true, log, output: createOutput(false) })
await vite.close()
