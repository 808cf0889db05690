import { z } from 'zod'

const Point = z.object({ x: z.number(), y: z.number() }).readonly()

/** Where a click counts as right although it is not on the point itself. Image frame, pixels; the edge belongs to the region. */
export const Region = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), x: z.number(), y: z.number(), radius: z.number().positive() }).readonly(),
  z
    .object({
      kind: z.literal('box'),
      x: z.number(),
      y: z.number(),
      width: z.number().positive(),
      height: z.number().positive(),
    })
    .readonly(),
  z.object({ kind: z.literal('polygon'), points: z.array(Point).min(3).readonly() }).readonly(),
])
export type Region = z.infer<typeof Region>

/** One true point of an item. Image frame, float pixels. */
export const Target = z
  .object({
    id: z.string().min(1).max(64),
    x: z.number(),
    y: z.number(),
    label: z.string().max(500).default(''),
    required: z.boolean().default(true),
    region: Region.optional(),
  })
  .readonly()
export type Target = z.infer<typeof Target>

/** The truth of an item. Its order is the order of the numbers shown on the markers, from 1. */
export const Targets = z.array(Target).max(200_000).readonly()
export type Targets = z.infer<typeof Targets>
