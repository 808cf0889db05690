import type { CV } from '@techstark/opencv-js'
import { isInside } from '../../../core/geometry.ts'
import { suppress } from '../../../core/suppress.ts'
import type { Candidate, Match, Pose } from '../../images/similar-job.ts'
import type { Example } from './example.ts'
import { createKernels } from './kernel.ts'
import { readLook } from './look.ts'
import type { Pyramid } from './pyramid.ts'
import { fullLevel } from './pyramid.ts'
import { scan } from './scan.ts'
import { likeness, settle } from './settle.ts'

/** Steps across an example while it is looked for everywhere, and when a place is looked at closely. */
const COARSE = 8
const FINE = 24
/** From half to twice as large, each size a fifth larger than the one before. */
const [SMALLEST_SCALE, LARGEST_SCALE] = [0.5, 2]
const SCALES = Array.from({ length: 8 }, (_, at) => SMALLEST_SCALE * (LARGEST_SCALE / SMALLEST_SCALE) ** (at / 7))
/** How far beyond the fit may go. */
const SLACK = 0.85
/** All the way round, radians, 18 degrees apart. */
const ANGLES = Array.from({ length: 20 }, (_, at) => (at * Math.PI) / 10)
/** Fewer pixels along a side tell nothing apart: smaller copies are not looked for. */
export const SMALLEST_SIZE = 8
/** The first fit, on the coarse grid, must come to this. */
const WORTH = 0.35
/** What is less alike is of no use at any threshold. */
const LEAST = 0.3
/** Steps of a fit. It mostly stands still after four. */
const FIT_STEPS = 8

/** How many pixels across a marked thing are enough: its smallest copies still fill the fine grid. */
export const ENOUGH_PIXELS = Math.ceil((1.2 * FINE) / SMALLEST_SCALE)

/** Looks everywhere for a share of the turns of every example. `part` counts from 0. Stops when `isOver` says so. */
export function scanPart(
  cv: CV,
  pyramid: Pyramid,
  examples: readonly Example[],
  { part, parts }: { readonly part: number; readonly parts: number },
  isOver: () => boolean,
): Candidate[] {
  const angles = ANGLES.filter((_, at) => at % parts === part)
  return examples.flatMap((example, index) => {
    const kernels = createKernels(example, COARSE, angles)
    return SCALES.map((scale) => example.sizeSought * scale)
      .filter((size) => size >= SMALLEST_SIZE)
      .flatMap((size) => scan(cv, pyramid, kernels, size, isOver))
      .map(({ pose, score }) => ({ ...matchAt(pose, score, example), pose, example: index }))
  })
}

/** Looks at candidates closely: leaves those that are alike in colour and detail, moved to where they are most alike. */
export function refine(
  pyramid: Pyramid,
  examples: readonly Example[],
  candidates: readonly Candidate[],
  isOver: () => boolean,
): Match[] {
  const looks = examples.map((example) => ({
    example,
    coarse: readLook(example, COARSE),
    fine: readLook(example, FINE),
  }))
  const first = candidates.flatMap((candidate) => {
    const look = looks[candidate.example]
    if (!look || isOver()) return []
    const { pose, score } = settle(pyramid, look.coarse, candidate.pose, FIT_STEPS)
    return score < WORTH ? [] : [{ ...matchAt(pose, score, look.example), pose, look }]
  })
  return suppress(first, first.length).flatMap(({ pose: start, look }) => {
    if (isOver()) return []
    const { pose } = settle(pyramid, look.fine, start, FIT_STEPS)
    const score = likeness(pyramid, look.fine, pose)
    return score < LEAST || !isSought(pose, look.example) || !isInside(pose, fullLevel(pyramid))
      ? []
      : [matchAt(pose, score, look.example)]
  })
}

/** Whether a pose is of a size that was looked for: a fit may shrink onto a few pixels, which resemble anything. */
const isSought = ({ size }: Pose, { sizeSought }: Example): boolean =>
  size >= sizeSought * SMALLEST_SCALE * SLACK && size <= (sizeSought * LARGEST_SCALE) / SLACK

/** The upright box round the ellipse that a marked box becomes in a pose. */
function matchAt({ x, y, size, angle }: Pose, score: number, { aspect, reach }: Example): Match {
  const [a, b] = [(size / reach) * Math.sqrt(aspect), size / reach / Math.sqrt(aspect)]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { x, y, width: Math.hypot(a * cos, b * sin), height: Math.hypot(a * sin, b * cos), score: Math.min(1, score) }
}
