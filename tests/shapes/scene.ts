import type { Colour, Form } from '../../src/main/solvers/shapes/instruction/request.ts'
import { COLOURS, FORMS } from '../../src/main/solvers/shapes/instruction/request.ts'
import type { Figure } from './figure.ts'
import { contact, cutForm, gap, place } from './figure.ts'
import type { Ground, GroundKind } from './ground.ts'
import { makeGround } from './ground.ts'
import type { Rgb } from './paint.ts'
import { colourNamed, contrast } from './paint.ts'
import type { Random } from './random.ts'

/** `clean`: plain ground or gradient, no loss. `noisy`: any ground, shaded figures, camera noise, JPEG at quality 60. */
export type SceneKind = 'clean' | 'noisy'

export interface Scene {
  readonly kind: SceneKind
  readonly width: number
  readonly height: number
  readonly ground: Ground
  readonly figures: readonly Figure[]
  /** Each figure lighter at one end and darker at the other by this share. */
  readonly shading: number
  /** Deviation of the noise added to each byte. */
  readonly noise: number
}

/** Least difference between a figure and its ground or a neighbour it touches, OKLab; about that of yellow and light orange. */
const LEAST_CONTRAST = 0.15
/** Figures on a scene at the least. */
const FEWEST = 3
/** Least space between figures that do not touch, pixels. */
const SPACE = 5
const GROUNDS: Readonly<Record<SceneKind, readonly GroundKind[]>> = {
  clean: ['plain', 'gradient'],
  noisy: ['plain', 'gradient', 'textured', 'textured'],
}

/** A scene by chance: figures of some forms and colours, of any size and turn, in a quarter of cases touching another one. */
export function makeScene(random: Random, kind: SceneKind): Scene {
  let scene = tryScene(random, kind)
  // Where the colours chosen are those of the ground, hardly anything could be laid on it.
  while (scene.figures.length < FEWEST) scene = tryScene(random, kind)
  return scene
}

function tryScene(random: Random, kind: SceneKind): Scene {
  const width = random.whole(420, 1_300)
  const height = random.whole(360, 1_000)
  const ground = makeGround(random, random.pick(GROUNDS[kind]))
  const touching = random.chance(0.5) ? 0.4 : 0
  const forms = some(random, FORMS, random.whole(3, FORMS.length))
  const colours = some(random, COLOURS, random.whole(2, 7))
  const wanted = random.whole(4, 14)
  const least = kind === 'clean' ? 14 : 17
  const most = Math.min(width, height) * random.between(0.1, 0.2)
  const figures: Figure[] = []
  for (let tries = 0; tries < 400 && figures.length < wanted; tries += 1) {
    const colour = random.pick(colours)
    const paint = colourNamed(random, colour)
    if (ground.colours.some((other) => contrast(other, paint) < LEAST_CONTRAST)) continue
    const about = { colour, paint, form: random.pick(forms), radius: random.between(least, Math.max(least, most)) }
    const figure =
      figures.length > 0 && random.chance(touching)
        ? beside(random, random.pick(figures), about)
        : somewhere(random, { width, height }, about)
    if (figure && isInside(figure, width, height) && figures.every((other) => fits(figure, other))) figures.push(figure)
  }
  return {
    kind,
    width,
    height,
    ground,
    figures,
    shading: kind === 'noisy' && random.chance(0.3) ? random.between(0.03, 0.1) : 0,
    noise: kind === 'noisy' ? random.between(3, 14) : 0,
  }
}

interface About {
  readonly form: Form
  readonly colour: Colour
  readonly paint: Rgb
  readonly radius: number
}

function some<Value>(random: Random, values: readonly Value[], count: number): Value[] {
  const left = [...values]
  return Array.from({ length: count }, () => left.splice(random.whole(0, left.length - 1), 1)).flat()
}

function somewhere(random: Random, size: { width: number; height: number }, about: About): Figure {
  const centre = { x: random.between(0, size.width), y: random.between(0, size.height) }
  return place(cutForm(random, about.form), { ...about, centre, angle: random.between(0, 2 * Math.PI) })
}

/** Moves a figure towards another one until their edges meet; undefined where colours would run into each other. */
function beside(random: Random, host: Figure, about: About): Figure | undefined {
  const alike = random.chance(0.35)
  const { colour, paint } = alike ? host : about
  if (!alike && contrast(paint, host.paint) < LEAST_CONTRAST) return undefined
  const cut = cutForm(random, about.form)
  const angle = random.between(0, 2 * Math.PI)
  const way = random.between(0, 2 * Math.PI)
  const at = (distance: number) => {
    const centre = { x: host.centre.x + distance * Math.cos(way), y: host.centre.y + distance * Math.sin(way) }
    return place(cut, { centre, radius: about.radius, angle, colour, paint })
  }
  let near = 0
  let far = host.radius + about.radius + 1
  while (far - near > 0.1) {
    const middle = (near + far) / 2
    if (gap(at(middle), host) > 0) far = middle
    else near = middle
  }
  return at(far)
}

const isInside = (figure: Figure, width: number, height: number): boolean =>
  figure.edge.every((point) => point.x > 4 && point.y > 4 && point.x < width - 4 && point.y < height - 4)

/**
 * Apart, or touching (but not overlapping) and of colours that can be told apart or are the same. Figures of the same colour touch in a
 * spot: where they lie flush, nobody sees that they are two.
 */
function fits(figure: Figure, other: Figure): boolean {
  const between = gap(figure, other)
  if (between > SPACE) return true
  if (between === 0 || between > 0.5) return false
  if (figure.paint === other.paint)
    return contact(figure, other) < Math.max(5, 0.35 * Math.min(figure.radius, other.radius))
  return contrast(figure.paint, other.paint) >= LEAST_CONTRAST
}
