import { z } from 'zod'
import { Convention } from './convention.ts'
import { Size } from './geometry.ts'

/** One point of an answer, mapped to the full-size upright image frame, float pixels. A box is kept as it came; its centre is the point. */
export const AnswerPoint = z
  .object({
    x: z.number(),
    y: z.number(),
    label: z.string().optional(),
    score: z.number().optional(),
    box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).readonly().optional(),
  })
  .readonly()
export type AnswerPoint = z.infer<typeof AnswerPoint>

/** What came back for a task. Never changed by an edit; the raw reply can be read again after a parser or convention fix. */
export const Answer = z
  .object({
    id: z.string(),
    taskId: z.string(),
    itemId: z.string(),
    solverId: z.string(),
    points: z.array(AnswerPoint).readonly(),
    convention: Convention,
    /** Size of the picture that was sent, pixels. */
    sentSize: Size,
    /** Size of the picture as the model resized it, where the raw numbers are pixels of that. */
    frameSize: Size.optional(),
    /** From the request's first byte to the reply that held the answer, milliseconds. */
    latencyMs: z.number().nonnegative(),
    /** In the service's currency (USD), where it said one. */
    cost: z.number().nonnegative().optional(),
    at: z.number().int(),
  })
  .readonly()
export type Answer = z.infer<typeof Answer>
