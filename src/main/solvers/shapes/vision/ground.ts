import type { Segmentation } from './segmentation.ts'

/** Share of the picture's edge from which a region is taken for ground rather than for a thing cut off by the edge. */
const EDGE_SHARE = 0.15

/** Which regions are ground (1 each): the one that holds most of the picture's edge, and others that hold much of it. */
export function groundOf({ width, height, labels, count }: Segmentation): Uint8Array {
  const held = new Int32Array(count)
  for (let x = 0; x < width; x += 1) {
    held[labels[x]!]! += 1
    held[labels[(height - 1) * width + x]!]! += 1
  }
  for (let y = 0; y < height; y += 1) {
    held[labels[y * width]!]! += 1
    held[labels[y * width + width - 1]!]! += 1
  }
  const most = Math.max(...held)
  return Uint8Array.from(held, (edge) => (edge === most || edge > EDGE_SHARE * 2 * (width + height) ? 1 : 0))
}
