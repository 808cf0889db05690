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
const LEAST = 0.5
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

/** The sums of an image under a mask, and the length of its tones there without their mean. */
interface Under {
  readonly sums: Float32Array
  readonly contrast: Float32Array
}

/** For every place of a kernel in the image the best score, and the angle that has it. */
function correlateAll(
  cv: CV,
  image: Mat,
  { list, side, isRound }: Kernels,
  isOver: () => boolean,
): { readonly scores: Float32Array; readonly angles: Float32Array } {
  return withMats((keep) => {
    const columns = image.cols - side + 1
    const count = columns * (image.rows - side + 1)
    const result = keep(new cv.Mat())
    const correlate = (picture: Mat, values: Uint8Array | Float32Array): Float32Array =>
      withMats((hold) => {
        const isBytes = values instanceof Uint8Array
        const kernel = hold(new cv.Mat(side, side, isBytes ? cv.CV_8UC1 : cv.CV_32FC1))
        if (isBytes) kernel.data.set(values)
        else kernel.data32F.set(values)
        cv.matchTemplate(picture, kernel, result, cv.TM_CCORR)
        return result.data32F
      })
    // Bytes are correlated in single precision, twice as fast; squares need the other half of the digits.
    const exact = keep(new cv.Mat())
    image.convertTo(exact, cv.CV_32F, 1, -128)
    const squared = keep(new cv.Mat())
    cv.multiply(exact, exact, squared)
    const whole = correlate(image, new Uint8Array(side * side).fill(128)).slice()
    const measure = ({ mask, places }: Kernel): Under => {
      const sums = correlate(image, Uint8Array.from(mask)).slice()
      const contrast = correlate(squared, mask).map((square, at) => {
        const variance = square - ((sums[at] ?? 0) - 128 * places) ** 2 / places
        return variance < places * EVEN * EVEN ? Infinity : Math.sqrt(variance)
      })
      return { sums, contrast }
    }
    const scores = new Float32Array(count)
    const angles = new Float32Array(count)
    let last: { readonly turn: number; readonly under: Under } | undefined
    for (const kernel of list.toSorted((one, other) => maskTurn(one, isRound) - maskTurn(other, isRound))) {
      if (isOver()) return { scores: new Float32Array(), angles }
      const turn = maskTurn(kernel, isRound)
      if (last?.turn !== turn) last = { turn, under: measure(kernel) }
      const { sums, contrast } = last.under
      const { values, mean, length, angle } = kernel
      const products = correlate(image, values)
      for (let at = 0; at < count; at += 1) {
        const product = (products[at] ?? 0) - (whole[at] ?? 0) - mean * (sums[at] ?? 0)
        const score = product / ((contrast[at] ?? Infinity) * length)
        if (score <= (scores[at] ?? 0)) continue
        scores[at] = score
        angles[at] = angle
      }
    }
    return { scores, angles }
  })
}

/** Equal for kernels with the same mask, degrees: a disc covers the same pixels however it is turned, an ellipse after half a turn. */
const maskTurn = ({ angle }: Kernel, isRound: boolean): number =>
  isRound ? 0 : Math.round(((angle % Math.PI) * 180) / Math.PI)
