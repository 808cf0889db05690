import type { Example } from './example.ts'
import type { Grid } from './grid.ts'
import { createGrid, sample } from './grid.ts'
import { invert } from './invert.ts'

/** How an example looks on a grid, made ready to be compared and to be moved onto what it resembles. */
export interface Look {
  readonly grid: Grid
  /** R, G, B of each place; each channel without its mean, all together of length 1. */
  readonly values: Float32Array
  /** How `values` change with a shift right, a shift down, growth and a turn: `∇T · ∂W/∂p` of Baker & Matthews, freed of what normalising takes away. */
  readonly slopes: readonly Float32Array[]
  /** Inverse of the slopes' products with each other, row by row. */
  readonly inverse: readonly number[]
}

/** Takes the mean of each channel away and gives the length of what is left. */
export function centre(values: Float32Array): number {
  const places = values.length / 3
  const means = [0, 0, 0]
  for (let at = 0; at < values.length; at += 1) means[at % 3] = (means[at % 3] ?? 0) + (values[at] ?? 0)
  let squares = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = (values[at] ?? 0) - (means[at % 3] ?? 0) / places
    values[at] = value
    squares += value * value
  }
  return Math.sqrt(squares)
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

/** The colours of an example on a grid as `Look` has them, and their standard deviation before, grey levels. */
export function lookedAt(
  { pyramid, pose }: Example,
  grid: Grid,
): { readonly values: Float32Array; readonly length: number; readonly deviation: number } {
  const values = new Float32Array(grid.us.length * 3)
  sample(pyramid, pose, grid, values)
  const length = centre(values)
  return { values: values.map((value) => value / (length || 1)), length, deviation: length / Math.sqrt(values.length) }
}

/** Reads the look of an example on a grid of `steps`. */
export function readLook(example: Example, steps: number): Look {
  const grid = createGrid(steps, example.aspect)
  const { values, length } = lookedAt(example, grid)
  const read = (du: number, dv: number): Float32Array => {
    const out = new Float32Array(values.length)
    sample(example.pyramid, example.pose, grid, out, du, dv)
    return out
  }
  const [right, left, down, up] = [read(0.5, 0), read(-0.5, 0), read(0, 0.5), read(0, -0.5)]
  const slope = (weigh: (dx: number, dy: number, u: number, v: number) => number): Float32Array => {
    const out = values.map((_, at) => {
      const place = Math.floor(at / 3)
      const dx = ((right[at] ?? 0) - (left[at] ?? 0)) / length
      const dy = ((down[at] ?? 0) - (up[at] ?? 0)) / length
      return weigh(dx, dy, grid.us[place] ?? 0, grid.vs[place] ?? 0)
    })
    centre(out)
    const along = dot(out, values)
    return out.map((value, at) => value - along * (values[at] ?? 0))
  }
  const slopes = [
    slope((dx) => dx),
    slope((_, dy) => dy),
    slope((dx, dy, u, v) => dx * u + dy * v),
    slope((dx, dy, u, v) => dy * u - dx * v),
  ]
  const products = slopes.map((one) => slopes.map((other) => dot(one, other)))
  return { grid, values, slopes, inverse: invert(products) }
}
