import type { Size } from '../../core/geometry.ts'
import type { ScoredBox } from '../../core/suppress.ts'

/** An upright copy of ours, encoded, and the size of the image it shows, pixels. */
export interface SimilarPicture {
  readonly bytes: Uint8Array
  readonly size: Size
}

/** A marked box on one of the pictures (its place in their list), full-size pixels; `x`, `y` is its top left corner. */
export interface MarkedBox {
  readonly picture: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** Where a thing lies: its centre and the geometric mean of its sides in pixels of the picture searched; radians clockwise. */
export interface Pose {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly angle: number
}

/** Something found: its centre, the upright box round it, and how alike it is, 0 to 1. Pixels. */
export type Match = ScoredBox

/** A place that may hold a copy of an example, in pixels of the worker's own picture. */
export interface Candidate extends Match {
  readonly example: number
  readonly pose: Pose
}

/**
 * What a worker is asked: first to look everywhere in the first picture for its part of the turns of every example, then
 * to look closely at candidates in that same picture.
 */
export type SimilarRequest = { readonly id: number } & (
  | {
      readonly kind: 'scan'
      readonly pictures: readonly SimilarPicture[]
      readonly examples: readonly MarkedBox[]
      /** Counts from 0 to `parts` − 1. */
      readonly part: number
      readonly parts: number
      /** One 32-bit number: 1 where nobody waits for the result any more. */
      readonly over: SharedArrayBuffer
    }
  | { readonly kind: 'refine'; readonly candidates: readonly Candidate[] }
)

/** Why an example cannot be looked for: too few of its pixels are seen, or all of them are alike. */
export type ExampleFault = 'small' | 'even'

/** Candidates in the worker's pixels, or matches in those of the full-size image. */
export type SimilarReply = { readonly id: number } &
  /** `searchedAt` is the size of the picture that was searched, by that of the image. */
  (
    | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[]; readonly searchedAt: number }
    | { readonly kind: 'matches'; readonly matches: readonly Match[] }
    | { readonly kind: 'bad-example'; readonly example: number; readonly fault: ExampleFault }
    | { readonly kind: 'failed'; readonly message: string }
  )
