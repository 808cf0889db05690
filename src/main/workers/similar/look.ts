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
  /** What was taken away: the means of R, G and B, and the length; grey levels. */
  readonly means: readonly number[]
  readonly length: number
  /** Inverse of the slopes' products with each other, row by row. */
  readonly inverse: readonly number[]
}

/** Takes the mean of each channel away; gives the means, and the length of what is left. */
export function centre(values: Float32Array): { readonly means: readonly number[]; readonly length: number } {
  const places = values.length / 3
  let [red, green, blue] = [0, 0, 0]
  for (let at = 0; at < values.length; at += 3) {
    red += values[at] ?? 0
    green += values[at + 1] ?? 0
    blue += values[at + 2] ?? 0
  }
  const means = [red / places, green / places, blue / places]
  let squares = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = (values[at] ?? 0) - (means[at % 3] ?? 0)
    values[at] = value
    squares += value * value
  }
  return { means, length: Math.sqrt(squares) }
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
): Pick<Look, 'values' | 'means' | 'length'> & { readonly deviation: number } {
  const values = new Float32Array(grid.us.length * 3)
  sample(pyramid, pose, grid, values)
  const { means, length } = centre(values)
  return {
    values: values.map((value) => value / (length || 1)),
    means,
    length,
    deviation: length / Math.sqrt(values.length),
  }
}

/** Reads the look of an example on a grid of `steps`. */
export function readLook(example: Example, steps: number): Look {
  const grid = createGrid(steps, example.aspect)
  const { values, means, length } = lookedAt(example, grid)
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
  return { grid, values, means, length, slopes, inverse: invert(products) }
}
