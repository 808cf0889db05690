import { z } from 'zod'
import type { AnswerPoint } from './answer.ts'
import type { Size } from './geometry.ts'
import { rescale } from './geometry.ts'
import type { ProfileId, Resize } from './solver.ts'

/** What a number of a reply counts: pixels of the picture that was sent, 0 to 1, percent, 0 to 1,000, or pixels of the picture as the model resized it. */
export const ConventionUnit = z.enum(['sent-pixels', 'unit', 'percent', 'thousand', 'resized-pixels'])
export type ConventionUnit = z.infer<typeof ConventionUnit>

/** How the numbers of a raw reply are read as points: `protocol.md` 5. `-yx`: the second number is x. */
export const Convention = z.enum([
  'sent-pixels',
  'unit',
  'percent',
  'thousand',
  'resized-pixels',
  'sent-pixels-yx',
  'unit-yx',
  'percent-yx',
  'thousand-yx',
  'resized-pixels-yx',
])
export type Convention = z.infer<typeof Convention>

/** All conventions in the order in which they are offered; the first six are the usual ones. */
export const candidateConventions: readonly Convention[] = [
  'sent-pixels',
  'unit',
  'percent',
  'thousand',
  'sent-pixels-yx',
  'resized-pixels',
  'thousand-yx',
  'unit-yx',
  'percent-yx',
  'resized-pixels-yx',
]

const fixed: Readonly<Record<ProfileId, Convention | undefined>> = {
  ucaptcha: 'sent-pixels',
  '2captcha': 'sent-pixels',
  anticaptcha: 'sent-pixels',
  legacy: 'sent-pixels',
  moondream: 'unit',
  gemini: 'thousand-yx',
  chat: undefined,
  onnx: 'sent-pixels',
  file: 'sent-pixels',
  similar: 'sent-pixels',
}

/** How the replies of a profile are read where its protocol says so; undefined where a person has to choose. */
export const fixedConventionOf = (profile: ProfileId): Convention | undefined => fixed[profile]

/** The parts of a convention. `swapped`: the second number is x. */
export function partsOf(convention: Convention): { readonly unit: ConventionUnit; readonly swapped: boolean } {
  const swapped = convention.endsWith('-yx')
  return { unit: ConventionUnit.parse(swapped ? convention.slice(0, -3) : convention), swapped }
}

/** Python's `round`, which the reference implementation uses: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  return value - floor === 0.5 && floor % 2 === 0 ? floor : Math.round(value)
}

/**
 * The size, in pixels, to which a model of the Qwen2-VL and Qwen2.5-VL family resizes a picture of `size`: `smart_resize` of
 * qwen-vl-utils. Sides are multiples of `multiple`, the area at most `maxPixels` and at least four squares of that side.
 */
export function resizedSize({ width, height }: Size, { multiple, maxPixels }: Resize): Size {
  const minPixels = 4 * multiple * multiple
  const rounded = (side: number) => Math.max(multiple, roundHalfEven(side / multiple) * multiple)
  const area = rounded(width) * rounded(height)
  if (area > maxPixels) {
    const shrink = Math.sqrt((width * height) / maxPixels)
    const shrunk = (side: number) => Math.max(multiple, Math.floor(side / shrink / multiple) * multiple)
    return { width: shrunk(width), height: shrunk(height) }
  }
  if (area < minPixels) {
    const stretch = Math.sqrt(minPixels / (width * height))
    const stretched = (side: number) => Math.ceil((side * stretch) / multiple) * multiple
    return { width: stretched(width), height: stretched(height) }
  }
  return { width: rounded(width), height: rounded(height) }
}

/** What a unit needs to be known: sizes in pixels; `frameSize` is that of the picture as the model resized it. */
export interface Frames {
  readonly sentSize: Size
  readonly fullSize: Size
  readonly frameSize?: Size | undefined
}

const square = (side: number): Size => ({ width: side, height: side })

/** The numbers that the far corner of the image has in a unit; undefined for resized pixels without `frameSize`. */
const spanOf = (unit: ConventionUnit, { sentSize, frameSize }: Frames): Size | undefined =>
  ({
    'sent-pixels': sentSize,
    unit: square(1),
    percent: square(100),
    thousand: square(1_000),
    'resized-pixels': frameSize,
  })[unit]

/** A point as a reply has it: x is its first number, y its second. `named`: the reply itself says which one is x. */
export type ReplyPoint = AnswerPoint & { readonly named?: true }

function swap({ x, y, box, ...rest }: ReplyPoint): ReplyPoint {
  if (rest.named) return { x, y, ...(box && { box }), ...rest }
  return {
    x: y,
    y: x,
    ...(box && { box: { x: box.y, y: box.x, width: box.height, height: box.width } }),
    ...rest,
  }
}

/** Points of one picture → points of another size of it. Points outside stay outside. */
function scalePoint(written: ReplyPoint, from: Size, to: Size): AnswerPoint {
  const { named: _, ...point } = written
  if (from.width === to.width && from.height === to.height) return point
  const scaled = { ...point, ...rescale(point, from, to) }
  if (!point.box) return scaled
  const extent = rescale({ x: point.box.width, y: point.box.height }, from, to)
  return { ...scaled, box: { ...rescale(point.box, from, to), width: extent.x, height: extent.y } }
}

/**
 * Numbers of a reply → points of the full-size upright image, float pixels; a point outside the image stays outside. What the
 * reply names x stays x under every convention. Undefined for resized pixels without `frameSize`.
 */
export function applyConvention(
  points: readonly ReplyPoint[],
  convention: Convention,
  frames: Frames,
): readonly AnswerPoint[] | undefined {
  const { unit, swapped } = partsOf(convention)
  const span = spanOf(unit, frames)
  return span && points.map((point) => scalePoint(swapped ? swap(point) : point, span, frames.fullSize))
}

const TITLES: Readonly<Record<ConventionUnit, string>> = {
  'sent-pixels': 'Pixels of the sent image',
  unit: '0 to 1',
  percent: 'Percent',
  thousand: '0 to 1000',
  'resized-pixels': 'Pixels of a resized image',
}

/** A convention in words: "0 to 1000", "Percent, y first". */
export function conventionTitle(convention: Convention): string {
  const { unit, swapped } = partsOf(convention)
  return swapped ? `${TITLES[unit]}, y first` : TITLES[unit]
}

const factor = (value: number): string => String(Math.round(value * 1_000) / 1_000)

/**
 * What a convention does to the two numbers of a point to give pixels of the full-size image: "x × 1.465, y × 1.478",
 * "y, x as they are". Says so where the size of the resized picture is not known.
 */
export function conventionFormula(convention: Convention, frames: Frames): string {
  const { unit, swapped } = partsOf(convention)
  const span = spanOf(unit, frames)
  if (!span) return 'resized how is not known'
  const x = frames.fullSize.width / span.width
  const y = frames.fullSize.height / span.height
  if (x === 1 && y === 1) return swapped ? 'y, x as they are' : 'x, y as they are'
  return swapped ? `y × ${factor(y)}, x × ${factor(x)}` : `x × ${factor(x)}, y × ${factor(y)}`
}
