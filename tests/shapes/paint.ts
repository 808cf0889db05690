import type { Colour } from '../../src/main/solvers/shapes/instruction/request.ts'
import type { Lab } from '../../src/main/solvers/shapes/vision/oklab.ts'
import { labDistance, labOf } from '../../src/main/solvers/shapes/vision/oklab.ts'
import type { Random } from './random.ts'

/** sRGB, 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number]

type Range = readonly [low: number, high: number]

/**
 * What everybody would give each name, as ranges of hue (degrees), saturation and value. Between the ranges lie the colours that people
 * name differently; no scene holds them, so that its truth is beyond dispute.
 */
const NAMED: Readonly<Record<Colour, readonly [hue: Range, saturation: Range, value: Range]>> = {
  red: [
    [-8, 5],
    [0.78, 1],
    [0.68, 1],
  ],
  orange: [
    [25, 36],
    [0.85, 1],
    [0.92, 1],
  ],
  yellow: [
    [49, 58],
    [0.75, 1],
    [0.9, 1],
  ],
  green: [
    [95, 148],
    [0.5, 1],
    [0.4, 0.85],
  ],
  cyan: [
    [176, 188],
    [0.7, 1],
    [0.6, 1],
  ],
  blue: [
    [212, 238],
    [0.65, 1],
    [0.55, 1],
  ],
  purple: [
    [266, 284],
    [0.5, 0.9],
    [0.5, 0.8],
  ],
  pink: [
    [318, 336],
    [0.42, 0.7],
    [0.94, 1],
  ],
  brown: [
    [18, 29],
    [0.6, 0.8],
    [0.36, 0.54],
  ],
  black: [
    [0, 360],
    [0, 0.1],
    [0, 0.12],
  ],
  white: [
    [0, 360],
    [0, 0.02],
    [0.97, 1],
  ],
  grey: [
    [0, 360],
    [0, 0.04],
    [0.42, 0.64],
  ],
}

/** A colour that has this name. */
export function colourNamed(random: Random, name: Colour): Rgb {
  const [hue, saturation, value] = NAMED[name]
  return fromHsv(random.between(...hue), random.between(...saturation), random.between(...value))
}

/** A colour to paint a ground with: mostly muted, light, dark or between, now and then a strong one. */
export function groundColour(random: Random): Rgb {
  const strong = random.chance(0.15)
  const saturation = strong ? random.between(0.3, 0.6) : random.between(0, 0.18)
  const value = random.pick([
    random.between(0.85, 1),
    random.between(0.85, 1),
    random.between(0.1, 0.3),
    random.between(0.3, 0.85),
  ])
  return fromHsv(random.between(0, 360), saturation, value)
}

function fromHsv(hue: number, saturation: number, value: number): Rgb {
  const channel = (offset: number) => {
    const k = (offset + hue / 60 + 6) % 6
    return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1))))
  }
  return [channel(5), channel(3), channel(1)]
}

const lab = (colour: Rgb): Lab => labOf(...colour)

/** How different two colours look, OKLab. */
export const contrast = (one: Rgb, other: Rgb): number => labDistance(lab(one), lab(other))

/** A colour between two others; `share` 0 is the first. */
export const mix = (one: Rgb, other: Rgb, share: number): Rgb => [
  Math.round(one[0] + (other[0] - one[0]) * share),
  Math.round(one[1] + (other[1] - one[1]) * share),
  Math.round(one[2] + (other[2] - one[2]) * share),
]

export const css = (colour: Rgb): string => `rgb(${colour.join(',')})`
