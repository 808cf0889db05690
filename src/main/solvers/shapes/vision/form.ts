import type { Form } from '../instruction/request.ts'
import type { Position } from '../picture.ts'
import { fitEllipse } from './ellipse.ts'
import type { Outline } from './outline.ts'
import { momentsOf, resample } from './outline.ts'
import type { PolygonFit } from './polygon.ts'
import { fitPolygons } from './polygon.ts'

/** Points an outline is measured at. */
const SAMPLES = 240
/** Longer over shorter axis up to which an ellipse is a circle, and longer over shorter side up to which a rectangle is a square. */
const ROUND = 1.17
const EQUAL = 1.2
/** Pixels that every outline is off by: it follows the sides of pixels, and blur wears corners. */
const WEAR = 0.4
/** Error beyond which no form explains an outline, and beyond which the outside of a ring is not round. */
const WORST = 0.045
const WORST_RING = 0.03

export interface FormFit {
  /** Undefined where the outline is none of the known forms. */
  readonly form: Form | undefined
  /** How badly the form explains the outline: what its error exceeds the pixels by, over the square root of the area. */
  readonly error: number
}

/** Turn at each corner, degrees; positive where the outline bulges. */
function turns(corners: readonly Position[]): number[] {
  return corners.map((corner, index) => {
    const before = corners[(index + corners.length - 1) % corners.length]!
    const behind = corners[(index + 1) % corners.length]!
    const into = Math.atan2(corner.y - before.y, corner.x - before.x)
    const out = Math.atan2(behind.y - corner.y, behind.x - corner.x)
    const turn = ((out - into) * 180) / Math.PI
    return ((turn + 540) % 360) - 180
  })
}

const sides = (corners: readonly Position[]): number[] =>
  corners.map((corner, index) => {
    const behind = corners[(index + 1) % corners.length]!
    return Math.hypot(behind.x - corner.x, behind.y - corner.y)
  })

/**
 * A convex polygon whose corners and sides are all marked enough to be seen as such. Five and six corners must be about even: a worn
 * rectangle or triangle has as many, but of unlike sides.
 */
function isPlain({ corners }: PolygonFit): boolean {
  const lengths = sides(corners)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  const even = corners.length > 4
  const turn = 360 / corners.length
  const [low, high] = even ? [turn - 30, turn + 30] : [25, 170]
  return (
    turns(corners).every((angle) => angle > low && angle < high) &&
    lengths.every((length) => length > (even ? 0.55 : 0.35) * mean)
  )
}

function quadrilateral({ corners }: PolygonFit): Form | undefined {
  if (turns(corners).some((turn) => Math.abs(turn - 90) > 14)) return undefined
  const [a = 1, b = 1, c = 1, d = 1] = sides(corners)
  const ratio = (a + c) / (b + d)
  return Math.max(ratio, 1 / ratio) < EQUAL ? 'square' : 'rectangle'
}

/** Most that the inner corners of a star may be from its middle, as a share of the outer ones. */
const STAR_DEPTH = 0.75

/** Corners in turn outwards and inwards, the inner ones well inside: on a side with a step in it, lines that hardly differ meet as spikes. */
const isStar = ({ corners }: PolygonFit): boolean => {
  const all = turns(corners)
  const middle = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
    y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
  }
  const reach = corners.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y))
  const outer = reach.filter((_, index) => all[index]! > 0)
  const inner = reach.filter((_, index) => all[index]! <= 0)
  return (
    all.every((turn, index) => ((index % 2 === 0) === all[0]! > 0 ? turn > 50 : turn < -20)) &&
    Math.max(...inner) < STAR_DEPTH * Math.min(...outer)
  )
}

/** Four times: two right angles outwards, one inwards. */
const isCross = ({ corners }: PolygonFit): boolean => {
  const all = turns(corners)
  const inward = all.findIndex((turn) => turn < 0)
  return all.every((turn, index) => Math.abs(turn - ((index - inward) % 3 === 0 ? -90 : 90)) < 30)
}

/**
 * Names the form of a closed outline, whatever its size and turn, by the model that lies nearest to it: the ellipse of its moments or a
 * polygon of 3 to 12 corners. `hollow` tells that ground shows through its middle.
 */
export function formOf(outline: Outline, hollow: boolean): FormFit {
  const points = resample(outline, SAMPLES)
  const moments = momentsOf(points)
  const size = Math.sqrt(moments.area)
  const ellipse = fitEllipse(points, moments)
  const rounds = ellipse.ratio < ROUND ? 'circle' : 'ellipse'
  if (hollow) {
    const form = rounds === 'circle' ? 'ring' : undefined
    return verdict(size, { form, pixels: ellipse.error, corners: 0 }, WORST_RING)
  }
  let best: Candidate = { form: rounds, pixels: ellipse.error, corners: 0 }
  for (const [corners, fit] of fitPolygons(points, [3, 4, 5, 6, 8, 10, 12])) {
    const form = polygonForm(corners, fit)
    if (form !== 'none' && cost(size, { form, pixels: fit.error, corners }) < cost(size, best))
      best = { form, pixels: fit.error, corners }
  }
  return verdict(size, best)
}

interface Candidate {
  readonly form: Form | undefined
  readonly pixels: number
  readonly corners: number
}

/** More corners fit anything better; each costs a little. */
const cost = (size: number, { pixels, corners }: Candidate): number => pixels / size + Math.max(0, corners - 3) * 0.0006

function verdict(size: number, { form, pixels }: Candidate, worst = WORST): FormFit {
  const error = Math.max(0, pixels - WEAR) / size
  return { form: error < worst ? form : undefined, error }
}

/** `none`: no polygon of this number of corners; undefined: one, but of no known form (a kite, say). */
function polygonForm(count: number, fit: PolygonFit): Form | undefined | 'none' {
  if (count === 12 && isCross(fit)) return 'cross'
  if (count >= 8) return isStar(fit) ? 'star' : 'none'
  if (!isPlain(fit)) return 'none'
  if (count === 3) return 'triangle'
  if (count === 4) return quadrilateral(fit)
  return count === 5 ? 'pentagon' : 'hexagon'
}
