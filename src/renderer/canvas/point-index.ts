/**
 * Points sorted into square cells, in flat arrays: every frame of a pan asks it for what is on screen, and every move of
 * the mouse for the nearest marker. Building it anew is cheaper than keeping it up to date point by point.
 */
export interface PointIndex {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Writes the positions of all points in a rectangle, edges included, to `found`, and answers how many. */
  inside(left: number, top: number, right: number, bottom: number, found: Uint32Array): number
  /** The position of the point nearest to `x`, `y` within `radius`, or −1. Of equally near ones the last. */
  nearest(x: number, y: number, radius: number): number
}

/** Cells are this many to a point at most, so that a lone cluster in a large image does not make millions. */
const CELLS_PER_POINT = 2

interface Cells {
  readonly left: number
  readonly top: number
  readonly side: number
  readonly columns: number
  readonly rows: number
}

function cellsFor(xs: Float64Array, ys: Float64Array): Cells {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < xs.length; at += 1) {
    left = Math.min(left, xs[at] ?? 0)
    right = Math.max(right, xs[at] ?? 0)
    top = Math.min(top, ys[at] ?? 0)
    bottom = Math.max(bottom, ys[at] ?? 0)
  }
  if (xs.length === 0) return { left: 0, top: 0, side: 1, columns: 1, rows: 1 }
  const width = Math.max(right - left, 1)
  const height = Math.max(bottom - top, 1)
  const cells = Math.max(1, xs.length * CELLS_PER_POINT)
  // The second bound keeps a row of points, which has almost no area, from getting as many cells along as it has points.
  const side = Math.max(Math.sqrt((width * height) / cells), Math.max(width, height) / cells)
  return { left, top, side, columns: Math.floor(width / side) + 1, rows: Math.floor(height / side) + 1 }
}

const clampTo = (value: number, count: number): number => Math.min(Math.max(Math.floor(value), 0), count - 1)

/** Indexes the points `xs[i], ys[i]`; both arrays are kept and must not change. */
export function createPointIndex(xs: Float64Array, ys: Float64Array): PointIndex {
  const { left, top, side, columns, rows } = cellsFor(xs, ys)
  const column = (x: number): number => clampTo((x - left) / side, columns)
  const row = (y: number): number => clampTo((y - top) / side, rows)

  // A counting sort: starts[c] is where the points of cell c begin in `order`.
  const starts = new Uint32Array(columns * rows + 1)
  const cellOf = new Uint32Array(xs.length)
  for (let at = 0; at < xs.length; at += 1) {
    const cell = row(ys[at] ?? 0) * columns + column(xs[at] ?? 0)
    cellOf[at] = cell
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
  }
  for (let cell = 0; cell < columns * rows; cell += 1) starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0)
  const next = starts.slice(0, -1)
  const order = new Uint32Array(xs.length)
  for (let at = 0; at < xs.length; at += 1) {
    const cell = cellOf[at] ?? 0
    const place = next[cell] ?? 0
    order[place] = at
    next[cell] = place + 1
  }

  const scratch = new Uint32Array(xs.length)
  const index: PointIndex = {
    xs,
    ys,
    inside(west, north, east, south, found) {
      let count = 0
      if (!(east >= west && south >= north)) return 0
      const [from, to] = [column(west), column(east)]
      for (let line = row(north); line <= row(south); line += 1) {
        const end = starts[line * columns + to + 1] ?? 0
        for (let place = starts[line * columns + from] ?? 0; place < end; place += 1) {
          const at = order[place] ?? 0
          const x = xs[at] ?? 0
          const y = ys[at] ?? 0
          if (x < west || x > east || y < north || y > south) continue
          found[count] = at
          count += 1
        }
      }
      return count
    },
    nearest(x, y, radius) {
      const count = index.inside(x - radius, y - radius, x + radius, y + radius, scratch)
      let best = -1
      let least = radius
      for (let place = 0; place < count; place += 1) {
        const at = scratch[place] ?? 0
        const far = Math.hypot((xs[at] ?? 0) - x, (ys[at] ?? 0) - y)
        if (far > least || (far === least && at < best)) continue
        best = at
        least = far
      }
      return best
    },
  }
  return index
}

/** Positions of the points in a rectangle, for callers that ask now and then. */
export function positionsInside(
  index: PointIndex,
  left: number,
  top: number,
  right: number,
  bottom: number,
): readonly number[] {
  const found = new Uint32Array(index.xs.length)
  return Array.from(found.subarray(0, index.inside(left, top, right, bottom, found)))
}
