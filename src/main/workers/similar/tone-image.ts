import type { CV, Mat } from '@techstark/opencv-js'
import type { Size } from '../../../core/geometry.ts'
import type { Tone } from './kernel.ts'
import { withMats } from './opencv.ts'
import type { Pixels } from './pyramid.ts'

/**
 * A picture in one tone, 8 bits, made `size` pixels large; its edges go on for `border` pixels so that what touches them
 * fits. Weights below zero turn a colour's brightness round.
 */
export function toneImage(cv: CV, { width, height, data }: Pixels, tone: Tone, size: Size, border: number): Mat {
  return withMats((keep) => {
    const from = keep(new cv.Mat(height, width, cv.CV_8UC3))
    from.data.set(data)
    const small = keep(new cv.Mat())
    cv.resize(from, small, new cv.Size(size.width, size.height), 0, 0, cv.INTER_AREA)
    const toned = keep(new cv.Mat(size.height, size.width, cv.CV_8UC1))
    const gain = 1 / tone.reduce((sum, weight) => sum + Math.abs(weight), 0)
    const darkest = tone.reduce((sum, weight) => sum + Math.min(0, weight), 0) * 255 * gain
    const [red, green, blue] = [tone[0] * gain, tone[1] * gain, tone[2] * gain]
    const colours = small.data
    const tones = toned.data
    for (let at = 0; at < tones.length; at += 1)
      tones[at] =
        red * (colours[at * 3] ?? 0) +
        green * (colours[at * 3 + 1] ?? 0) +
        blue * (colours[at * 3 + 2] ?? 0) -
        darkest +
        0.5
    const bordered = new cv.Mat()
    cv.copyMakeBorder(toned, bordered, border, border, border, border, cv.BORDER_REPLICATE)
    return bordered
  })
}
