import type { Pose } from '../../images/similar-job.ts'
import { sample } from './grid.ts'
import type { Look } from './look.ts'
import { centre, dot } from './look.ts'
import type { Pyramid } from './pyramid.ts'
import type { Scored } from './scan.ts'

/** A step that moves less than this, in steps of the grid, is the last. */
const STILL = 0.02
/** Farther than a share of its size nothing may go in one step: it would be another thing. */
const FARTHEST = 0.2

interface Compared {
  /** Normalised cross-correlation in colour, −1 to 1. */
  readonly score: number
  readonly means: readonly number[]
  readonly length: number
}

/** Compares a look and what lies in a pose. Leaves the centred samples in `patch`. */
function compare(pyramid: Pyramid, look: Look, pose: Pose, patch: Float32Array): Compared {
  sample(pyramid, pose, look.grid, patch)
  const { means, length } = centre(patch)
  // Less than one grey level of deviation is noise of an even ground.
  const score = length * length < patch.length ? 0 : dot(patch, look.values) / length
  return { score, means, length }
}

/** A mean colour this far off halves the likeness, grey levels. */
const OTHER_COLOUR = 128

/**
 * How alike a look and what lies in a pose are, 0 to 1: correlation, which knows neither brightness nor contrast, less what
 * these two differ (contrast as in the structural similarity of Wang et al., 2004). Else a faint edge could pass for a bold one.
 */
export function likeness(pyramid: Pyramid, look: Look, pose: Pose): number {
  const { score, means, length } = compare(pyramid, look, pose, new Float32Array(look.values.length))
  const contrast = (2 * length * look.length) / (length * length + look.length * look.length)
  const off = Math.hypot(...means.map((mean, channel) => mean - (look.means[channel] ?? 0))) / Math.sqrt(3)
  return Math.max(0, score) * contrast * (1 / (1 + (off / OTHER_COLOUR) ** 2))
}

/**
 * Moves, turns and scales a pose until it looks most like an example, by the inverse compositional algorithm (S. Baker and
 * I. Matthews, “Lucas-Kanade 20 Years On”, 2004) on brightness-normalised colour. At most `most` steps; the best seen counts.
 */
export function settle(pyramid: Pyramid, look: Look, start: Pose, most: number): Scored {
  const patch = new Float32Array(look.values.length)
  let pose = start
  let best: Scored | undefined
  for (let step = 0; step <= most; step += 1) {
    const { score, length } = compare(pyramid, look, pose, patch)
    if (!best || score > best.score) best = { pose, score }
    if (score <= 0 || step === most) break
    const next = moved(look, pose, patch, 1 / length)
    const { x, y, size } = pose
    pose = next
    const far = Math.hypot(next.x - x, next.y - y)
    if (far > FARTHEST * size || Math.abs(Math.log(next.size / size)) > FARTHEST) break
    if ((far * look.grid.steps) / size + Math.abs(next.size / size - 1) * look.grid.steps * 0.5 < STILL) break
  }
  return best ?? { pose: start, score: 0 }
}

/** The pose after one step. `gain` brings the patch to the strength of the look. */
function moved({ grid, values, slopes, inverse }: Look, pose: Pose, patch: Float32Array, gain: number): Pose {
  const errors = slopes.map((slope) => {
    let sum = 0
    for (let at = 0; at < patch.length; at += 1) sum += (slope[at] ?? 0) * ((patch[at] ?? 0) * gain - (values[at] ?? 0))
    return sum
  })
  const [right = 0, down = 0, growth = 0, turn = 0] = errors.map((_, row) =>
    errors.reduce((sum, error, column) => sum + (inverse[row * 4 + column] ?? 0) * error, 0),
  )
  // pose ∘ change⁻¹, written with complex numbers: m = step·e^(i·angle) becomes m / (1 + growth + i·turn).
  const size = pose.size / Math.hypot(1 + growth, turn)
  const angle = pose.angle - Math.atan2(turn, 1 + growth)
  const step = size / grid.steps
  const [cos, sin] = [Math.cos(angle) * step, Math.sin(angle) * step]
  return { x: pose.x - (cos * right - sin * down), y: pose.y - (sin * right + cos * down), size, angle }
}
