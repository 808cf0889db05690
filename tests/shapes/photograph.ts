import sharp from 'sharp'
import type { Position } from '../../src/main/solvers/shapes/picture.ts'
import { surface } from './figure.ts'
import type { Rgb } from './paint.ts'
import { contrast, css, groundColour, mix } from './paint.ts'
import type { Random } from './random.ts'
import { addNoise, decode } from './render.ts'

/** A picture as a camera might take it of one thing on a plain ground, and where the thing is. */
export interface Photograph {
  readonly bytes: Buffer
  readonly thing: { readonly edge: readonly Position[]; readonly centre: Position; readonly area: number }
}

/**
 * Draws a lumpy thing with texture, light from one side, a highlight and a soft shadow, on a ground that darkens towards the corners,
 * with camera noise and JPEG at quality 75. The thing's darkest parts stay apart from the ground: no eye finds an edge that is not there.
 */
export async function takePhotograph(random: Random): Promise<Photograph> {
  const width = random.whole(400, 1_000)
  const height = random.whole(360, 800)
  const ground = groundColour(random)
  const size = Math.min(width, height) * random.between(0.14, 0.32)
  const middle = {
    x: random.between(1.4 * size, width - 1.4 * size),
    y: random.between(1.4 * size, height - 1.4 * size),
  }
  const edge = lump(random, middle, size)
  const svg = draw(random, { width, height, ground, body: bodyColour(random, ground), edge, size, middle })
  const drawn = await decode(await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer())
  const bytes = await addNoise(drawn, random, random.between(2, 6)).jpeg({ quality: 75 }).toBuffer()
  return { bytes, thing: { edge, ...surface(edge) } }
}

function bodyColour(random: Random, ground: Rgb): Rgb {
  for (;;) {
    const body: Rgb = [random.whole(30, 240), random.whole(30, 240), random.whole(30, 240)]
    const shades = [mix(body, [0, 0, 0], 0.4), body, mix(body, [255, 255, 255], 0.4)]
    const grounds = [ground, mix(ground, [0, 0, 0], 0.35)]
    if (shades.every((shade) => grounds.every((other) => contrast(shade, other) > 0.14))) return body
  }
}

/** A closed line that swings around a circle. */
function lump(random: Random, middle: Position, size: number): Position[] {
  const waves = [2, 3, 4, 5].map((count) => ({
    count,
    height: random.between(0, 0.34 / count),
    start: random.between(0, 2 * Math.PI),
  }))
  return Array.from({ length: 180 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 180
    const swing = waves.reduce((sum, wave) => sum + wave.height * Math.cos(wave.count * angle + wave.start), 1)
    return { x: middle.x + size * swing * Math.cos(angle), y: middle.y + size * swing * Math.sin(angle) }
  })
}

function draw(
  random: Random,
  {
    width,
    height,
    ground,
    body,
    edge,
    size,
    middle,
  }: {
    width: number
    height: number
    ground: Rgb
    body: Rgb
    edge: readonly Position[]
    size: number
    middle: Position
  },
): string {
  const line = `M${edge.map((point) => `${point.x.toFixed(2)} ${point.y.toFixed(2)}`).join('L')}Z`
  const light = random.between(0.2, 0.8)
  const texture = random.between(0.03, 0.12)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<radialGradient id="ground" cx="0.5" cy="0.5" r="0.75"><stop offset="0.4" stop-color="${css(ground)}"/><stop offset="1" stop-color="${css(mix(ground, [0, 0, 0], random.between(0.05, 0.35)))}"/></radialGradient>
<radialGradient id="body" cx="${light}" cy="0.25" r="0.9"><stop offset="0" stop-color="${css(mix(body, [255, 255, 255], 0.35))}"/><stop offset="0.35" stop-color="${css(body)}"/><stop offset="1" stop-color="${css(mix(body, [0, 0, 0], 0.35))}"/></radialGradient>
<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${size * 0.16}"/></filter>
<filter id="texture" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="${random.between(0.02, 0.3)}" numOctaves="3" seed="${random.whole(1, 9_999)}"/><feColorMatrix type="matrix" values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  ${texture * 8} 0 0 0 ${-texture * 3}"/></filter>
<clipPath id="edge"><path d="${line}"/></clipPath></defs>
<rect width="100%" height="100%" fill="url(#ground)"/>
<ellipse cx="${middle.x + (0.5 - light) * size}" cy="${middle.y + size * 0.45}" rx="${size * 1.05}" ry="${size * 0.7}" fill="black" opacity="0.3" filter="url(#soft)"/>
<path d="${line}" fill="url(#body)"/><g clip-path="url(#edge)"><rect width="100%" height="100%" filter="url(#texture)"/></g></svg>`
}
