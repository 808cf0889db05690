import type { Sharp } from 'sharp'
import sharp from 'sharp'
import type { Picture } from '../../src/main/solvers/shapes/picture.ts'
import type { Figure } from './figure.ts'
import { css, mix } from './paint.ts'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'

/** The scene as an image file: PNG where it is clean, JPEG at quality 60 where it is noisy. */
export async function renderScene(random: Random, scene: Scene): Promise<Buffer> {
  const drawn = sharp(Buffer.from(svgOf(random, scene))).removeAlpha()
  if (scene.kind === 'clean') return drawn.png({ compressionLevel: 1 }).toBuffer()
  return addNoise(await decode(await drawn.png({ compressionLevel: 1 }).toBuffer()), random, scene.noise)
    .jpeg({ quality: 60 })
    .toBuffer()
}

/** Adds noise of this deviation to every byte of a picture. */
export function addNoise({ width, height, data }: Picture, random: Random, deviation: number): Sharp {
  // Picked from some thousand values rather than drawn anew: there are millions of bytes.
  const swings = Float32Array.from({ length: 4_096 }, () => random.normal() * deviation)
  const noisy = data.map((byte) => Math.min(255, Math.max(0, Math.round(byte + swings[random.whole(0, 4_095)]!))))
  return sharp(noisy, { raw: { width, height, channels: 3 } })
}

/** Raw pixels of an image file. */
export async function decode(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

function svgOf(random: Random, { width, height, ground, figures, shading }: Scene): string {
  const drawn = figures.map((figure, index) => drawFigure(figure, index, shading, random.between(0, 360)))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground.svg}${drawn.join('')}</svg>`
}

function drawFigure(
  { edge, paint, centre, hole, form, radius }: Figure,
  index: number,
  shading: number,
  angle: number,
): string {
  const fill =
    shading === 0
      ? { defs: '', value: css(paint) }
      : {
          defs:
            `<defs><linearGradient id="f${index}" gradientTransform="rotate(${angle} 0.5 0.5)">` +
            `<stop offset="0" stop-color="${css(mix(paint, [255, 255, 255], shading))}"/>` +
            `<stop offset="1" stop-color="${css(mix(paint, [0, 0, 0], shading))}"/></linearGradient></defs>`,
          value: `url(#f${index})`,
        }
  if (form === 'circle')
    return `${fill.defs}<circle cx="${centre.x}" cy="${centre.y}" r="${radius}" fill="${fill.value}"/>`
  const outer = `M${edge.map((point) => `${point.x.toFixed(3)} ${point.y.toFixed(3)}`).join('L')}Z`
  const inner =
    hole === undefined
      ? ''
      : `M${centre.x - hole} ${centre.y}a${hole} ${hole} 0 1 0 ${2 * hole} 0a${hole} ${hole} 0 1 0 ${-2 * hole} 0Z`
  return `${fill.defs}<path d="${outer}${inner}" fill="${fill.value}" fill-rule="evenodd"/>`
}
