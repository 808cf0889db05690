import type { AnswerPoint } from '../../../core/answer.ts'
import type { Size } from '../../../core/geometry.ts'
import type { SolverOptions } from '../../../core/solver.ts'
import type { DetectionFault } from './detection-failed.ts'

/** A model file of the user's, with the class names that were given for it. */
export interface ModelChoice {
  readonly path: string
  readonly classNames?: readonly string[]
}

/** What a model file turned out to be: ModelFile of the contract. */
export interface InspectedModel {
  readonly path: string
  readonly layout: string
  readonly inputSize?: Size
  readonly classNames: readonly string[]
  readonly namesFrom: 'metadata' | 'given' | 'numbered'
}

/**
 * The raw reply of a detector, as JSON. All numbers are pixels of the picture that was sent; a point is the middle of its box, whose `x`
 * and `y` are the left top corner, cut off at the picture's edges; scores from 0 to 1. In the order of the instruction's wishes, the best
 * first unless a wish sorts otherwise.
 */
export interface Detections {
  readonly layout: string
  readonly picture: Size
  readonly points: readonly AnswerPoint[]
}

/** What a detector child can be asked: each kind with what it takes and what it answers. */
export interface DetectKinds {
  inspect: { takes: { readonly model: ModelChoice }; gives: InspectedModel }
  detect: {
    takes: {
      readonly model: ModelChoice
      /** An encoded picture. */
      readonly picture: Uint8Array
      readonly instruction: string
      readonly options: Pick<SolverOptions, 'synonyms' | 'scoreThreshold' | 'overlapThreshold'>
    }
    gives: Detections
  }
}

export type DetectKind = keyof DetectKinds
export type DetectJob<K extends DetectKind = DetectKind> = {
  [Kind in K]: { readonly kind: Kind } & DetectKinds[Kind]['takes']
}[K]

/** Parent to child. */
export interface DetectRequest {
  readonly id: number
  readonly job: DetectJob
}

/** Child to parent. `rss` is the memory of the child, bytes. */
export type DetectReply = { readonly id: number; readonly rss: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: DetectionFault; readonly message: string }
)
