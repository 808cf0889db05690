import { InstructionNotRead } from '../images/instruction-not-read.ts'
import { ImageRefused } from '../images/image-refused.ts'
import type { Decoder } from '../images/decoder.ts'
import type { BuiltInServer } from '../services/queue/connect.ts'
import type { Log } from '../services/context.ts'
import { createKnownTruth } from '../services/known-truth.ts'
import { type Answerer, Unsolvable } from '../solver-server/answerer.ts'
import { type SolverServer, startSolverServer } from '../solver-server/solver-server.ts'
import type { Store } from '../store/store.ts'

/** Answers instructions about plain shapes, in a decoder child: the picture comes from outside and may be hostile. */
export function createShapes(decoder: Decoder): Answerer {
  return async ({ image, instruction }) => {
    try {
      return (await decoder.run({ kind: 'shapes', bytes: image, instruction })).points
    } catch (error) {
      if (error instanceof InstructionNotRead) throw new Unsolvable(error.message, { cause: error })
      if (error instanceof ImageRefused) throw new Unsolvable(`${error.reason} ${error.remedy}`, { cause: error })
      throw error
    }
  }
}

/** The embedded server behind the built-in solvers, on loopback with a key of this session; started when first asked for. */
export function createBuiltInServer(parts: {
  readonly store: Store
  readonly decoder: Decoder
  readonly log: Log
}): BuiltInServer & { close(): Promise<void> } {
  let server: Promise<SolverServer> | undefined
  const start = () =>
    startSolverServer({
      answerers: { shapes: createShapes(parts.decoder), 'known-truth': createKnownTruth(parts.store) },
      default: 'shapes',
      onBroken: (error) => {
        parts.log('error', 'A built-in solver broke.', error)
      },
    })
  return {
    origin: async (builtIn) => {
      server ??= start()
      const { url, key } = await server
      return { baseUrl: `${url}/${builtIn}`, key }
    },
    close: async () => {
      await (await server)?.close()
    },
  }
}
