import type { AnswerPoint } from '../../../../core/answer.ts'
import { distance, type ImagePoint, isInside, type Size } from '../../../../core/geometry.ts'
import type { Targets } from '../../../../core/truth.ts'

/** How the points of one answer lie in their image and to its truth. */
export interface SampleFigures {
  readonly points: number
  readonly inside: number
  /** Points within the radius of a target; absent without a truth to compare with. */
  readonly near?: number
  /** Median distance of the points inside to their nearest targets, pixels. */
  readonly medianOffPx?: number
}

/** The target that lies nearest to a point. */
export function nearestTarget(point: ImagePoint, targets: Targets): ImagePoint | undefined {
  let best: ImagePoint | undefined
  for (const target of targets) if (!best || distance(point, target) < distance(point, best)) best = target
  return best
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2
}

/** Figures of one answer under one reading. Points and truth in image pixels. */
export function figuresOf(
  points: readonly AnswerPoint[],
  size: Size,
  targets: Targets | undefined,
  radiusPx: number,
): SampleFigures {
  const inside = points.filter((point) => isInside(point, size))
  const counts = { points: points.length, inside: inside.length }
  if (!targets) return counts
  const off = inside.flatMap((point) => {
    const target = nearestTarget(point, targets)
    return target ? [distance(point, target)] : []
  })
  const medianOffPx = median(off)
  return {
    ...counts,
    near: off.filter((px) => px <= radiusPx).length,
    ...(medianOffPx !== undefined && { medianOffPx }),
  }
}
