import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { OverlayReply, OverlayRequest } from '../../images/overlay-job.ts'

/** Draws SVGs onto pictures in a thread of its own. */
export interface OverlayPainter {
  /** The PNG of an upright picture with an SVG of the same size on it. Rejects where it cannot be drawn. */
  paint(picture: Uint8Array, svg: string): Promise<Uint8Array>
  close(): Promise<void>
}

const FILE = new URL(`../../workers/overlay${extname(import.meta.filename)}`, import.meta.url)

/** Draws overlays in a worker thread, which lives until it is closed. */
export function createOverlayPainter(): OverlayPainter {
  const worker = new Worker(FILE)
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>()
  let lastId = 0
  worker.on('message', (reply: OverlayReply) => {
    const promise = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) promise?.resolve(reply.png)
    else promise?.reject(new Error(reply.message))
  })
  const failAll = (error: Error) => {
    for (const promise of waiting.values()) promise.reject(error)
    waiting.clear()
  }
  worker.on('error', failAll)
  worker.on('exit', () => {
    failAll(new Error('The thread that draws overlays has ended.'))
  })
  return {
    paint: (picture, svg) => {
      const promise = Promise.withResolvers<Uint8Array>()
      lastId += 1
      waiting.set(lastId, promise)
      const request: OverlayRequest = { id: lastId, picture, svg }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's channel has no origin
      worker.postMessage(request)
      return promise.promise
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
