import type { ImagePoint } from './geometry.ts'
import type { Bounds } from './region.ts'

/** Finds points in a rectangle without looking at all of them. */
export interface PointGrid {
  /** Positions, in ascending order, of a set of points that holds all in `bounds`, edges included. */
  near(bounds: Bounds): number[]
}

/** Fewer points than this are looked at one by one. */
const FEW = 32

/** Sorts points into square cells of `side` pixels. */
export function createPointGrid(points: readonly ImagePoint[], side: number): PointGrid {
  const all = Array.from(points.keys())
  if (points.length < FEW) return { near: () => all }
  const columns = new Map<number, Map<number, number[]>>()
  for (const [index, { x, y }] of points.entries()) {
    const column = Math.floor(x / side)
    const row = Math.floor(y / side)
    const cells = columns.get(column) ?? new Map<number, number[]>()
    columns.set(column, cells)
    const cell = cells.get(row)
    if (cell) cell.push(index)
    else cells.set(row, [index])
  }
  return {
    near: ({ left, top, right, bottom }) => {
      const [west, east] = [Math.floor(left / side), Math.floor(right / side)]
      const [north, south] = [Math.floor(top / side), Math.floor(bottom / side)]
      // A region far larger than the cells spans more of them than there are points.
      if ((east - west + 1) * (south - north + 1) > points.length) return all
      const found: number[] = []
      for (let column = west; column <= east; column += 1) {
        const cells = columns.get(column)
        if (!cells) continue
        for (let row = north; row <= south; row += 1) {
          for (const index of cells.get(row) ?? []) found.push(index)
        }
      }
      return found.sort((a, b) => a - b)
    },
  }
}
