import type { Edges } from './letterbox.ts'

/** A box that a model gave, with the place of its class and its score from 0 to 1. */
export interface Candidate extends Edges {
  readonly classIndex: number
  readonly score: number
}

/** Boxes that are kept at most: beyond them nobody looks, and time stays bounded. */
export const MOST_BOXES = 10_000

/** Cells of the grid a side. */
const CELLS = 64

const areaOf = (box: Edges): number => (box.right - box.left) * (box.bottom - box.top)

/** Shared area as a part of the area of both together; 0 where they do not meet. */
export function overlap(a: Edges, b: Edges): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  return shared / (areaOf(a) + areaOf(b) - shared)
}

/** The cell of a place between two ends. */
const cellOf = (value: number, from: number, to: number) =>
  Math.min(CELLS - 1, Math.max(0, Math.floor(((value - from) * CELLS) / (to - from || 1))))

/** Kept boxes of one class, found again by the cells of the frame that they touch. */
function createGrid(frame: Edges) {
  const cells = new Map<number, Candidate[]>()
  /** The cells that a box touches, one after another: most boxes are dropped at the first. */
  function* touched(box: Edges): Generator<number> {
    const [firstX, lastX] = [cellOf(box.left, frame.left, frame.right), cellOf(box.right, frame.left, frame.right)]
    const [firstY, lastY] = [cellOf(box.top, frame.top, frame.bottom), cellOf(box.bottom, frame.top, frame.bottom)]
    for (let y = firstY; y <= lastY; y += 1) for (let x = firstX; x <= lastX; x += 1) yield y * CELLS + x
  }
  return {
    /** Keeps a box unless a kept one shares more than `most` with it, and says whether it did. */
    take: (box: Candidate, most: number): boolean => {
      for (const cell of touched(box))
        for (const kept of cells.get(cell) ?? []) if (overlap(kept, box) > most) return false
      for (const cell of touched(box)) {
        const kept = cells.get(cell)
        if (kept) kept.push(box)
        else cells.set(cell, [box])
      }
      return true
    },
  }
}

/**
 * Non-maximum suppression: of boxes of one class that share more than `most` (intersection over union), the best is kept. Greedy, best
 * first; equal scores in the order given. The result is best first, of at most MOST_BOXES.
 */
export function suppress(candidates: readonly Candidate[], most: number): readonly Candidate[] {
  const sorted = [...candidates].sort((a, b) => b.score - a.score)
  const frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const box of sorted) {
    frame.left = Math.min(frame.left, box.left)
    frame.top = Math.min(frame.top, box.top)
    frame.right = Math.max(frame.right, box.right)
    frame.bottom = Math.max(frame.bottom, box.bottom)
  }
  const grids = new Map<number, ReturnType<typeof createGrid>>()
  const kept: Candidate[] = []
  for (const box of sorted) {
    if (kept.length === MOST_BOXES) break
    let grid = grids.get(box.classIndex)
    if (!grid) grids.set(box.classIndex, (grid = createGrid(frame)))
    if (grid.take(box, most)) kept.push(box)
  }
  return kept
}
