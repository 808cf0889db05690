import type { Rgb } from './paint.ts'
import { contrast, css, groundColour, mix } from './paint.ts'
import type { Random } from './random.ts'

export type GroundKind = 'plain' | 'gradient' | 'textured'

/** What lies behind the figures. */
export interface Ground {
  readonly kind: GroundKind
  /** Colours that occur in it, from one end to the other; figures keep their distance from all of them. */
  readonly colours: readonly Rgb[]
  /** SVG that covers the whole picture. */
  readonly svg: string
}

const COVER = 'width="100%" height="100%"'

export function makeGround(random: Random, kind: GroundKind): Ground {
  const base = groundColour(random)
  if (kind === 'plain') return { kind, colours: [base], svg: `<rect ${COVER} fill="${css(base)}"/>` }
  if (kind === 'gradient') return gradient(random, base)
  return texture(random, base)
}

function gradient(random: Random, base: Rgb): Ground {
  let end = groundColour(random)
  while (contrast(base, end) > 0.4 || contrast(base, end) < 0.08) end = groundColour(random)
  const stops = `<stop offset="0" stop-color="${css(base)}"/><stop offset="1" stop-color="${css(end)}"/>`
  const angle = random.between(0, 360)
  const shape = random.chance(0.7)
    ? `<linearGradient id="ground" gradientTransform="rotate(${angle} 0.5 0.5)">${stops}</linearGradient>`
    : `<radialGradient id="ground" cx="${random.between(0.2, 0.8)}" cy="${random.between(0.2, 0.8)}" r="0.8">${stops}</radialGradient>`
  return {
    kind: 'gradient',
    colours: [0, 0.25, 0.5, 0.75, 1].map((share) => mix(base, end, share)),
    svg: `<defs>${shape}</defs><rect ${COVER} fill="url(#ground)"/>`,
  }
}

/** Clouds, grain, stripes or dots in two colours that are near each other: far less apart than any figure is from its ground. */
function texture(random: Random, base: Rgb): Ground {
  const away: Rgb = base[0] + base[1] + base[2] > 384 ? [0, 0, 0] : [255, 255, 255]
  const strength = random.between(0.025, 0.07)
  let other = base
  for (let share = 0.01; contrast(base, other) < strength; share += 0.01) other = mix(base, away, share)
  const colours = [base, mix(base, other, 0.5), other]
  const rect = `<rect ${COVER} fill="${css(base)}"/>`
  const style = random.pick(['clouds', 'grain', 'stripes', 'dots'] as const)
  if (style === 'stripes' || style === 'dots') {
    const size = random.between(6, 22)
    const mark =
      style === 'stripes'
        ? `<rect width="${size}" height="${size / 2}" fill="${css(other)}"/>`
        : `<circle cx="${size / 2}" cy="${size / 2}" r="${size / 4}" fill="${css(other)}"/>`
    const pattern = `<pattern id="ground" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${random.between(0, 180)})">${mark}</pattern>`
    return { kind: 'textured', colours, svg: `${rect}<defs>${pattern}</defs><rect ${COVER} fill="url(#ground)"/>` }
  }
  const frequency = style === 'clouds' ? random.between(0.006, 0.03) : random.between(0.2, 0.7)
  // The noise becomes the opacity of the second colour.
  const filter =
    `<filter id="ground" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">` +
    `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="3" seed="${random.whole(1, 9_999)}" result="noise"/>` +
    `<feColorMatrix type="matrix" values="0 0 0 0 ${other[0] / 255}  0 0 0 0 ${other[1] / 255}  0 0 0 0 ${other[2] / 255}  2.4 0 0 0 -0.7"/></filter>`
  return { kind: 'textured', colours, svg: `${rect}<defs>${filter}</defs><rect ${COVER} filter="url(#ground)"/>` }
}
