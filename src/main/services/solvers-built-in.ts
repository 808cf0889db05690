import { createHash } from 'node:crypto'
import { rescale } from '../../core/geometry.ts'
import type { BuiltIn } from '../../core/solver.ts'
import type { Answerer } from '../solver-server/answerer.ts'
import { Unsolvable } from '../solver-server/answerer.ts'
import type { SolverServer } from '../solver-server/solver-server.ts'
import { startSolverServer } from '../solver-server/solver-server.ts'
import type { Context } from './context.ts'
import type { BuiltInServer } from './queue/connect.ts'

/**
 * Answers with the truth of reviewed items: finds the image by the SHA-256 of the received bytes, as an original or as a copy
 * that was sent to a solver before, takes the item with the same instruction (or the only one), and gives its targets in
 * pixels of the picture received.
 */
export function createKnownTruth({ store }: Pick<Context, 'store'>): Answerer {
  return async ({ image, instruction }) => {
    const hash = createHash('sha256').update(image).digest('hex')
    const copy = store.images.findCopy(hash)
    const original = store.images.get(copy?.imageHash ?? hash)
    if (!original) throw new Unsolvable('This picture is not in the project.')
    const reviewed = store.items.reviewedOf(original.hash)
    const item =
      reviewed.find((one) => one.instruction === instruction) ?? (reviewed.length === 1 ? reviewed[0] : undefined)
    if (!item) {
      throw new Unsolvable(
        reviewed.length === 0
          ? 'This picture is in the project, but no item with it has been reviewed.'
          : 'This picture was reviewed with other instructions only.',
      )
    }
    const targets = store.revisions.latest(item.id)?.targets ?? []
    return Promise.resolve(targets.map((target) => rescale(target, original, copy?.size ?? original)))
  }
}

/** The server inside the app: started when a built-in solver is first asked, on a port and with a key of this session. */
export function createBuiltInSolvers(
  answerers: Readonly<Record<BuiltIn, Answerer>>,
  log: Context['log'],
): BuiltInServer & { close(): Promise<void> } {
  let server: Promise<SolverServer> | undefined
  const start = async (): Promise<SolverServer> => {
    try {
      return await startSolverServer({
        answerers,
        default: 'shapes',
        onBroken: (error) => {
          log('error', 'A built-in solver broke down', error)
        },
      })
    } catch (error) {
      // The next one who asks tries again.
      server = undefined
      throw error
    }
  }
  return {
    origin: async (builtIn) => {
      server ??= start()
      const { url, key } = await server
      return { baseUrl: `${url}/${builtIn}`, key }
    },
    close: async () => {
      const open = server
      server = undefined
      await (await open)?.close()
    },
  }
}
