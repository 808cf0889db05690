import type { ImagePoint, Size } from './geometry.ts'
import { matchPoints } from './matching.ts'
import type { Targets } from './truth.ts'

/** How near a point must be to count as a hit: pixels, or a share of the image diagonal. */
export type HitRadius =
  | { readonly unit: 'px'; readonly value: number }
  | { readonly unit: 'diagonal'; readonly value: number }

/** The hit radius for an image, pixels of its full-size upright frame. */
export const hitRadiusPx = (setting: HitRadius, size: Size): number =>
  setting.unit === 'px' ? setting.value : setting.value * Math.hypot(size.width, size.height)

/** Whether an answer does what was asked: `right` where it hits all that must be hit and nothing else. */
type Verdict = 'right' | 'wrong'

/** How one answer fared against the truth: `scoring.md` 4. Optional targets are in none of the figures. */
export interface Score {
  readonly hits: number
  readonly misses: number
  /** Points by no target that was hit. */
  readonly extras: number
  /** Points by a target that another point hit. */
  readonly duplicates: number
  /** Mean distance of the hits from their targets, pixels; undefined without a hit. */
  readonly meanErrorPx: number | undefined
  /** All required targets hit and nothing else. An empty answer to an empty truth is one. */
  readonly exactSet: boolean
  readonly verdict: Verdict
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

/** Scores one answer. Points, targets and radius are in the same full-size upright image frame, pixels. */
export function scoreAnswer(targets: Targets, points: readonly ImagePoint[], radiusPx: number): Score {
  const matching = matchPoints(targets, points, radiusPx)
  const hits = matching.pairs.filter((pair) => targets[pair.target]?.required)
  const exactSet = matching.misses.length + matching.extras.length + matching.duplicates.length === 0
  return {
    hits: hits.length,
    misses: matching.misses.length,
    extras: matching.extras.length,
    duplicates: matching.duplicates.length,
    meanErrorPx: mean(hits.map((pair) => pair.distance)),
    exactSet,
    verdict: exactSet ? 'right' : 'wrong',
  }
}

/**
 * The error of an item for the queue: the mean, over the answers that hit anything, of their mean error in pixels, so that an
 * answer of many points weighs as much as one of few. Undefined where none hit anything. The caller chooses the answers.
 */
export const itemErrorPx = (
  targets: Targets,
  answers: readonly { readonly points: readonly ImagePoint[] }[],
  radiusPx: number,
): number | undefined =>
  mean(
    answers
      .map((answer) => scoreAnswer(targets, answer.points, radiusPx).meanErrorPx)
      .filter((error) => error !== undefined),
  )
