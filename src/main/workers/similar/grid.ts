import type { Pose } from '../../images/similar-job.ts'
import type { Pixels, Pyramid } from './pyramid.ts'
import { fullLevel, levelFor } from './pyramid.ts'

/** Sample places in the ellipse that fills a thing's box, unturned; origin at its centre, a step apart. */
export interface Grid {
  /** Steps along the geometric mean of the sides. */
  readonly steps: number
  readonly us: Float32Array
  readonly vs: Float32Array
}

/**
 * The corners of a box are left out: what is marked is seldom square, and the ground in the corners differs from copy to
 * copy. `aspect` is width by height.
 */
export function createGrid(steps: number, aspect: number): Grid {
  const [a, b] = [(steps / 2) * Math.sqrt(aspect), steps / 2 / Math.sqrt(aspect)]
  const us: number[] = []
  const vs: number[] = []
  for (let v = 0.5 - Math.ceil(b); v < b; v += 1)
    for (let u = 0.5 - Math.ceil(a); u < a; u += 1)
      if ((u / a) ** 2 + (v / b) ** 2 <= 1) {
        us.push(u)
        vs.push(v)
      }
  return { steps, us: Float32Array.from(us), vs: Float32Array.from(vs) }
}

/**
 * Reads a picture at a grid's places, moved by `du`, `dv` steps, as they lie in a pose: R, G and B of one place after
 * another into `out`. Beyond the edge the edge goes on.
 */
export function sample(pyramid: Pyramid, pose: Pose, grid: Grid, out: Float32Array, du = 0, dv = 0): void {
  const step = pose.size / grid.steps
  const full = fullLevel(pyramid)
  const level = levelFor(pyramid, step)
  const [scaleX, scaleY] = [level.width / full.width, level.height / full.height]
  const [cos, sin] = [Math.cos(pose.angle) * step, Math.sin(pose.angle) * step]
  for (let place = 0; place < grid.us.length; place += 1) {
    const u = (grid.us[place] ?? 0) + du
    const v = (grid.vs[place] ?? 0) + dv
    const x = (pose.x + cos * u - sin * v) * scaleX - 0.5
    const y = (pose.y + sin * u + cos * v) * scaleY - 0.5
    readColour(level, x, y, out, place * 3)
  }
}

const clamp = (value: number, high: number): number => (value < 0 ? 0 : value > high ? high : value)

/** Bilinear; `x` and `y` count from the middle of the first pixel. */
function readColour({ data, width, height }: Pixels, x: number, y: number, out: Float32Array, at: number): void {
  const px = clamp(x, width - 1)
  const py = clamp(y, height - 1)
  const left = px | 0
  const top = py | 0
  const fx = px - left
  const fy = py - top
  const here = (top * width + left) * 3
  const right = left + 1 < width ? 3 : 0
  const below = top + 1 < height ? width * 3 : 0
  for (let channel = 0; channel < 3; channel += 1) {
    const one = here + channel
    const upper = (data[one] ?? 0) * (1 - fx) + (data[one + right] ?? 0) * fx
    const lower = (data[one + below] ?? 0) * (1 - fx) + (data[one + below + right] ?? 0) * fx
    out[at + channel] = upper * (1 - fy) + lower * fy
  }
}
