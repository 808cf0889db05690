import type { AnswerPoint } from './answer.ts'
import type { Size } from './geometry.ts'
import { rescale } from './geometry.ts'

/**
 * What a reply's coordinates say. Points are pixels of the picture that was sent, or, after `toFullSize`, of the full-size
 * upright image. `found` says in words what stood where points should.
 */
export type Reading =
  | { readonly kind: 'points'; readonly points: readonly AnswerPoint[] }
  | { readonly kind: 'wrong-format'; readonly found: string }

/** No picture has a pixel further out, and sums and products of such numbers stay finite. */
const FURTHEST = 1e9
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i
const LEGACY = /^\s*coordinates?\s*:/i
const LEGACY_PAIR = /^\s*x\s*=([^,;]*),\s*y\s*=([^,;]*)$/i

/** A coordinate given as a number or as a string of one; undefined for everything else. Minus zero becomes zero. */
function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Math.abs(number) <= FURTHEST ? number + 0 : undefined
}

/** All values as numbers, or undefined where one is none. */
function toNumbers(values: readonly unknown[]): number[] | undefined {
  const numbers = values.map(toNumber).filter((number) => number !== undefined)
  return numbers.length === values.length ? numbers : undefined
}

function boxPoint(x1: number, y1: number, x2: number, y2: number): AnswerPoint {
  const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box }
}

function readArray(values: readonly unknown[]): AnswerPoint | undefined {
  const [a, b, c, d] = toNumbers(values) ?? []
  if (a === undefined || b === undefined) return undefined
  if (values.length === 2) return { x: a, y: b }
  return values.length === 4 && c !== undefined && d !== undefined ? boxPoint(a, b, c, d) : undefined
}

function readObject(value: object): AnswerPoint | undefined {
  const field = (name: string): unknown => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined)
  const edges = toNumbers([field('xMin'), field('yMin'), field('xMax'), field('yMax')])
  if (edges) return boxPoint(...(edges as [number, number, number, number]))
  const point = toNumbers([field('x'), field('y')])
  if (!point) return undefined
  const [x, y] = point as [number, number]
  if (field('width') === undefined && field('height') === undefined) return { x, y }
  const extent = toNumbers([field('width'), field('height')])
  if (!extent) return undefined
  const [width, height] = extent as [number, number]
  return width >= 0 && height >= 0 ? boxPoint(x, y, x + width, y + height) : undefined
}

/** A short account of a value for people. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function readList(values: readonly unknown[]): Reading {
  const points: AnswerPoint[] = []
  for (const [index, value] of values.entries()) {
    const point = Array.isArray(value)
      ? readArray(value)
      : typeof value === 'object' && value !== null
        ? readObject(value)
        : undefined
    if (!point) return { kind: 'wrong-format', found: `${describe(value)} as point ${index + 1}` }
    points.push(point)
  }
  return { kind: 'points', points }
}

/** "coordinate:x=39,y=59;x=252,y=72", singular or plural. */
function readLegacy(text: string): Reading {
  const pairs = text.replace(LEGACY, '').split(';')
  if (pairs.at(-1)?.trim() === '') pairs.pop()
  return readList(pairs.map((pair) => LEGACY_PAIR.exec(pair)?.slice(1) ?? pair))
}

/**
 * Reads every shape of `protocol.md` 1: `[{x,y}]`, `[[x,y]]`, `[[x1,y1,x2,y2]]`, `[{xMin,yMin,xMax,yMax}]`,
 * `[{x,y,width,height}]`, each with numbers or strings of numbers, and the text of the legacy reply. A box is kept and its
 * centre is the point. An empty list is an answer. The result is in pixels of the picture that was sent.
 */
export function readCoordinates(value: unknown): Reading {
  if (Array.isArray(value)) return readList(value)
  if (typeof value === 'string' && LEGACY.test(value)) return readLegacy(value)
  return { kind: 'wrong-format', found: describe(value) }
}

/** Points of the picture that was sent → points of the full-size upright image. Points outside the image stay outside. */
export function toFullSize(points: readonly AnswerPoint[], sent: Size, full: Size): readonly AnswerPoint[] {
  if (sent.width === full.width && sent.height === full.height) return points
  return points.map((point) => {
    const scaled = { ...point, ...rescale(point, sent, full) }
    if (!point.box) return scaled
    const extent = rescale({ x: point.box.width, y: point.box.height }, sent, full)
    return { ...scaled, box: { ...rescale(point.box, sent, full), width: extent.x, height: extent.y } }
  })
}
