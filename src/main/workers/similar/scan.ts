import type { CV, Mat } from '@techstark/opencv-js'
import type { Pose } from '../../images/similar-job.ts'
import type { Kernel, Kernels } from './kernel.ts'
import { withMats } from './opencv.ts'
import { peaks } from './peaks.ts'
import type { Pyramid } from './pyramid.ts'
import { fullLevel, levelFor } from './pyramid.ts'
import { toneImage } from './tone-image.ts'

/** A pose and how alike it looks there, −1 to 1. */
export interface Scored {
  readonly pose: Pose
  readonly score: number
}

/** Nothing below this is worth a closer look. */
const LEAST = 0.45
/** Standard deviation, grey levels, below which a place counts as even ground. */
const EVEN = 3

/**
 * Correlates every kernel with the picture, made so small that a thing of `size` is as large as the kernels, and gives the
 * places where one of them fits better than any does around: zero-mean normalised cross-correlation under the kernel's
 * mask. `isOver` is asked between two kernels.
 */
export function scan(cv: CV, pyramid: Pyramid, kernels: Kernels, size: number, isOver: () => boolean): Scored[] {
  const { steps, side } = kernels
  const full = fullLevel(pyramid)
  const width = Math.round((full.width * steps) / size)
  const height = Math.round((full.height * steps) / size)
  const border = Math.ceil(steps / 4)
  if (Math.min(width, height) + 2 * border < side) return []
  const best = withMats((keep) => {
    const image = keep(toneImage(cv, levelFor(pyramid, size / steps), kernels.tone, { width, height }, border))
    return correlateAll(cv, image, kernels, isOver)
  })
  const columns = width + 2 * border - side + 1
  const offset = side / 2 - border
  return peaks(best.scores, columns, LEAST).map((at) => ({
    score: best.scores[at] ?? 0,
    pose: {
      x: ((at % columns) + offset) * (full.width / width),
      y: (Math.floor(at / columns) + offset) * (full.height / height),
      size,
      angle: best.angles[at] ?? 0,
    },
  }))
}

/** For every place of a kernel in the image the best score, and the angle that has it. */
function correlateAll(
  cv: CV,
  image: Mat,
  { list, side, isRound }: Kernels,
  isOver: () => boolean,
): { readonly scores: Float32Array; readonly angles: Float32Array } {
  return withMats((keep) => {
    const squared = keep(new cv.Mat())
    cv.multiply(image, image, squared)
    const kernel = keep(new cv.Mat(side, side, cv.CV_32FC1))
    const product = keep(new cv.Mat())
    const correlate = (picture: Mat, values: Float32Array): Float32Array => {
      kernel.data32F.set(values)
      cv.matchTemplate(picture, kernel, product, cv.TM_CCORR)
      return product.data32F
    }
    const contrastUnder = ({ mask, places }: Kernel): Float32Array => {
      const sums = correlate(image, mask).slice()
      return correlate(squared, mask).map((square, at) => {
        const variance = square - (sums[at] ?? 0) ** 2 / places
        return variance < places * EVEN * EVEN ? Infinity : Math.sqrt(variance)
      })
    }
    const count = (image.cols - side + 1) * (image.rows - side + 1)
    const scores = new Float32Array(count)
    const angles = new Float32Array(count)
    let contrast: Float32Array | undefined
    for (const one of list) {
      if (isOver()) return { scores: new Float32Array(), angles }
      // A disc covers the same pixels however it is turned.
      if (!contrast || !isRound) contrast = contrastUnder(one)
      const products = correlate(image, one.values)
      for (let at = 0; at < count; at += 1) {
        const score = (products[at] ?? 0) / (contrast[at] ?? Infinity)
        if (score <= (scores[at] ?? 0)) continue
        scores[at] = score
        angles[at] = one.angle
      }
    }
    return { scores, angles }
  })
}
