import type { Picture } from '../picture.ts'

/** Three values a pixel, interleaved; sRGB 0–255 or OKLab, as the function that made them says. */
export interface Planes {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The picture made smaller by a whole factor, each pixel the mean of factor × factor; a rest at the right and bottom edge is dropped. */
export function shrink(picture: Picture, factor: number): Planes {
  const width = Math.max(1, Math.floor(picture.width / factor))
  const height = Math.max(1, Math.floor(picture.height / factor))
  const data = new Float32Array(width * height * 3)
  if (factor === 1) {
    data.set(picture.data)
    return { width, height, data }
  }
  const stride = picture.width * 3
  const share = 1 / (factor * factor)
  for (let y = 0; y < height * factor; y += 1) {
    const row = Math.floor(y / factor) * width * 3
    for (let x = 0; x < width * factor; x += 1) {
      const from = y * stride + x * 3
      const to = row + Math.floor(x / factor) * 3
      for (let channel = 0; channel < 3; channel += 1)
        data[to + channel] = data[to + channel]! + picture.data[from + channel]! * share
    }
  }
  return { width, height, data }
}

/** Gaussian blur of all three values; `sigma` in pixels. Edges repeat. */
export function blur(planes: Planes, sigma: number): Planes {
  const radius = Math.ceil(sigma * 2.5)
  const weights = Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const kernel = Float32Array.from(weights, (weight) => weight / total)
  const { width, height } = planes
  const across = pass(planes.data, kernel, { lines: height, length: width, line: width * 3, step: 3 })
  return { width, height, data: pass(across, kernel, { lines: width, length: height, line: 3, step: width * 3 }) }
}

function pass(
  from: Float32Array,
  kernel: Float32Array,
  walk: { lines: number; length: number; line: number; step: number },
): Float32Array {
  const to = new Float32Array(from.length)
  const radius = (kernel.length - 1) / 2
  const last = walk.length - 1
  for (let line = 0; line < walk.lines; line += 1) {
    const start = line * walk.line
    for (let at = 0; at <= last; at += 1) {
      let first = 0
      let second = 0
      let third = 0
      for (let tap = -radius; tap <= radius; tap += 1) {
        const place = start + Math.min(last, Math.max(0, at + tap)) * walk.step
        const weight = kernel[tap + radius]!
        first += from[place]! * weight
        second += from[place + 1]! * weight
        third += from[place + 2]! * weight
      }
      const place = start + at * walk.step
      to[place] = first
      to[place + 1] = second
      to[place + 2] = third
    }
  }
  return to
}
