import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Reply, Transport } from '../../src/contract/rpc.ts'
import type { App } from '../../src/main/app.ts'
import { channel } from '../../src/main/electron/channels.ts'
import { answerWindow } from '../../src/main/electron/ipc.ts'
import { createSchemeHandler } from '../../src/main/electron/scheme.ts'
import { serve } from '../../src/main/serve.ts'
import * as electron from './fake-bridge.ts'

/** What a window has of a door: the two verbs, and the way in and out for bytes. */
export interface Door extends Transport {
  upload(jobId: string, name: string, bytes: Uint8Array): Promise<Reply>
  picture(
    hash: string,
    size: 'thumb' | 'full',
  ): Promise<{ readonly contentType: string; readonly bytes: Buffer } | undefined>
  close(): Promise<void>
}

/** No door at all, as the command line has it. */
export async function openInProcess(app: App): Promise<Door> {
  return {
    send: app.dispatch,
    listen: (onEvent) => app.listen(onEvent),
    upload: (jobId, name, bytes) => app.upload(jobId, name, bytes),
    picture: async (hash, size) => {
      const picture = await app.picture(hash, size)
      return picture && { contentType: picture.contentType, bytes: Buffer.from(picture.bytes) }
    },
    close: async () => undefined,
  }
}

type Bridge = {
  readonly [Name in 'send' | 'listen' | 'upload']: (...values: Parameters<Door[Name]>) => ReturnType<Door[Name]>
}

/** The desktop door: its own preload, IPC and scheme over a fake of Electron, which clones everything on its way. */
export async function openDesktop(app: App): Promise<Door> {
  answerWindow(electron.ipcMain as unknown as Parameters<typeof answerWindow>[0], app, () => undefined)
  const stop = app.listen((event) => {
    electron.sendToWindow(channel.event, event)
  })
  await import('../../src/preload/index.ts')
  const bridge = electron.exposedAs('bridge') as Bridge
  const scheme = createSchemeHandler({ get: () => undefined }, app)
  return {
    send: bridge.send,
    listen: bridge.listen,
    upload: bridge.upload,
    picture: async (hash, size) => {
      const response = await scheme(new Request(`pointcheck://app/images/${hash}?size=${size}`))
      return pictureIn(response)
    },
    close: async () => {
      stop()
    },
  }
}

async function pictureIn(response: Response): ReturnType<Door['picture']> {
  if (response.status === 404) return undefined
  return {
    contentType: response.headers.get('content-type') ?? '',
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

/** The browser door, with the means a browser has. */
export async function openHttp(app: App): Promise<Door> {
  const door = await serve({
    app,
    // These tests never ask for the page.
    page: { kind: 'built', files: { get: () => undefined } },
    port: 0,
    log: (_level, message, error) => {
      throw new Error(message, { cause: error })
    },
  })
  const exchanged = await fetch(`${door.address}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: door.link.split('#')[1] }),
  })
  const { token } = (await exchanged.json()) as { token: string }
  const authorization = `Bearer ${token}`
  const socket = new WebSocket(`${door.address.replace('http', 'ws')}/events`, ['pointcheck', token])
  await once(socket, 'open')

  return {
    send: async (method, input) => {
      const response = await fetch(`${door.address}/rpc/${method}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      return (await response.json()) as Reply
    },
    listen: (onEvent) => {
      const hear = (message: Buffer): void => {
        onEvent(JSON.parse(message.toString()) as { name: string; payload: unknown })
      }
      socket.on('message', hear)
      return () => socket.off('message', hear)
    },
    upload: async (jobId, name, bytes) => {
      const query = new URLSearchParams({ job: jobId, name })
      const init = { method: 'POST', headers: { authorization }, body: Buffer.from(bytes) }
      return (await (await fetch(`${door.address}/images?${query.toString()}`, init)).json()) as Reply
    },
    picture: async (hash, size) => {
      return pictureIn(await fetch(`${door.address}/images/${hash}?size=${size}`, { headers: { authorization } }))
    },
    close: async () => {
      socket.terminate()
      await door.close()
    },
  }
}
