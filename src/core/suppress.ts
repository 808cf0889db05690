/** Something found: its centre, the upright box round it in the same pixels, and how good it is. */
export interface ScoredBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly score: number
}

/** Boxes that share more than this part of the smaller one are one thing. */
const SHARED = 0.4

/**
 * Leaves the best `layers` of those that lie over each other (non-maximum suppression where that is one), best first, at
 * most `most`.
 */
export function suppress<Found extends ScoredBox>(matches: readonly Found[], most: number, layers = 1): Found[] {
  // With cells as wide as the widest box whatever overlaps a box lies in its own cell or in one beside it.
  const cell = matches.reduce((widest, { width, height }) => Math.max(widest, width, height), 1)
  const placeOf = ({ x, y }: ScoredBox) => ({ column: Math.floor(x / cell), row: Math.floor(y / cell) })
  const cells = new Map<string, Found[]>()
  const isTaken = (match: Found): boolean => {
    const { column, row } = placeOf(match)
    let over = 0
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const other of cells.get(`${column + dx} ${row + dy}`) ?? []) {
          if (sharedPart(match, other) > SHARED) over += 1
          if (over >= layers) return true
        }
    return false
  }
  const kept: Found[] = []
  for (const match of matches.toSorted((one, other) => other.score - one.score)) {
    if (kept.length >= most) break
    if (isTaken(match)) continue
    kept.push(match)
    const { column, row } = placeOf(match)
    const own = cells.get(`${column} ${row}`)
    if (own) own.push(match)
    else cells.set(`${column} ${row}`, [match])
  }
  return kept
}

/** How much of the smaller box lies under the other. */
function sharedPart(one: ScoredBox, other: ScoredBox): number {
  const width = sharedLength(one.x, one.width, other.x, other.width)
  const height = sharedLength(one.y, one.height, other.y, other.height)
  return (width * height) / Math.min(one.width * one.height, other.width * other.height)
}

const sharedLength = (middle: number, length: number, otherMiddle: number, otherLength: number): number =>
  Math.max(
    0,
    Math.min(middle + length / 2, otherMiddle + otherLength / 2) -
      Math.max(middle - length / 2, otherMiddle - otherLength / 2),
  )
