import { z } from 'zod'
import { AnswerPoint } from '../core/answer.ts'
import { Id } from './payloads.ts'

/** A marked example: a box on an item's image, pixels of the full-size upright frame. */
export const SimilarExample = z
  .object({
    itemId: Id,
    box: z
      .object({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() })
      .readonly(),
  })
  .readonly()
export type SimilarExample = z.infer<typeof SimilarExample>

/** Finding the rest of what a few examples show. */
export const similarMethods = {
  /**
   * Matches the examples on an item's image at many scales and angles. Points are box centres in the full-size frame, best first, scores 0 to 1; one
   * a thing (the weaker of two that overlap is left out), down to a floor below any useful threshold, so that the window can move a threshold
   * without asking again. A large image is searched smaller: `searchedAt` is by how much, 1 at full size. Errors: `not-found`, `bad-example`
   * (too small, too large, without texture, outside), `unreadable` where a picture cannot be read, `stopped` where the search broke off,
   * `cancelled` where a newer search of the same item replaced it.
   */
  'similar.find': {
    input: z.object({ itemId: Id, examples: z.array(SimilarExample).min(1).max(10) }),
    output: z.object({
      points: z.array(AnswerPoint).readonly(),
      tookMs: z.number().nonnegative(),
      searchedAt: z.number().positive().max(1),
    }),
  },
  /** Gives a search of an item up: it ends as `cancelled`. */
  'similar.cancel': { input: z.object({ itemId: Id }), output: z.object({}) },
  /** Keeps points as an answer of the solver "Find similar", which is made where the project has none. */
  'similar.keep': {
    input: z.object({
      itemId: Id,
      examples: z.array(SimilarExample).min(1).max(10),
      points: z.array(AnswerPoint).max(100_000),
      threshold: z.number().min(0).max(1),
      /** How long the search took, milliseconds. */
      tookMs: z.number().nonnegative().default(0),
    }),
    output: z.object({ answerId: Id }),
  },
} as const
