/*
 * The assignment is a flow source → rows → columns → sink, one unit a pair. Two best assignments differ by cycles of cost 0
 * in the residual graph of either. Node potentials (Bellman–Ford) show which arcs can lie on such a cycle, so that the
 * search for one needs no costs: Ahuja, Magnanti, Orlin, Network Flows, 1993, sections 2.4 and 9.3.
 */

/** A pair that is possible: the position of a column, and what the pair costs (finite, not negative). */
export interface Edge {
  readonly to: number
  readonly cost: number
}

interface Arc {
  readonly to: number
  readonly cost: number
}

/** Relative to the largest cost: below `SLACK` a gain is rounding, below `TIGHT` two costs are the same. */
const SLACK = 1e-11
const TIGHT = 1e-9

/** The largest cost of any edge; 0 without edges. */
export const highestCost = (rows: readonly (readonly Edge[])[]): number =>
  rows.reduce((most, edges) => edges.reduce((highest, edge) => Math.max(highest, edge.cost), most), 0)

/**
 * Of all assignments that are as good as `chosen`, the one in which the first row has the lowest column it can have
 * (none is higher than any), then the second, and so on. `chosen` must be of most pairs and least cost.
 */
export function breakTies(rows: readonly (readonly Edge[])[], columns: number, chosen: readonly number[]): number[] {
  const match = [...chosen]
  const owner = Array.from<number>({ length: columns }).fill(-1)
  for (const [row, column] of match.entries()) if (column >= 0) owner[column] = row
  const source = rows.length + columns
  const sink = source + 1
  const scale = Math.max(1e-6, highestCost(rows))

  const columnNode = (column: number) => rows.length + column
  function arcsOf(node: number): Arc[] {
    if (node === source) return match.flatMap((column, row) => (column < 0 ? [{ to: row, cost: 0 }] : []))
    if (node === sink) return owner.flatMap((row, column) => (row < 0 ? [] : [{ to: columnNode(column), cost: 0 }]))
    const edges = rows[node]
    if (edges) {
      const taken = match[node] ?? -1
      const arcs = edges.filter((edge) => edge.to !== taken).map(({ to, cost }) => ({ to: columnNode(to), cost }))
      if (taken >= 0) arcs.push({ to: source, cost: 0 })
      return arcs
    }
    const column = node - rows.length
    const row = owner[column] ?? -1
    if (row < 0) return [{ to: sink, cost: 0 }]
    return [{ to: row, cost: -(rows[row]?.find((edge) => edge.to === column)?.cost ?? 0) }]
  }

  const potential = new Float64Array(sink + 1)
  const at = (node: number): number => potential[node] ?? 0
  function settlePotentials() {
    const graph = Array.from(potential, (_, node) => arcsOf(node))
    for (let round = 0, changed = true; changed && round <= sink; round += 1) {
      changed = false
      for (const [node, arcs] of graph.entries())
        for (const { to, cost } of arcs)
          if (at(node) + cost < at(to) - SLACK * scale) {
            potential[to] = at(node) + cost
            changed = true
          }
    }
  }
  const isTight = (node: number, arc: Arc): boolean => arc.cost + at(node) - at(arc.to) <= TIGHT * scale

  /** The nodes from `start` to `goal` along tight arcs past no row before `goal`, or undefined. */
  function findPath(start: number, goal: number): number[] | undefined {
    const from = new Map<number, number>([[start, -1]])
    const queue = [start]
    for (const node of queue) {
      for (const arc of arcsOf(node)) {
        const isFixed = arc.to < goal
        if (isFixed || from.has(arc.to) || !isTight(node, arc)) continue
        from.set(arc.to, node)
        if (arc.to === goal) {
          const path = [goal]
          for (let step = node; step >= 0; step = from.get(step) ?? -1) path.unshift(step)
          return path
        }
        queue.push(arc.to)
      }
    }
    return undefined
  }

  /** Sends one unit round a cycle of nodes: rows give up what they had and take the column that follows them. */
  function follow(cycle: readonly number[]) {
    for (const node of cycle) {
      const had = node < rows.length ? (match[node] ?? -1) : -1
      if (had >= 0) {
        owner[had] = -1
        match[node] = -1
      }
    }
    for (const [index, node] of cycle.entries()) {
      const column = (cycle[(index + 1) % cycle.length] ?? source) - rows.length
      if (node < rows.length && column >= 0 && column < columns) {
        match[node] = column
        owner[column] = node
      }
    }
  }

  settlePotentials()
  for (const [row, edges] of rows.entries()) {
    const current = match[row] ?? -1
    for (const { to, cost } of edges) {
      if (to === current) break
      if ((owner[to] ?? -1) >= 0 && (owner[to] ?? -1) < row) continue
      if (!isTight(row, { to: columnNode(to), cost })) continue
      const path = findPath(columnNode(to), row)
      if (path) {
        follow(path)
        break
      }
    }
  }
  return match
}
