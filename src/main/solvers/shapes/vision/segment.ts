import type { Picture } from '../picture.ts'
import { absorbThin } from './absorb.ts'
import { growRegions } from './grow.ts'
import { mergeSoft } from './merge.ts'
import { noiseOf } from './noise.ts'
import { toLab } from './oklab.ts'
import { connectedPieces } from './pieces.ts'
import type { Planes } from './planes.ts'
import { blur, shrink } from './planes.ts'
import { refineBorders } from './refine.ts'
import type { Segmentation } from './segmentation.ts'

/** Larger pictures are worked on at a whole fraction of their size, pixels. */
const MOST_PIXELS = 1_600_000
/** Noise below this needs no blur, and noise above the second a stronger one; sRGB 0–255. */
const QUIET = 0.6
const LOUD = 8
/** Smallest change of colour across a border that makes it an edge, OKLab. */
const EDGE = 0.085
/** Smallest region without and with noise, working pixels. */
const SMALLEST = 36
const SMALLEST_NOISY = 50

export interface Segmented {
  /** Working pixel → pixel of the picture. */
  readonly factor: number
  readonly lab: Planes
  readonly regions: Segmentation
  readonly noisy: boolean
}

/** Cuts a picture into regions of even or softly changing colour, separated by edges. */
export function segment(picture: Picture): Segmented {
  const factor = Math.ceil(Math.sqrt((picture.width * picture.height) / MOST_PIXELS))
  const raw = shrink(picture, factor)
  const noise = noiseOf(raw)
  const sigma = noise < QUIET ? 0 : noise < LOUD ? 0.9 : 1.4
  const lab = toLab(sigma === 0 ? raw : blur(raw, sigma))
  // A blurred pixel is the mean of about 4 π σ² pixels; a byte step is about 0.004 of lightness.
  const left = Math.max(0.004, (noise * 0.004) / Math.sqrt(1 + 4 * Math.PI * sigma * sigma))
  const grown = growRegions(lab, 0.02, left)
  const noisy = sigma > 0
  const smallest = noisy ? SMALLEST_NOISY : SMALLEST
  const thick = absorbThin(lab, grown, noisy ? 4 : 3, smallest)
  const merged = mergeSoft(lab, connectedPieces(lab, thick, smallest), EDGE, 3)
  const refined = connectedPieces(lab, refineBorders(raw, lab, merged, noisy), smallest)
  return { factor, lab, regions: refined, noisy }
}
