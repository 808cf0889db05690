import { mkdtempSync, writeFileSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import type { App } from '../../src/main/app.ts'
import { NONCE_PLACEHOLDER } from '../../src/main/host/headers.ts'
import { loadStaticFiles } from '../../src/main/host/static-files.ts'
import { serve } from '../../src/main/serve.ts'

export const IMAGE = 'a'.repeat(64)
/** What no refused request may ever bring back. */
export const SECRET = 'the-secret-of-the-project'

/** A door before an app that records what reached it. */
export interface OpenDoor {
  readonly address: string
  readonly port: number
  readonly link: string
  readonly newOneTimeLink: () => string
  readonly token: string
  readonly headers: Readonly<Record<string, string>>
  /** Everything that got past the guards. */
  readonly reached: string[]
  readonly emit: (event: AppEvent) => void
}

/** A page as the build leaves it. */
function writePage(folder: string): void {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}"><script type="module" src="./assets/main-abc.js"></script>`,
  )
  writeFileSync(join(folder, 'assets/main-abc.js'), 'document.title = "loaded"')
  writeFileSync(join(folder, 'secret.txt'), SECRET)
}

export async function openDoor(): Promise<OpenDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-door-'))
  writePage(folder)
  const reached: string[] = []
  const listeners = new Set<(event: AppEvent) => void>()
  const app: App = {
    dispatch: async (name, input) => {
      reached.push(name)
      return { ok: true, value: { secret: SECRET, input } }
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    picture: async (hash, size) => {
      reached.push(`picture ${size}`)
      if (hash !== IMAGE) return undefined
      return { bytes: Buffer.from(SECRET), contentType: 'image/png', width: 1, height: 1 }
    },
    upload: async (jobId, name, bytes) => {
      if (jobId === 'gone') return { ok: false, error: { code: 'not-found', message: 'There is no such import.' } }
      reached.push(`upload ${jobId} ${name} ${bytes.length}`)
      return { ok: true, value: {} }
    },
    close: async () => undefined,
  }
  const door = await serve({
    app,
    page: { kind: 'built', files: await loadStaticFiles(folder) },
    port: 0,
    log: (level, message, error) => reached.push(`${level}: ${message} ${String(error)}`),
  })
  onTestFinished(async () => {
    await door.close()
    rmSync(folder, { recursive: true })
  })
  const token = await exchange(door.address, door.link.split('#')[1] ?? '')
  return {
    ...door,
    port: Number(new URL(door.address).port),
    token: token ?? '',
    headers: { authorization: `Bearer ${token ?? ''}` },
    reached,
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
  }
}

/** The token for a code, or undefined where it is refused. */
export async function exchange(address: string, code: string): Promise<string | undefined> {
  const response = await fetch(`${address}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  return response.ok ? ((await response.json()) as { token: string }).token : undefined
}

/** Sends exactly these bytes and returns everything that comes back until the connection ends. */
export async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
  })
  // A reset after an answer is how a connection ends whose body nobody wants to read.
  socket.on('error', () => socket.destroy())
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      resolve()
    })
  })
  socket.write(text)
  await closed
  return received
}
