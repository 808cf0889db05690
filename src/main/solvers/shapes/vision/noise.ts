import type { Planes } from './planes.ts'

/**
 * Standard deviation of the pixel noise, in the unit of the planes, from the median response to a Laplacian that is blind to flat and
 * evenly sloping ground (J. Immerkær, "Fast noise variance estimation", 1996); the median is blind to edges.
 */
export function noiseOf(planes: Planes): number {
  const { width, height, data } = planes
  const bins = new Uint32Array(2_048)
  const row = width * 3
  let count = 0
  // Every third pixel of every second row is plenty for a median.
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 3) {
      const at = y * row + x * 3 + 1
      const response =
        data[at - row - 3]! -
        2 * data[at - row]! +
        data[at - row + 3]! -
        2 * data[at - 3]! +
        4 * data[at]! -
        2 * data[at + 3]! +
        data[at + row - 3]! -
        2 * data[at + row]! +
        data[at + row + 3]!
      bins[Math.min(2_047, Math.round(Math.abs(response) * 2))]! += 1
      count += 1
    }
  }
  let below = 0
  let median = 0
  while (median < 2_047 && below + bins[median]! < count / 2) {
    below += bins[median]!
    median += 1
  }
  // The kernel's weights have a norm of 6; half the absolute values of a normal distribution lie below 0.6745 deviations.
  return median / 2 / (6 * 0.6745)
}
