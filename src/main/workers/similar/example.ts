import type { Pose } from '../../images/similar-job.ts'
import { createGrid } from './grid.ts'
import { lookedAt } from './look.ts'
import type { Pyramid } from './pyramid.ts'

/** What is looked for: part of a marked box. */
export interface Example {
  /** Where it was marked. */
  readonly pyramid: Pyramid
  /** Unturned, in pixels of that picture. */
  readonly pose: Pose
  /** Width by height. */
  readonly aspect: number
  /** How large it is in pixels of the picture that is searched. */
  readonly sizeSought: number
  /** The part of the marked box that it covers, along a side. */
  readonly reach: number
}

/** Steps across an example when its contrast is judged. */
const STEPS = 12

/**
 * How much of a marked box is looked at. A box round a turned thing is up to √2 times as wide as the thing, so what surely
 * belongs to it is the middle: the ground around differs from copy to copy. What is even there shows itself by its edge, and
 * what fills its box by the ground next to it. Contrast is the least standard deviation, grey levels, that tells enough.
 */
const REACHES = [
  { reach: 1 / Math.SQRT2, contrast: 10 },
  { reach: 1, contrast: 10 },
  { reach: 1.3, contrast: 6 },
]

/** The part of a marked box by which it is recognised; undefined where all of it is even. `whole` covers the box itself. */
export function chooseReach(whole: Omit<Example, 'reach'>): Example | undefined {
  for (const { reach, contrast } of REACHES) {
    const { pose, sizeSought } = whole
    const part = { ...whole, reach, pose: { ...pose, size: pose.size * reach }, sizeSought: sizeSought * reach }
    if (lookedAt(part, createGrid(STEPS, part.aspect)).deviation >= contrast) return part
  }
  return undefined
}
