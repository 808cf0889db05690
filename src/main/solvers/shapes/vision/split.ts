import type { Form } from '../instruction/request.ts'
import type { Position } from '../picture.ts'
import { formOf } from './form.ts'
import { hullArea } from './hull.ts'
import type { Outline } from './outline.ts'
import { encloses, momentsOf } from './outline.ts'

export interface Part {
  readonly outline: Outline
  readonly form: Form | undefined
}

/** A form that explains its outline this well is not looked at again; a part that was cut off is worn at the cut. */
const GOOD = 0.016
const PART = 0.03
/** Parts must explain the whole this many times better. */
const BETTER = 1.6
const MOST_CUTS = 4
/** Outlines that fill this share of the tightest line around them have no neck. */
const CONVEX = 0.97
/** How far a ring's hole may lie from its centre, share of the square root of the area. */
const CENTRAL = 0.15
/** Smallest part worth cutting off: share of the area, and points of its outline. */
const SMALLEST_SHARE = 0.015
const SMALLEST_OUTLINE = 24
/** Cuts that are tried, narrowest first. */
const TRIES = 12

/**
 * Takes things of one colour that touch apart: an outline that no form explains well is cut at its narrowest necks. A cut is kept where
 * a form explains the one part well and the other part, cut further if need be. `holes` are the middles of places where ground shows
 * through.
 */
export function partsOf(outline: Outline, holes: readonly Position[]): Part[] {
  const whole = explain(outline, holes)
  if ((whole.form !== undefined && whole.error < GOOD) || momentsOf(outline).area > CONVEX * hullArea(outline))
    return [whole]
  const parts = cut(outline, holes, MOST_CUTS)
  if (!parts) return [whole]
  const worst = Math.max(...parts.map((part) => part.error))
  return whole.form === undefined || worst * BETTER < whole.error ? parts : [whole]
}

function cut(outline: Outline, holes: readonly Position[], cuts: number): Explained[] | undefined {
  if (cuts === 0) return undefined
  for (const [from, to] of necks(outline)) {
    const halves = [outline.slice(from, to + 1), [...outline.slice(to), ...outline.slice(0, from + 1)]]
    const [best, other] = halves.map((half) => explain(half, holes)).sort((one, another) => one.error - another.error)
    if (!best || !other || best.form === undefined || best.error > PART) continue
    if (other.form !== undefined && other.error < PART) return [best, other]
    const rest = cut(other.outline, holes, cuts - 1)
    if (rest) return [best, ...rest]
  }
  return undefined
}

interface Explained extends Part {
  readonly error: number
}

function explain(outline: Outline, holes: readonly Position[]): Explained {
  const { area, centre } = momentsOf(outline)
  const inside = holes.filter((hole) => encloses(outline, hole))
  const central = inside.some((hole) => Math.hypot(hole.x - centre.x, hole.y - centre.y) < CENTRAL * Math.sqrt(area))
  const explained = { outline, ...formOf(outline, central) }
  // A hole at one side is that of a ring among other things.
  return inside.length > 0 && !central ? { ...explained, form: undefined } : explained
}

/** Pairs of points near each other across the inside and far apart along the outline; narrowest first. */
function necks(outline: Outline): (readonly [from: number, to: number])[] {
  const stride = Math.max(1, Math.floor(outline.length / 160))
  const area = momentsOf(outline).area
  const found: { from: number; to: number; narrowness: number }[] = []
  for (let from = 0; from < outline.length; from += stride) {
    for (let to = from + SMALLEST_OUTLINE; to < outline.length; to += stride) {
      const along = Math.min(to - from, outline.length - (to - from))
      if (along < SMALLEST_OUTLINE) continue
      const across = Math.hypot(outline[to]!.x - outline[from]!.x, outline[to]!.y - outline[from]!.y)
      if (across / along > 0.3) continue
      found.push({ from, to, narrowness: across / along })
    }
  }
  found.sort((one, other) => one.narrowness - other.narrowness)
  return distinct(found, outline.length)
    .filter(({ from, to }) => {
      const share = momentsOf(outline.slice(from, to + 1)).area / area
      return share > SMALLEST_SHARE && share < 1 - SMALLEST_SHARE
    })
    .map(({ from, to }) => [from, to] as const)
}

/** Of pairs that cut at about the same place only the narrowest. */
function distinct(pairs: readonly { from: number; to: number }[], length: number): { from: number; to: number }[] {
  const kept: { from: number; to: number }[] = []
  const near = (a: number, b: number) => Math.min(Math.abs(a - b), length - Math.abs(a - b)) < length / 40
  for (const pair of pairs) {
    if (kept.length === TRIES) break
    if (!kept.some((other) => near(pair.from, other.from) && near(pair.to, other.to))) kept.push(pair)
  }
  return kept
}
