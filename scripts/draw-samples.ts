import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Region, Target } from '../src/core/truth.ts'
import type { Sample } from '../src/main/services/samples.ts'
import type { Scene, Shape } from './sample-scenes.ts'
import { colours, outline, scenes } from './sample-scenes.ts'

const regionOf = ({ form, x, y, size }: Shape): Region =>
  form === 'square'
    ? { kind: 'box', x: x - size, y: y - size, width: 2 * size, height: 2 * size }
    : { kind: 'circle', x, y, radius: form === 'circle' ? size : size / 2 }

function drawing({ width, height, background, shapes }: Scene): Buffer {
  const paths = shapes.map((shape) => `<path d="${outline(shape)}" fill="${colours[shape.colour]}"/>`)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${background}"/>${paths.join('')}</svg>`,
  )
}

function truthOf({ shapes, meant }: Scene): Target[] {
  return shapes
    .filter((shape) => meant(shape, shapes))
    .map((shape, index) => ({
      id: `t${index + 1}`,
      x: shape.x,
      y: shape.y,
      label: `${shape.colour} ${shape.form}`,
      required: true,
      region: regionOf(shape),
    }))
}

/** A JPEG sample lies on its side and says so in EXIF, like a photograph from a telephone. */
function encode(scene: Scene): Promise<Buffer> {
  const picture = sharp(drawing(scene)).flatten()
  return scene.file.endsWith('.png')
    ? picture.png({ palette: true, compressionLevel: 9 }).toBuffer()
    : picture.rotate(270).jpeg({ quality: 88 }).withMetadata({ orientation: 6 }).toBuffer()
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** The housings of the traffic lights are the only outlined boxes of the street. */
const HOUSING =
  /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="[\d.]+" fill="none" stroke="#[0-9a-f]+" stroke-opacity="\.5"/g

function trafficLights(street: string): Target[] {
  return [...street.matchAll(HOUSING)].map((match, index) => {
    const [x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number)
    return {
      id: `t${index + 1}`,
      x: hundredths(x + width / 2),
      y: hundredths(y + height / 2),
      label: 'traffic light',
      required: true,
      region: { kind: 'box', x, y, width, height },
    }
  })
}

/** Draws the samples into `folder` with `samples.json`: for each its instruction and its truth. The same every time. */
export async function drawSamples(folder: string, source: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const samples: Sample[] = []
  for (const scene of scenes) {
    await writeFile(join(folder, scene.file), await encode(scene))
    samples.push({ file: scene.file, instruction: scene.instruction, targets: truthOf(scene) })
  }
  const street = await readFile(join(source, 'street.svg'), 'utf8')
  const photograph = await sharp(Buffer.from(street)).flatten().jpeg({ quality: 82 }).toBuffer()
  await writeFile(join(folder, 'street.jpg'), photograph)
  samples.push({ file: 'street.jpg', instruction: 'Click on all traffic lights', targets: trafficLights(street) })
  await writeFile(join(folder, 'samples.json'), `${JSON.stringify(samples, undefined, 2)}\n`)
}
