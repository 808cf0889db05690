import sharp from 'sharp'
import type { Random } from '../shapes/random.ts'

/** A copy of the icon that is to be found: its middle, and the upright box round it, pixels. */
export interface Copy {
  readonly x: number
  readonly y: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export interface IconScene {
  readonly width: number
  readonly height: number
  readonly copies: readonly Copy[]
  /** JPEG at quality 80. */
  readonly bytes: Buffer
}

interface SceneWish {
  readonly width: number
  readonly height: number
  readonly copies: number
  /** Side of the icon at scale 1, pixels. */
  readonly side: number
  /** Other icons that lie about. */
  readonly distractors: number
  /** From 1/range to range. */
  readonly scale: number
  /** Either way, degrees. */
  readonly turn: number
}

const colour = (random: Random): string =>
  `rgb(${random.whole(0, 255)} ${random.whole(0, 255)} ${random.whole(0, 255)})`

interface Icon {
  /** SVG round the origin, 100 units wide at most. */
  readonly drawn: string
  /** The corners of its plate. */
  readonly corners: readonly (readonly [number, number])[]
}

const plates: readonly (() => { readonly plate: string; readonly corners: Icon['corners'] })[] = [
  () => ({ plate: '<rect x="-46" y="-46" width="92" height="92" rx="16"/>', corners: box(42, 42) }),
  () => ({ plate: '<circle r="48"/>', corners: round(48) }),
  () => ({ plate: `<path d="M${star(5, 50).join('L')}Z"/>`, corners: star(5, 50) }),
  () => ({ plate: '<rect x="-48" y="-38" width="96" height="76" rx="6"/>', corners: box(47, 37) }),
]

const box = (x: number, y: number): Icon['corners'] => [
  [-x, -y],
  [x, -y],
  [x, y],
  [-x, y],
]
const star = (count: number, radius: number): Icon['corners'] =>
  Array.from({ length: count }, (_, at) => {
    const angle = (at * 2 * Math.PI) / count - Math.PI / 2
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const
  })
const round = (radius: number): Icon['corners'] => star(36, radius)

/** A plate with shapes on it, no two icons alike. */
function drawIcon(random: Random): Icon {
  const { plate, corners } = random.pick(plates)()
  const parts = Array.from({ length: random.whole(5, 11) }, () => {
    const [x, y] = [random.between(-34, 34), random.between(-34, 34)]
    const turn = `transform="rotate(${random.between(0, 360)} ${x} ${y})"`
    const [w, h] = [random.between(6, 34), random.between(6, 34)]
    const fill = `fill="${colour(random)}"`
    return random.pick([
      `<rect x="${x - w / 2}" y="${y - h / 2}" width="${w}" height="${h}" ${turn} ${fill}/>`,
      `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" ${turn} ${fill}/>`,
      `<path d="M${x} ${y - h / 2}l${w / 2} ${h}h${-w}z" ${turn} ${fill}/>`,
    ])
  })
  return { drawn: `<g fill="${colour(random)}">${plate}</g>${parts.join('')}`, corners }
}

/** Ground of a gradient, many translucent shapes and lines. */
function drawGround(random: Random, { width, height }: SceneWish): string {
  const clutter = Array.from({ length: 420 }, () => {
    const [x, y] = [random.between(0, width), random.between(0, height)]
    const [w, h] = [random.between(8, 180), random.between(8, 180)]
    const look = `fill="${colour(random)}" opacity="${random.between(0.15, 0.8).toFixed(2)}" transform="rotate(${random.whole(0, 359)} ${x} ${y})"`
    return random.pick([
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" ${look}/>`,
      `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" ${look}/>`,
      `<rect x="${x}" y="${y}" width="${w * 2}" height="${random.between(1, 6)}" ${look}/>`,
    ])
  })
  return (
    `<linearGradient id="g"><stop offset="0" stop-color="${colour(random)}"/><stop offset="1" stop-color="${colour(random)}"/></linearGradient>` +
    `<rect width="100%" height="100%" fill="url(#g)"/>${clutter.join('')}`
  )
}

/** Copies of one icon and other icons on a cluttered ground. None lies over another. */
export async function drawScene(random: Random, wish: SceneWish): Promise<IconScene> {
  const { width, height, side } = wish
  const sought = drawIcon(random)
  const others = Array.from({ length: 12 }, () => drawIcon(random))
  const taken: { readonly x: number; readonly y: number; readonly reach: number }[] = []
  const place = (): Place => {
    const scale = wish.scale ** random.between(-1, 1)
    const angle = random.between(-wish.turn, wish.turn)
    const reach = (side * scale) / Math.SQRT2
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      const x = random.between(reach, width - reach)
      const y = random.between(reach, height - reach)
      if (taken.some((other) => Math.hypot(other.x - x, other.y - y) < (other.reach + reach) * 0.95)) continue
      taken.push({ x, y, reach })
      return { x, y, angle, scale: (side * scale) / 100 }
    }
    throw new Error('There is no room for so many icons.')
  }
  const copies = Array.from({ length: wish.copies }, place)
  const rest = Array.from({ length: wish.distractors }, place)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawGround(random, wish)}` +
    rest.map((one) => drawAt(one, random.pick(others))).join('') +
    copies.map((one) => drawAt(one, sought)).join('') +
    '</svg>'
  const bytes = await sharp(Buffer.from(svg), { limitInputPixels: false })
    .removeAlpha()
    .jpeg({ quality: 80 })
    .toBuffer()
  return { width, height, copies: copies.map((one) => boxOf(one, sought)), bytes }
}

interface Place {
  readonly x: number
  readonly y: number
  /** Degrees clockwise. */
  readonly angle: number
  readonly scale: number
}

const drawAt = ({ x, y, angle, scale }: Place, { drawn }: Icon): string =>
  `<g transform="translate(${x} ${y}) rotate(${angle}) scale(${scale})">${drawn}</g>`

/** The upright box that a person would draw round an icon. */
function boxOf({ x, y, angle, scale }: Place, { corners }: Icon): Copy {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180) * scale, Math.sin((angle * Math.PI) / 180) * scale]
  const xs = corners.map(([cx, cy]) => x + cx * cos - cy * sin)
  const ys = corners.map(([cx, cy]) => y + cx * sin + cy * cos)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, box: { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top } }
}
