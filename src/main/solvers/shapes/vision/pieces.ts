import type { Planes } from './planes.ts'
import type { Segmentation } from './segmentation.ts'
import { measure } from './segmentation.ts'

/** Numbers each connected part (by edges, not corners) of every region anew; parts below `smallest` pixels go to the part before them. */
export function connectedPieces(lab: Planes, regions: Segmentation, smallest: number): Segmentation {
  const { width, height, labels } = regions
  const pieces = new Int32Array(labels.length).fill(-1)
  const stack = new Int32Array(labels.length)
  let next = 0
  for (let start = 0; start < labels.length; start += 1) {
    if (pieces[start] !== -1) continue
    const label = labels[start]!
    let size = 0
    let read = 0
    const reach = (pixel: number) => {
      if (pieces[pixel] !== -1 || labels[pixel] !== label) return
      pieces[pixel] = next
      stack[size++] = pixel
    }
    reach(start)
    while (read < size) {
      const pixel = stack[read++]!
      const x = pixel % width
      if (x > 0) reach(pixel - 1)
      if (x < width - 1) reach(pixel + 1)
      if (pixel >= width) reach(pixel - width)
      if (pixel < (height - 1) * width) reach(pixel + width)
    }
    if (size < smallest && start > 0) {
      // The first pixel's left neighbour, or at the left edge the upper one, is of another part and already numbered.
      const into = pieces[start % width > 0 ? start - 1 : start - width]!
      for (let index = 0; index < size; index += 1) pieces[stack[index]!] = into
    } else next += 1
  }
  return measure(lab, pieces)
}
