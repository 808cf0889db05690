import type { Form } from '../instruction/request.ts'
import { formOf } from './form.ts'
import type { Outline } from './outline.ts'
import { momentsOf } from './outline.ts'

export interface Part {
  readonly outline: Outline
  readonly form: Form | undefined
}

/** A form that explains its outline this well is not looked at again, share of the square root of the area. */
const GOOD = 0.022
/** A part that was cut off is worn at the cut and may be explained less well. */
const PART = 0.035
const MOST_CUTS = 4
/** Smallest part worth cutting off: share of the area, and points of its outline. */
const SMALLEST_SHARE = 0.06
const SMALLEST_OUTLINE = 24
/** Cuts that are tried, narrowest first. */
const TRIES = 12

/**
 * Takes things of one colour that touch apart: an outline that no form explains well is cut at its narrowest necks. A cut is kept where
 * a form explains the one part well and the other part, cut further if need be, at least somehow.
 */
export function partsOf(outline: Outline, hollow: boolean): Part[] {
  const whole = formOf(outline, hollow)
  if (hollow || (whole.form !== undefined && whole.error < GOOD)) return [{ outline, form: whole.form }]
  return cut(outline, MOST_CUTS) ?? [{ outline, form: whole.form }]
}

function cut(outline: Outline, cuts: number): Part[] | undefined {
  if (cuts === 0) return undefined
  for (const [from, to] of necks(outline)) {
    const halves = [outline.slice(from, to + 1), [...outline.slice(to), ...outline.slice(0, from + 1)]]
    const [best, other] = halves
      .map((half) => ({ outline: half, ...formOf(half, false) }))
      .sort((one, another) => one.error - another.error)
    if (!best || !other || best.form === undefined || best.error > PART) continue
    if (other.form !== undefined && other.error < PART) return [best, other]
    const rest = cut(other.outline, cuts - 1)
    if (rest) return [best, ...rest]
  }
  return undefined
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
