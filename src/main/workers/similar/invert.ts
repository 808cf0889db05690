/**
 * The inverse of a square matrix of products, row by row, by Gauss–Jordan elimination with pivots. A direction in which nothing changes, such as the turn of a disc, is made stiff and stays put.
 */
export function invert(matrix: readonly (readonly number[])[]): number[] {
  const size = matrix.length
  const most = Math.max(...matrix.map((row, at) => row[at] ?? 0))
  const rows = matrix.map((row, at) => [
    ...row.map((value, column) => value + (column === at ? 1e-3 * (row[at] ?? 0) + 1e-6 * most : 0)),
    ...row.map((_, column) => (column === at ? 1 : 0)),
  ])
  for (let at = 0; at < size; at += 1) {
    let pivot = at
    for (let row = at + 1; row < size; row += 1)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row
    const chosen = rows[pivot] ?? []
    rows[pivot] = rows[at] ?? []
    const by = chosen[at] ?? 1
    rows[at] = chosen.map((value) => value / by)
    for (let row = 0; row < size; row += 1) {
      if (row === at) continue
      const factor = rows[row]?.[at] ?? 0
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * (rows[at]?.[column] ?? 0))
    }
  }
  return rows.flatMap((row) => row.slice(size))
}
