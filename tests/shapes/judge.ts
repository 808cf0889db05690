import type { Position } from '../../src/main/solvers/shapes/picture.ts'
import type { Figure } from './figure.ts'
import { contains } from './figure.ts'

/** A point may be off the centre by this share of the figure's size (the side of a square of its area). */
const NEAR = 0.25

/** What is known of a thing that a point must hit. */
type Thing = Pick<Figure, 'edge' | 'centre' | 'area'>

export interface Judgement<Hit extends Thing> {
  readonly exact: boolean
  readonly missed: readonly Hit[]
  readonly extra: readonly Position[]
}

/** Compares an answer with the truth: every figure hit once, inside and near its centre, and nothing else. */
export function judge<Hit extends Thing>(points: readonly Position[], truth: readonly Hit[]): Judgement<Hit> {
  const extra = [...points]
  const missed = truth.filter((figure) => {
    const hit = extra.findIndex(
      (point) =>
        contains(figure, point) &&
        Math.hypot(point.x - figure.centre.x, point.y - figure.centre.y) <= NEAR * Math.sqrt(figure.area),
    )
    if (hit >= 0) extra.splice(hit, 1)
    return hit < 0
  })
  return { exact: missed.length === 0 && extra.length === 0, missed, extra }
}
