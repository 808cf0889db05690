import type { Planes } from './planes.ts'

export type Lab = readonly [lightness: number, greenRed: number, blueYellow: number]

/**
 * Light that a screen or a page always reflects, share of white. Without it the space stretches the darkest steps so far that noise in
 * black looks like edges.
 */
const FLARE = 0.005
/** sRGB steps of a quarter of a byte value: blurred pictures lie between the byte values. */
const STEPS = 4
const LINEAR = Float32Array.from({ length: 255 * STEPS + 1 }, (_, index) => {
  const value = index / (255 * STEPS)
  const light = value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  return FLARE + (1 - FLARE) * light
})

const linear = (value: number): number => LINEAR[Math.round(Math.min(255, Math.max(0, value)) * STEPS)]!

/** sRGB 0–255 → OKLab (Björn Ottosson, 2020) as seen with a little flare: lightness 0–1, the other two about ±0.3; distances are about as large as they look. */
export function labOf(red: number, green: number, blue: number): Lab {
  const r = linear(red)
  const g = linear(green)
  const b = linear(blue)
  const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b)
  const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b)
  const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b)
  return [
    0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
    0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
  ]
}

/** All pixels from sRGB to OKLab. */
export function toLab(planes: Planes): Planes {
  const data = new Float32Array(planes.data.length)
  for (let at = 0; at < data.length; at += 3) {
    const lab = labOf(planes.data[at]!, planes.data[at + 1]!, planes.data[at + 2]!)
    data[at] = lab[0]
    data[at + 1] = lab[1]
    data[at + 2] = lab[2]
  }
  return { width: planes.width, height: planes.height, data }
}

export const labDistance = (a: Lab, b: Lab): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

/** The colour with a number in interleaved values. */
export const labAt = (values: Float32Array, number: number): Lab => [
  values[number * 3]!,
  values[number * 3 + 1]!,
  values[number * 3 + 2]!,
]
