import type { ImagePoint } from './geometry.ts'
import { matchPoints } from './matching.ts'
import type { Targets } from './truth.ts'

/** How one answer point fared against the truth, or a target that no point of the answer led to. Positions count from 0; dx, dy in pixels. */
export type Correction =
  | { readonly kind: 'kept'; readonly answerPoint: number; readonly targetId: string }
  | {
      readonly kind: 'moved'
      readonly answerPoint: number
      readonly targetId: string
      /** From the answer's point to the target. */
      readonly dx: number
      readonly dy: number
    }
  | { readonly kind: 'deleted'; readonly answerPoint: number }
  | { readonly kind: 'added'; readonly targetId: string }

/** Within this distance a point counts as kept, pixels: above the rounding of a scaled coordinate, below what a hand can move. */
const SAME_PLACE = 1e-6

/**
 * What a reviewer did to an answer, told from the answer and the truth alone: matched points were kept or moved, the others
 * deleted, and targets that no point hit were added. A point dragged further than the hit radius is one deleted and one added.
 * Points in their order, then the added in target order.
 */
export function correctionsOf(
  targets: Targets,
  points: readonly ImagePoint[],
  radiusPx: number,
): readonly Correction[] {
  const { pairs } = matchPoints(targets, points, radiusPx)
  const targetOf = new Map(pairs.map((pair) => [pair.point, targets[pair.target]]))
  const hit = new Set(pairs.map((pair) => pair.target))
  const ofPoints = points.map((point, answerPoint): Correction => {
    const target = targetOf.get(answerPoint)
    if (!target) return { kind: 'deleted', answerPoint }
    const [dx, dy] = [target.x - point.x, target.y - point.y]
    return Math.hypot(dx, dy) <= SAME_PLACE
      ? { kind: 'kept', answerPoint, targetId: target.id }
      : { kind: 'moved', answerPoint, targetId: target.id, dx, dy }
  })
  const added = targets.flatMap((target, index): Correction[] =>
    hit.has(index) ? [] : [{ kind: 'added', targetId: target.id }],
  )
  return [...ofPoints, ...added]
}
