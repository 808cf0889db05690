import type { Colour, Form } from '../../src/main/solvers/shapes/instruction/request.ts'
import type { Position } from '../../src/main/solvers/shapes/picture.ts'
import type { Rgb } from './paint.ts'
import type { Random } from './random.ts'

/** A form of radius 1 around its centre of gravity, before it is turned: its edge as a fine polygon. */
export interface Cut {
  readonly form: Form
  readonly edge: readonly Position[]
  /** Radius of the hole of a ring. */
  readonly hole?: number
}

/** A form on a scene: what is drawn, and the truth. */
export interface Figure {
  readonly form: Form
  readonly colour: Colour
  readonly paint: Rgb
  readonly centre: Position
  /** Radius of the circle around it, pixels. */
  readonly radius: number
  /** Square pixels; a ring counts with its hole. */
  readonly area: number
  readonly edge: readonly Position[]
  readonly hole?: number
}

const around = (count: number, radius: (index: number) => number): Position[] =>
  Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count
    return { x: radius(index) * Math.cos(angle), y: radius(index) * Math.sin(angle) }
  })

const box = (width: number, height: number): Position[] => [
  { x: -width, y: -height },
  { x: width, y: -height },
  { x: width, y: height },
  { x: -width, y: height },
]

function triangle(random: Random): Position[] {
  // Angles of at least 38 degrees.
  const angles = [random.between(38, 66), random.between(38, 66)]
  const [a = 60, b = 60] = angles.map((degrees) => (degrees * Math.PI) / 180)
  const apex = { x: Math.sin(b) * Math.cos(a), y: Math.sin(b) * Math.sin(a) }
  return [{ x: 0, y: 0 }, { x: Math.sin(a + b), y: 0 }, apex]
}

function cross(arm: number): Position[] {
  const corner = [
    { x: 1, y: -arm },
    { x: 1, y: arm },
    { x: arm, y: arm },
  ]
  return [0, 1, 2, 3].flatMap((quarter) => corner.map((point) => turn(point, (quarter * Math.PI) / 2)))
}

const edges: Readonly<Record<Form, (random: Random) => Position[]>> = {
  circle: () => around(96, () => 1),
  ring: () => around(96, () => 1),
  ellipse: (random) => {
    const ratio = random.between(1.4, 2.4)
    return around(96, () => 1).map((point) => ({ x: point.x, y: point.y / ratio }))
  },
  square: () => box(1, 1),
  rectangle: (random) => box(1, 1 / random.between(1.45, 3)),
  triangle,
  pentagon: () => around(5, () => 1),
  hexagon: () => around(6, () => 1),
  star: (random) => {
    const points = random.pick([5, 5, 5, 5, 4, 6])
    const inner = points === 6 ? random.between(0.45, 0.58) : random.between(0.36, 0.48)
    return around(points * 2, (index) => (index % 2 === 0 ? 1 : inner))
  },
  cross: (random) => cross(random.between(0.28, 0.42)),
}

const turn = ({ x, y }: Position, angle: number): Position => ({
  x: x * Math.cos(angle) - y * Math.sin(angle),
  y: x * Math.sin(angle) + y * Math.cos(angle),
})

/** A form with proportions by chance. */
export function cutForm(random: Random, form: Form): Cut {
  const raw = edges[form](random)
  const { centre } = surface(raw)
  const moved = raw.map((point) => ({ x: point.x - centre.x, y: point.y - centre.y }))
  const reach = Math.max(...moved.map((point) => Math.hypot(point.x, point.y)))
  const edge = moved.map((point) => ({ x: point.x / reach, y: point.y / reach }))
  return { form, edge, ...(form === 'ring' && { hole: random.between(0.4, 0.7) }) }
}

/** Lays a cut form on a scene. */
export function place(
  cut: Cut,
  at: {
    readonly centre: Position
    readonly radius: number
    readonly angle: number
    readonly colour: Colour
    readonly paint: Rgb
  },
): Figure {
  const edge = cut.edge.map((point) => {
    const turned = turn(point, at.angle)
    return { x: at.centre.x + turned.x * at.radius, y: at.centre.y + turned.y * at.radius }
  })
  return {
    form: cut.form,
    colour: at.colour,
    paint: at.paint,
    centre: at.centre,
    radius: at.radius,
    area: surface(edge).area,
    edge,
    ...(cut.hole !== undefined && { hole: cut.hole * at.radius }),
  }
}

/** Area and centre of gravity inside an edge. */
export function surface(edge: readonly Position[]): { area: number; centre: Position } {
  let area = 0
  let x = 0
  let y = 0
  edge.forEach((a, index) => {
    const b = edge[(index + 1) % edge.length] ?? a
    const part = a.x * b.y - b.x * a.y
    area += part / 2
    x += ((a.x + b.x) * part) / 6
    y += ((a.y + b.y) * part) / 6
  })
  return { area: Math.abs(area), centre: { x: x / area, y: y / area } }
}

/** Whether a point lies inside the edge (the hole of a ring counts as inside). */
export function contains({ edge }: Pick<Figure, 'edge'>, point: Position): boolean {
  let inside = false
  edge.forEach((a, index) => {
    const b = edge[(index + 1) % edge.length] ?? a
    if (a.y > point.y !== b.y > point.y && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x)
      inside = !inside
  })
  return inside
}

/** Length of the one edge that runs less than 1.5 pixels from the other, pixels. */
export function contact(one: Figure, other: Figure): number {
  let length = 0
  one.edge.forEach((a, index) => {
    const b = one.edge[(index + 1) % one.edge.length] ?? a
    const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y))
    for (let step = 0; step < steps; step += 1) {
      const point = { x: a.x + ((b.x - a.x) * step) / steps, y: a.y + ((b.y - a.y) * step) / steps }
      const near = other.edge.some(
        (from, at) => toSide(point, from, other.edge[(at + 1) % other.edge.length] ?? from) < 1.5,
      )
      if (near) length += 1
    }
  })
  return length
}

/** Shortest distance between two edges, pixels; 0 where they overlap. */
export function gap(one: Figure, other: Figure): number {
  const apart = Math.hypot(one.centre.x - other.centre.x, one.centre.y - other.centre.y) - one.radius - other.radius
  if (apart > 20) return apart
  if (one.edge.some((point) => contains(other, point)) || other.edge.some((point) => contains(one, point))) return 0
  const sides = (figure: Figure) =>
    figure.edge.map((a, index) => [a, figure.edge[(index + 1) % figure.edge.length] ?? a] as const)
  let least = Infinity
  for (const [from, to] of sides(one))
    for (const [start, end] of sides(other)) {
      if (cross2(from, to, start, end)) return 0
      least = Math.min(
        least,
        toSide(from, start, end),
        toSide(to, start, end),
        toSide(start, from, to),
        toSide(end, from, to),
      )
    }
  return least
}

const side = (a: Position, b: Position, c: Position) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

const cross2 = (a: Position, b: Position, c: Position, d: Position): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

function toSide(point: Position, from: Position, to: Position): number {
  const x = to.x - from.x
  const y = to.y - from.y
  const along = Math.min(1, Math.max(0, ((point.x - from.x) * x + (point.y - from.y) * y) / (x * x + y * y || 1)))
  return Math.hypot(point.x - from.x - along * x, point.y - from.y - along * y)
}
