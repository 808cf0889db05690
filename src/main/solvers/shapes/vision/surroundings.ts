import type { Box } from './mask.ts'
import type { Lab } from './oklab.ts'
import { labAt, labDistance } from './oklab.ts'
import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'

/** A cut picture of which it is known what is ground (1 for each such region). */
export interface Scene {
  readonly lab: Planes
  readonly regions: Segmentation
  readonly ground: Uint8Array
}

/** Colours nearer than this are one, where a hole is compared with the ground around it; OKLab. */
const SAME = 0.08
/** How far around a box the ground is looked for first, pixels; then twice as far, and so on. */
const MARGIN = 6
/** Ground pixels that are enough; the nearest few are the soft edge of the thing itself. */
const ENOUGH = 400

/** Mean colour of the ground nearest around a box: a gradient has another colour elsewhere. Undefined where there is none. */
function groundNear({ lab, regions, ground }: Scene, box: Box): Lab | undefined {
  const { width, height, labels } = regions
  const largest = Math.max(width, height)
  for (let margin = MARGIN; margin < 2 * largest; margin *= 2) {
    const sum: [number, number, number] = [0, 0, 0]
    let count = 0
    for (let y = Math.max(0, box.top - margin); y <= Math.min(height - 1, box.bottom + margin); y += 1) {
      for (let x = Math.max(0, box.left - margin); x <= Math.min(width - 1, box.right + margin); x += 1) {
        const pixel = y * width + x
        if (ground[labels[pixel]!] !== 1) continue
        for (let channel = 0; channel < 3; channel += 1) sum[channel]! += lab.data[pixel * 3 + channel]!
        count += 1
      }
    }
    if (count > ENOUGH || (count > 0 && margin >= largest)) return [sum[0] / count, sum[1] / count, sum[2] / count]
  }
  return undefined
}

/** Whether a region touches neither ground nor the edge of the picture. */
function isEnclosed({ regions, ground }: Scene, label: number, box: Box): boolean {
  const { width, height, labels } = regions
  if (box.left === 0 || box.top === 0 || box.right === width - 1 || box.bottom === height - 1) return false
  for (let y = box.top; y <= box.bottom; y += 1) {
    for (let x = box.left; x <= box.right; x += 1) {
      const pixel = y * width + x
      if (labels[pixel] !== label) continue
      for (const next of [pixel - 1, pixel + 1, pixel - width, pixel + width])
        if (ground[labels[next]!] === 1) return false
    }
  }
  return true
}

/** Whether a region is ground that shows through a hole or between things that touch. */
export function showsGround(scene: Scene, label: number, box: Box): boolean {
  const around = groundNear(scene, box)
  return (
    around !== undefined &&
    labDistance(labAt(scene.regions.means, label), around) < SAME &&
    isEnclosed(scene, label, box)
  )
}
