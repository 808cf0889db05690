import { suppress } from '../../../core/suppress.ts'
import type {
  Candidate,
  ExampleFault,
  MarkedBox,
  Match,
  SimilarPicture,
  SimilarReply,
} from '../../images/similar-job.ts'
import type { SearchThread } from './search-thread.ts'
import { startSearchThread } from './search-thread.ts'

/** Why a search gave nothing. `example` is the place of the example at fault. */
export class SearchFailed extends Error {
  readonly fault: ExampleFault | 'cancelled' | 'stopped'
  readonly example: number
  constructor(fault: SearchFailed['fault'], example = 0, options?: ErrorOptions) {
    super(`The search ended: ${fault}.`, options)
    this.name = 'SearchFailed'
    this.fault = fault
    this.example = example
  }
}

/** What a search gave, and the size at which the picture was searched, by that of the image. */
interface Found {
  readonly matches: readonly Match[]
  readonly searchedAt: number
}

export interface SearchPool {
  /**
   * Finds copies of the marked examples in the first picture; best first, one a thing, in its full-size pixels. One search
   * runs at a time. Throws SearchFailed.
   */
  search(pictures: readonly SimilarPicture[], examples: readonly MarkedBox[], signal: AbortSignal): Promise<Found>
  close(): Promise<void>
}

interface PoolOptions {
  readonly start?: () => SearchThread
  /** Threads that share a search. */
  readonly threads?: number
  /** Threads without work end after this time, milliseconds: each holds some 150 MB. */
  readonly idleTime?: number
}

/** Candidates that are looked at closely, and matches that are given. */
const MOST_CANDIDATES = 6_000
const MOST_MATCHES = 5_000
/** At a distance a wrong turn may look better than the right one: so many poses of one place are looked at. */
const POSES = 4

/** Searches in threads of its own, which start with the first search. */
export function createSearchPool({
  start = startSearchThread,
  threads: count = 2,
  idleTime = 60_000,
}: PoolOptions = {}): SearchPool {
  let threads: SearchThread[] = []
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  let isClosed = false

  const endAll = async (): Promise<void> => {
    const ended = threads
    threads = []
    await Promise.all(ended.map((thread) => thread.end()))
  }
  const ready = async (): Promise<readonly SearchThread[]> => {
    if (threads.some((thread) => !thread.isAlive())) await endAll()
    if (threads.length === 0) threads = Array.from({ length: count }, () => start())
    return threads
  }

  const run: SearchPool['search'] = async (pictures, examples, signal) => {
    if (signal.aborted || isClosed) throw new SearchFailed('cancelled')
    const over = new SharedArrayBuffer(4)
    const stop = (): void => {
      Atomics.store(new Int32Array(over), 0, 1)
    }
    signal.addEventListener('abort', stop, { once: true })
    try {
      const team = await ready()
      const replies = await Promise.all(
        team.map((thread, part) => thread.ask({ kind: 'scan', pictures, examples, part, parts: team.length, over })),
      )
      if (signal.aborted) throw new SearchFailed('cancelled')
      const candidates = suppress(replies.flatMap(candidatesIn), MOST_CANDIDATES, POSES)
      // Side by side, so that the poses of one place come to one thread.
      const inOrder = candidates.toSorted((one, other) => one.x - other.x)
      const share = Math.ceil(inOrder.length / team.length)
      const refined = await Promise.all(
        team.map((thread, part) =>
          thread.ask({ kind: 'refine', candidates: inOrder.slice(part * share, (part + 1) * share) }),
        ),
      )
      if (signal.aborted) throw new SearchFailed('cancelled')
      const [first] = replies
      return {
        matches: suppress(refined.flatMap(matchesIn), MOST_MATCHES),
        searchedAt: first?.kind === 'candidates' ? first.searchedAt : 1,
      }
    } catch (error) {
      if (error instanceof SearchFailed) throw error
      if (signal.aborted || isClosed) throw new SearchFailed('cancelled', 0, { cause: error })
      // Whatever state the threads are in, the next search has new ones.
      await endAll()
      throw new SearchFailed('stopped', 0, { cause: error })
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  return {
    search: async (pictures, examples, signal) => {
      const before = last
      const { promise, resolve } = Promise.withResolvers<undefined>()
      last = promise
      await before
      clearTimeout(idle)
      try {
        return await run(pictures, examples, signal)
      } finally {
        idle = setTimeout(() => void endAll(), idleTime).unref()
        resolve(undefined)
      }
    },
    close: async () => {
      isClosed = true
      clearTimeout(idle)
      await endAll()
      await last
    },
  }
}

function candidatesIn(reply: SimilarReply): readonly Candidate[] {
  if (reply.kind === 'candidates') return reply.candidates
  throw failureOf(reply)
}

function matchesIn(reply: SimilarReply): readonly Match[] {
  if (reply.kind === 'matches') return reply.matches
  throw failureOf(reply)
}

const failureOf = (reply: SimilarReply): Error => {
  if (reply.kind === 'bad-example') return new SearchFailed(reply.fault, reply.example)
  return new Error(reply.kind === 'failed' ? reply.message : `The thread answered with ${reply.kind}.`)
}
