import type { Planes } from './planes.ts'

/** Distances of the pixels compared, pixels: JPEG leaves fine noise out and keeps the coarser. */
const DISTANCES = [1, 3]
/** Steps a value of response is told apart by. */
const STEPS = 2
const BINS = 2_048

/**
 * Standard deviation of noise and fine texture, in the unit of the planes, from the median response to a Laplacian that is blind to flat
 * and evenly sloping ground (J. Immerkær, "Fast noise variance estimation", 1996); the median is blind to edges.
 */
export function noiseOf(planes: Planes): number {
  return Math.max(...DISTANCES.map((distance) => noiseAt(planes, distance)))
}

function noiseAt({ width, height, data }: Planes, distance: number): number {
  const bins = new Uint32Array(BINS)
  const down = distance * width * 3
  const right = distance * 3
  let count = 0
  // Every third pixel of every second row is plenty for a median. Green carries most of the lightness.
  for (let y = distance; y < height - distance; y += 2) {
    for (let x = distance; x < width - distance; x += 3) {
      const at = (y * width + x) * 3 + 1
      const corners =
        data[at - down - right]! + data[at - down + right]! + data[at + down - right]! + data[at + down + right]!
      const beside = data[at - down]! + data[at - right]! + data[at + right]! + data[at + down]!
      const response = Math.abs(corners - 2 * beside + 4 * data[at]!)
      bins[Math.min(BINS - 1, Math.round(response * STEPS))]! += 1
      count += 1
    }
  }
  let below = 0
  let median = 0
  while (median < BINS - 1 && below + bins[median]! < count / 2) {
    below += bins[median]!
    median += 1
  }
  // The kernel's weights have a norm of 6; half the absolute values of a normal distribution lie below 0.6745 deviations.
  return median / STEPS / (6 * 0.6745)
}
