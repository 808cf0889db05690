import { parentPort } from 'node:worker_threads'
import type { SimilarReply, SimilarRequest } from '../images/similar-job.ts'
import { BadExample, openSearch } from './similar/open-search.ts'
import type { OpenSearch } from './similar/open-search.ts'
import { loadOpenCv } from './similar/opencv.ts'
import { refine, scanPart } from './similar/search.ts'

/*
 * Looks for copies of marked examples, in a thread so that nobody waits. Pictures are the copies that the decoder made.
 */

const loading = loadOpenCv()
let open: { readonly search: OpenSearch; readonly isOver: () => boolean } | undefined

async function work(request: SimilarRequest): Promise<SimilarReply> {
  const { id } = request
  if (request.kind === 'scan') {
    const over = new Int32Array(request.over)
    const isOver = (): boolean => Atomics.load(over, 0) === 1
    const cv = await loading
    const search = await openSearch(cv, request.pictures, request.examples)
    open = { search, isOver }
    const { pyramid, examples, searchedAt } = search
    return { id, kind: 'candidates', candidates: scanPart(cv, pyramid, examples, request, isOver), searchedAt }
  }
  if (!open) throw new Error('There is no search to go on with.')
  const { search, isOver } = open
  // The picture may be large, and the next search opens its own.
  open = undefined
  return {
    id,
    kind: 'matches',
    matches: refine(search.pyramid, search.examples, request.candidates, isOver).map((match) => search.toFull(match)),
  }
}

async function answer(request: SimilarRequest): Promise<SimilarReply> {
  try {
    return await work(request)
  } catch (error) {
    const { id } = request
    if (error instanceof BadExample) return { id, kind: 'bad-example', example: error.example, fault: error.fault }
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (request: SimilarRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's channel has no origin
  parentPort?.postMessage(await answer(request))
})
