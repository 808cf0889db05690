import { z } from 'zod'

/** What a number of a reply counts: pixels of the picture that was sent, 0 to 1, percent, 0 to 1,000, or pixels of the picture as the model resized it. */
export const ConventionUnit = z.enum(['sent-pixels', 'unit', 'percent', 'thousand', 'resized-pixels'])
export type ConventionUnit = z.infer<typeof ConventionUnit>

/** How the numbers of a raw reply are read as points: `protocol.md` 5. `-yx`: the second number is x. */
export const Convention = z.enum([
  'sent-pixels',
  'unit',
  'percent',
  'thousand',
  'resized-pixels',
  'sent-pixels-yx',
  'unit-yx',
  'percent-yx',
  'thousand-yx',
  'resized-pixels-yx',
])
export type Convention = z.infer<typeof Convention>
