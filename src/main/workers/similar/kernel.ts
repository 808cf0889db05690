import type { Grid } from './grid.ts'
import { createGrid, sample } from './grid.ts'
import type { Look } from './look.ts'
import { lookedAt } from './look.ts'
import type { Example } from './example.ts'

/** An example turned by an angle, small and in one tone, to be correlated with a picture of that tone. */
export interface Kernel {
  /** Radians clockwise. */
  readonly angle: number
  /** `side` rows of `side` bytes round 128, which stands for the mean and for what is outside the ellipse. */
  readonly values: Uint8Array
  /** 1 where the example counts. */
  readonly mask: Float32Array
  /** How many those are. */
  readonly places: number
  /** Of `values` less 128 under the mask: the mean, a little off zero by rounding, and the length without it. */
  readonly mean: number
  readonly length: number
}

/** The tone in which an example shows most of its contrast: weights of R, G and B, of length 1. */
export type Tone = readonly [number, number, number]

/** An example at one size and several angles. */
export interface Kernels {
  readonly list: readonly Kernel[]
  readonly tone: Tone
  /** Pixels along the geometric mean of the example's sides. */
  readonly steps: number
  /** Pixels of each kernel in each direction: whatever its angle, the example fits. */
  readonly side: number
  /** Whether all have the same mask, a disc. */
  readonly isRound: boolean
}

/** An ellipse this much longer than wide is as good as a disc. */
const ROUND = 1.15

/** An example, `steps` pixels large, turned by each of `angles`, in the tone that shows it best. */
export function createKernels(example: Example, steps: number, angles: readonly number[]): Kernels {
  const longer = Math.max(example.aspect, 1 / example.aspect)
  const isRound = longer <= ROUND
  // One mask for all angles must be the same to the pixel: what only one of two covers would count in one sum alone.
  const shape = isRound ? { ...example, aspect: 1 } : example
  const side = Math.ceil(steps * Math.sqrt(isRound ? 1 : longer))
  const tone = mainTone(lookedAt(shape, createGrid(steps, shape.aspect)).values)
  return { list: angles.map((angle) => createKernel(shape, { steps, side, tone, angle })), tone, steps, side, isRound }
}

interface KernelWish extends Pick<Kernels, 'steps' | 'side' | 'tone'> {
  readonly angle: number
}

function createKernel({ pyramid, pose, aspect }: Example, { steps, side, tone, angle }: KernelWish): Kernel {
  const square = createSquare(side, steps)
  const colours = new Float32Array(side * side * 3)
  // What lies turned by an angle is found in the example by turning back.
  sample(pyramid, { ...pose, angle: pose.angle - angle }, square, colours)
  const [a, b] = [(steps / 2) * Math.sqrt(aspect), steps / 2 / Math.sqrt(aspect)]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const mask = new Float32Array(side * side).map((_, at) => {
    const [u, v] = [square.us[at] ?? 0, square.vs[at] ?? 0]
    return ((u * cos + v * sin) / a) ** 2 + ((v * cos - u * sin) / b) ** 2 <= 1 ? 1 : 0
  })
  const places = mask.reduce((sum, one) => sum + one, 0)
  const tones = mask.map((one, at) =>
    one === 0 ? 0 : tone.reduce((sum, weight, channel) => sum + weight * (colours[at * 3 + channel] ?? 0), 0),
  )
  const mean = tones.reduce((sum, value) => sum + value, 0) / places
  const centred = tones.map((value, at) => (mask[at] === 0 ? 0 : value - mean))
  const gain = 127 / (centred.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1)
  const values = Uint8Array.from(centred, (value) => Math.round(128 + value * gain))
  const rest = values.reduce((sum, value) => sum + value - 128, 0) / places
  const squares = values.reduce((sum, value, at) => sum + (mask[at] === 0 ? 0 : (value - 128 - rest) ** 2), 0)
  return { angle, mask, places, values, mean: rest, length: Math.sqrt(squares) || 1 }
}

/** A square grid of pixels round the origin. */
function createSquare(side: number, steps: number): Grid {
  const us = new Float32Array(side * side).map((_, at) => (at % side) + 0.5 - side / 2)
  const vs = us.map((_, at) => Math.floor(at / side) + 0.5 - side / 2)
  return { steps, us, vs }
}

/** First principal component of centred colours (R, G, B in turn), by power iteration. */
function mainTone(centred: Look['values']): Tone {
  const sums = new Float64Array(9)
  for (let at = 0; at < centred.length; at += 3)
    for (let pair = 0; pair < 9; pair += 1)
      sums[pair] = (sums[pair] ?? 0) + (centred[at + Math.floor(pair / 3)] ?? 0) * (centred[at + (pair % 3)] ?? 0)
  // Not along an axis: one that is square to the wanted direction would never turn to it.
  let tone: Tone = [0.5, 0.7, 0.4]
  for (let round = 0; round < 50; round += 1) {
    const along = (row: number): number =>
      tone.reduce((sum, weight, column) => sum + weight * (sums[row * 3 + column] ?? 0), 0)
    const next: Tone = [along(0), along(1), along(2)]
    const length = Math.hypot(...next) || 1
    tone = [next[0] / length, next[1] / length, next[2] / length]
  }
  return tone
}
