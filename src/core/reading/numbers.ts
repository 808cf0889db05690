import type { ReplyPoint } from '../convention.ts'

/** No picture has a pixel further out, and sums and products of such numbers stay finite. */
const FURTHEST = 1e9
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i
/** No decimal of use is longer; keeps the pattern off hostile text. */
const LONGEST = 64

/** A coordinate given as a number or as a string of one; undefined for everything else. Minus zero becomes zero. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.length <= LONGEST && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Math.abs(number) <= FURTHEST ? number + 0 : undefined
}

/** All values as numbers, or undefined where one is none. */
export function toNumbers(values: readonly unknown[]): number[] | undefined {
  const numbers = values.map(toNumber).filter((number) => number !== undefined)
  return numbers.length === values.length ? numbers : undefined
}

/** The box between two corners, with its centre as the point. */
export function boxPoint(x1: number, y1: number, x2: number, y2: number): ReplyPoint {
  const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box }
}

/** `[x, y]`, or a box `[x1, y1, x2, y2]`; undefined for everything else. The numbers stay in their order. */
export function readPair(values: readonly unknown[]): ReplyPoint | undefined {
  if (values.length !== 2 && values.length !== 4) return undefined
  const [a, b, c, d] = toNumbers(values) ?? []
  if (a === undefined || b === undefined) return undefined
  return c === undefined || d === undefined ? { x: a, y: b } : boxPoint(a, b, c, d)
}

/** An own field; undefined where there is none, or no object. */
export const field = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (Reflect.get(value, name) as unknown) : undefined

/** The first own field of these names that holds anything. */
export function firstField(value: object, names: readonly string[]): unknown {
  for (const name of names) {
    const found = field(value, name)
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

/** The four numbers under these names, or undefined. */
export const fourFields = (value: object, names: readonly [string, string, string, string]) =>
  toNumbers(names.map((name) => field(value, name))) as [number, number, number, number] | undefined
