/** Where a map, given row by row, is at its highest among its eight neighbours and at least `least`: indices. */
export function peaks(map: Float32Array, columns: number, least: number): number[] {
  const found: number[] = []
  for (let at = 0; at < map.length; at += 1) if ((map[at] ?? 0) >= least && isPeak(map, columns, at)) found.push(at)
  return found
}

function isPeak(map: Float32Array, columns: number, at: number): boolean {
  const score = map[at] ?? 0
  const column = at % columns
  for (let row = -columns; row <= columns; row += columns)
    for (let step = -1; step <= 1; step += 1) {
      if ((row === 0 && step === 0) || column + step < 0 || column + step >= columns) continue
      const other = map[at + row + step] ?? -1
      // Of two equal ones the first counts.
      if (other > score || (other === score && row + step < 0)) return false
    }
  return true
}
