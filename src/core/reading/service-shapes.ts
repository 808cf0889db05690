import type { ReplyPoint } from '../convention.ts'
import { boxPoint, field, fourFields, readPair, toNumber, toNumbers } from './numbers.ts'
import type { Reading } from './reading.ts'
import { describe, wrongFormat } from './reading.ts'

const LEGACY = /^\s*coordinates?\s*:/i
const LEGACY_PAIR = /^\s*x\s*=([^,;]*),\s*y\s*=([^,;]*)$/i

/** Label and score of a point, where it has them. */
export function wordsOf(label: unknown, score: unknown): Pick<ReplyPoint, 'label' | 'score'> {
  const number = toNumber(score)
  return {
    ...(typeof label === 'string' && label !== '' && { label }),
    ...(number !== undefined && { score: number }),
  }
}

/** `{x,y}`, `{xMin,yMin,xMax,yMax}` or `{x,y,width,height}`; undefined for everything else. */
export function readNamed(value: object): ReplyPoint | undefined {
  const edges = fourFields(value, ['xMin', 'yMin', 'xMax', 'yMax'])
  if (edges) return boxPoint(...edges)
  const point = toNumbers([field(value, 'x'), field(value, 'y')])
  if (!point) return undefined
  const [x, y] = point as [number, number]
  const sides = [field(value, 'width'), field(value, 'height')]
  if (sides.every((side) => side === undefined)) return { x, y }
  const [width = -1, height = -1] = toNumbers(sides) ?? []
  return width >= 0 && height >= 0 ? boxPoint(x, y, x + width, y + height) : undefined
}

function readOne(value: unknown): ReplyPoint | undefined {
  if (Array.isArray(value)) return readPair(value)
  if (typeof value !== 'object' || value === null) return undefined
  const point = readNamed(value)
  return point && { ...point, ...wordsOf(field(value, 'label'), field(value, 'score')) }
}

function readList(values: readonly unknown[]): Reading {
  const points: ReplyPoint[] = []
  for (const [index, value] of values.entries()) {
    const point = readOne(value)
    if (!point) return wrongFormat(`${describe(value)} as point ${index + 1}`)
    points.push(point)
  }
  return { kind: 'points', points }
}

/** Whether a text begins as the legacy services' points do. */
const isLegacyText = (text: string): boolean => LEGACY.test(text)

/** "coordinate:x=39,y=59;x=252,y=72", singular or plural. */
export function readLegacyText(text: string): Reading {
  const pairs = text.replace(LEGACY, '').split(';')
  if (pairs.at(-1)?.trim() === '') pairs.pop()
  const points: ReplyPoint[] = []
  for (const [index, pair] of pairs.entries()) {
    const values = LEGACY_PAIR.exec(pair)?.slice(1) ?? pair
    const point = typeof values === 'string' ? undefined : readPair(values)
    if (!point) return wrongFormat(`${describe(values)} as point ${index + 1}`)
    points.push(point)
  }
  return { kind: 'points', points }
}

/**
 * Reads every shape of `protocol.md` 1: `[{x,y}]`, `[[x,y]]`, `[[x1,y1,x2,y2]]`, `[{xMin,yMin,xMax,yMax}]`,
 * `[{x,y,width,height}]`, each with numbers or strings of numbers, and the text of the legacy reply. A box is kept and its
 * centre is the point; so are `label` and `score`.
 */
export function readCoordinates(value: unknown): Reading {
  if (Array.isArray(value)) return readList(value)
  if (typeof value === 'string' && isLegacyText(value)) return readLegacyText(value)
  return wrongFormat(describe(value))
}
