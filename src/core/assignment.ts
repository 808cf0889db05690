import { munkres } from 'munkres'
import type { Edge } from './tie-breaking.ts'
import { breakTies, highestCost } from './tie-breaking.ts'

/**
 * One-to-one assignment of rows to columns along the given edges: as many pairs as possible and, among those, the least
 * total cost; among equals, the first row takes the lowest column it can, then the second, and so on.
 * Edges of a row are in ascending order of column. Returns the column of each row, −1 for none.
 */
export function assign(rows: readonly (readonly Edge[])[], columns: number): number[] {
  const [only] = rows
  if (rows.length === 1 && only) {
    const best = only.reduce<Edge | undefined>(
      (least, edge) => (!least || edge.cost < least.cost ? edge : least),
      undefined,
    )
    return [best ? best.to : -1]
  }
  // Dearer than any full set of possible pairs, so that a possible pair is never given up to save distance. Finite,
  // because the algorithm subtracts costs from each other.
  const forbidden = (highestCost(rows) + 1) * (Math.min(rows.length, columns) + 1)
  const matrix = rows.map((edges) => {
    const costs = Array.from<number>({ length: columns }).fill(forbidden)
    for (const edge of edges) costs[edge.to] = edge.cost
    return costs
  })
  const chosen = rows.map(() => -1)
  for (const [row, column] of munkres(matrix)) if (matrix[row]?.[column] !== forbidden) chosen[row] = column
  return breakTies(rows, columns, chosen)
}
