import type { CV } from '@techstark/opencv-js'
import type { Size } from '../../../core/geometry.ts'
import { withMats } from './opencv.ts'

/** A picture in RGB, 8 bits, rows from top to bottom. */
export interface Pixels extends Size {
  readonly data: Uint8Array
}

/** Smaller and smaller copies of a picture, so that a thing of any size is sampled without skipping pixels. */
export interface Pyramid {
  /** The largest copy first; each side is shorter by √2 than the one before. */
  readonly levels: readonly Pixels[]
}

/** Copies with a shorter side than this hold nothing that could be told apart, pixels. */
const SMALLEST = 12

/** Averages a picture down; every copy is made of the one before. */
export function createPyramid(cv: CV, picture: Pixels): Pyramid {
  const levels = [picture]
  let above = picture
  for (let step = 1; ; step += 1) {
    const width = Math.round(picture.width / Math.SQRT2 ** step)
    const height = Math.round(picture.height / Math.SQRT2 ** step)
    if (Math.min(width, height) < SMALLEST) return { levels }
    above = shrink(cv, above, { width, height })
    levels.push(above)
  }
}

/** A smaller copy, each of its pixels the mean of those it covers. */
function shrink(cv: CV, { width, height, data }: Pixels, to: Size): Pixels {
  return withMats((keep) => {
    const from = keep(new cv.Mat(height, width, cv.CV_8UC3))
    from.data.set(data)
    const small = keep(new cv.Mat())
    cv.resize(from, small, new cv.Size(to.width, to.height), 0, 0, cv.INTER_AREA)
    return { ...to, data: small.data.slice() }
  })
}

/** The largest copy: its pixels are those of every pose. */
export function fullLevel({ levels }: Pyramid): Pixels {
  const [full] = levels
  if (!full) throw new RangeError('A pyramid has at least one level.')
  return full
}

/** The smallest copy whose pixels are no larger than `pitch` pixels of the largest. */
export function levelFor(pyramid: Pyramid, pitch: number): Pixels {
  // A hair more, so that rounding does not take the copy before the one that fits exactly.
  const at = Math.floor(2 * Math.log2(Math.max(1, pitch)) + 0.01)
  return pyramid.levels[Math.min(at, pyramid.levels.length - 1)] ?? fullLevel(pyramid)
}
