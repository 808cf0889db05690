import type { Decoder } from '../images/decoder.ts'
import { ImageRefused } from '../images/image-refused.ts'
import { InstructionNotRead } from '../images/instruction-not-read.ts'
import { type Answerer, Unsolvable } from '../solver-server/answerer.ts'

/** Answers instructions about plain shapes, in a decoder child: the picture comes from outside and may be hostile. */
export function createShapesAnswerer(decoder: Decoder): Answerer {
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
