import type { View } from '../../core/geometry.ts'
import type { PointIndex } from './point-index.ts'

/** What of an index is on screen. The arrays are used again by the next call; only the first `count` places are valid. */
export interface VisiblePoints {
  readonly count: number
  /** Positions in the index. */
  readonly at: Uint32Array
  /** Where they lie, CSS pixels of the viewport. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** 1 where another marker is nearer than `CROWD`: then it is drawn small and without its number. */
  readonly crowded: Uint8Array
}

/** Finds what is on screen, again and again, in arrays that grow but are not made anew every frame. */
export interface PointFinder {
  find(index: PointIndex, view: View, size: { readonly width: number; readonly height: number }): VisiblePoints
}

/** Markers nearer than this crowd one another, CSS pixels. */
export const CROWD = 12
/** Of several markers in one cell of this side only one is drawn, CSS pixels. */
export const THIN = 4
/** Up to this many markers all are drawn. */
export const FEW = 1_000
/** Half the width of the widest marker: what is this far outside still shows, CSS pixels. */
const MARGIN = 24
/** Neighbours looked at in a cell; where there are more, one of these is near enough. */
const LOOKED_AT = 4

/** A grid of screen cells that hangs on the image, so that a pan does not change which points share a cell. */
interface Grid {
  readonly columns: number
  readonly rows: number
  readonly cell: number
  readonly left: number
  readonly top: number
}

function gridOver(view: View, size: { readonly width: number; readonly height: number }, side: number): Grid {
  const start = (offset: number): number => Math.floor((-MARGIN - offset) / side) - 1
  return {
    columns: Math.ceil((size.width + 2 * MARGIN) / side) + 4,
    rows: Math.ceil((size.height + 2 * MARGIN) / side) + 4,
    cell: side / view.scale,
    left: start(view.x),
    top: start(view.y),
  }
}

/** Cell of a point that is on screen. */
const cellAt = (grid: Grid, x: number, y: number): number =>
  (Math.floor(y / grid.cell) - grid.top) * grid.columns + Math.floor(x / grid.cell) - grid.left

export function createPointFinder(): PointFinder {
  let at = new Uint32Array(0)
  let x = new Float64Array(0)
  let y = new Float64Array(0)
  let crowded = new Uint8Array(0)
  let next = new Int32Array(0)
  let heads = new Int32Array(0)
  let taken = new Uint8Array(0)

  /** Drops all but one of the points in each cell. Answers how many are left. */
  function thin(count: number, index: PointIndex, grid: Grid): number {
    if (taken.length < grid.columns * grid.rows) taken = new Uint8Array(grid.columns * grid.rows)
    else taken.fill(0)
    let kept = 0
    for (let place = 0; place < count; place += 1) {
      const one = at[place] ?? 0
      const cell = cellAt(grid, index.xs[one] ?? 0, index.ys[one] ?? 0)
      if (taken[cell] === 1) continue
      taken[cell] = 1
      at[kept] = one
      kept += 1
    }
    return kept
  }

  function hasNeighbour(place: number, cell: number, columns: number): boolean {
    for (let line = -columns; line <= columns; line += columns)
      for (let step = -1; step <= 1; step += 1) {
        let other = heads[cell + line + step] ?? -1
        for (let looked = 0; other >= 0 && looked <= LOOKED_AT; looked += 1) {
          const dx = (x[other] ?? 0) - (x[place] ?? 0)
          const dy = (y[other] ?? 0) - (y[place] ?? 0)
          if (other !== place && dx * dx + dy * dy < CROWD * CROWD) return true
          other = next[other] ?? -1
        }
      }
    return false
  }

  function markCrowded(count: number, index: PointIndex, grid: Grid): void {
    const cells = grid.columns * grid.rows
    if (count > cells) {
      crowded.fill(1, 0, count)
      return
    }
    if (heads.length < cells) heads = new Int32Array(cells)
    heads.fill(-1)
    const cellOf = (place: number): number => cellAt(grid, index.xs[at[place] ?? 0] ?? 0, index.ys[at[place] ?? 0] ?? 0)
    for (let place = 0; place < count; place += 1) {
      const cell = cellOf(place)
      next[place] = heads[cell] ?? -1
      heads[cell] = place
    }
    for (let place = 0; place < count; place += 1)
      crowded[place] = hasNeighbour(place, cellOf(place), grid.columns) ? 1 : 0
  }

  return {
    find(index, view, size) {
      if (at.length < index.xs.length) {
        at = new Uint32Array(index.xs.length)
        x = new Float64Array(index.xs.length)
        y = new Float64Array(index.xs.length)
        crowded = new Uint8Array(index.xs.length)
        next = new Int32Array(index.xs.length)
      }
      const image = (screen: number, offset: number): number => (screen - offset) / view.scale
      let count = index.inside(
        image(-MARGIN, view.x),
        image(-MARGIN, view.y),
        image(size.width + MARGIN, view.x),
        image(size.height + MARGIN, view.y),
        at,
      )
      if (count > FEW) count = thin(count, index, gridOver(view, size, THIN))
      for (let place = 0; place < count; place += 1) {
        const one = at[place] ?? 0
        x[place] = (index.xs[one] ?? 0) * view.scale + view.x
        y[place] = (index.ys[one] ?? 0) * view.scale + view.y
      }
      markCrowded(count, index, gridOver(view, size, CROWD))
      return { count, at, x, y, crowded }
    },
  }
}
