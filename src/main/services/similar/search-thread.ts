import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SimilarReply, SimilarRequest } from '../../images/similar-job.ts'

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never

/** One thread that looks for copies. */
export interface SearchThread {
  /** Rejects where the thread ends before it answers. */
  ask(request: WithoutId<SimilarRequest>): Promise<SimilarReply>
  /** Whether it can still be asked. */
  readonly isAlive: () => boolean
  end(): Promise<void>
}

const FILE = new URL(`../../workers/similar${extname(import.meta.filename)}`, import.meta.url)

/** Starts a thread; `spawn` is handed in so that a test may hand in one that dies. */
export function startSearchThread(spawn: () => Worker = () => new Worker(FILE)): SearchThread {
  const worker = spawn()
  const waiting = new Map<number, PromiseWithResolvers<SimilarReply>>()
  let lastId = 0
  let isAlive = true
  worker.on('message', (reply: SimilarReply) => {
    waiting.get(reply.id)?.resolve(reply)
    waiting.delete(reply.id)
  })
  const fail = (error: Error): void => {
    isAlive = false
    for (const promise of waiting.values()) promise.reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => {
    fail(new Error('The thread that looks for copies has ended.'))
  })
  return {
    ask: (request) => {
      if (!isAlive) return Promise.reject(new Error('The thread that looks for copies has ended.'))
      const promise = Promise.withResolvers<SimilarReply>()
      lastId += 1
      waiting.set(lastId, promise)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's channel has no origin
      worker.postMessage({ ...request, id: lastId })
      return promise.promise
    },
    isAlive: () => isAlive,
    end: async () => {
      await worker.terminate()
    },
  }
}
