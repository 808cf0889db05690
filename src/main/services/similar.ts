import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { SimilarExample } from '../../contract/similar-methods.ts'
import type { Item } from '../../core/item.ts'
import { ImageRefused } from '../images/image-refused.ts'
import type { SimilarPicture } from '../images/similar-job.ts'
import type { Context } from './context.ts'
import { checkExamples, failureWords } from './similar/examples.ts'
import { keepAnswer } from './similar/keep-answer.ts'
import type { SearchPool } from './similar/search-pool.ts'
import { createSearchPool, SearchFailed } from './similar/search-pool.ts'

export interface SimilarService extends Pick<AppHandlers, 'similar.find' | 'similar.keep' | 'similar.cancel'> {
  readonly close: () => Promise<void>
}

/** Finds what looks like marked examples, and keeps what a person takes of it as an answer. */
export function createSimilarService(
  context: Pick<Context, 'store' | 'images' | 'settings' | 'emit' | 'now' | 'newId'>,
  pool: SearchPool = createSearchPool(),
): SimilarService {
  const { store, images } = context
  const running = new Map<string, AbortController>()

  const find = (id: string): Item => {
    const item = store.items.get(id)
    if (!item) throw new ContractError('not-found', 'This item does not exist.')
    return item
  }

  const pictureOf = async ({ image }: Item): Promise<SimilarPicture> => {
    try {
      const copy = await images.upright(image.hash)
      if (!copy) throw new ContractError('not-found', `The project has no image ${image.name}.`)
      return { bytes: copy.bytes, size: { width: copy.width, height: copy.height } }
    } catch (error) {
      if (error instanceof ImageRefused)
        throw new ContractError('unreadable', `${error.reason} ${error.remedy}`, { cause: error })
      throw error
    }
  }

  const search = async (item: Item, examples: readonly SimilarExample[], signal: AbortSignal) => {
    const marked = examples.map(({ itemId, box }) => ({ item: find(itemId), box }))
    checkExamples(item, marked)
    // Each image once, the one to be searched first.
    const holders = new Map([item, ...marked.map((one) => one.item)].map((one) => [one.image.hash, one]))
    const hashes = [...holders.keys()]
    return pool.search(
      await Promise.all([...holders.values()].map(pictureOf)),
      marked.map((one) => ({ picture: hashes.indexOf(one.item.image.hash), box: one.box })),
      signal,
    )
  }

  return {
    'similar.find': async ({ itemId, examples }) => {
      const item = find(itemId)
      running.get(itemId)?.abort()
      const controller = new AbortController()
      running.set(itemId, controller)
      const start = performance.now()
      try {
        const { matches, searchedAt } = await search(item, examples, controller.signal)
        return {
          points: matches.map(({ x, y, width, height, score }) => ({
            x,
            y,
            score,
            box: { x: x - width / 2, y: y - height / 2, width, height },
          })),
          tookMs: performance.now() - start,
          searchedAt,
        }
      } catch (error) {
        if (error instanceof SearchFailed) throw failureWords(error, examples.length)
        throw error
      } finally {
        if (running.get(itemId) === controller) running.delete(itemId)
      }
    },
    'similar.cancel': ({ itemId }) => {
      running.get(itemId)?.abort()
      return {}
    },
    'similar.keep': (kept) => keepAnswer(context, find(kept.itemId), kept),
    close: async () => {
      for (const controller of running.values()) controller.abort()
      await pool.close()
    },
  }
}
