import type { ReplyPoint } from '../convention.ts'
import { toNumber } from './numbers.ts'
import type { Reading } from './reading.ts'
import { quote, wrongFormat } from './reading.ts'

/** Attributes may hold `>`; what begins another tag ends the search, so that hostile text is walked once. */
const TAG = /<points?\b((?:[^<>"']|"[^"]*"|'[^']*')*)>([^<]*)/g
const ATTRIBUTE = /([A-Za-z_]+)(\d*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const BEGIN = /<points?\b/g

/** The tag in which a text ends, if it was cut off there: what stands before it is only a part of the answer. */
export function cutTag(text: string): string | undefined {
  const last = [...text.matchAll(BEGIN)].at(-1)
  const rest = last && text.slice(last.index)
  return rest !== undefined && rest.match(TAG) === null ? rest : undefined
}

/** A tag with what stands after it, up to the next one. Names of attributes without their number: `x` and `x2` are both "x". */
export interface PointTag {
  readonly text: string
  readonly attributes: readonly { readonly name: string; readonly index: string; readonly value: string }[]
  readonly content: string
}

/** All `<point …>` and `<points …>` of a text, in order. */
export function* pointTags(text: string): Iterable<PointTag> {
  for (const [tag, inner = '', content = ''] of text.matchAll(TAG)) {
    const attributes = [...inner.matchAll(ATTRIBUTE)].map(([, name = '', index = '', double, single]) => ({
      name: name.toLowerCase(),
      index,
      value: double ?? single ?? '',
    }))
    yield { text: tag, attributes, content: content.trim() }
  }
}

/** The value of an attribute without a number. */
export const attributeOf = ({ attributes }: PointTag, wanted: string): string | undefined =>
  attributes.find(({ name, index }) => name === wanted && index === '')?.value

function pointsOf(tag: PointTag): ReplyPoint[] | undefined {
  const label = attributeOf(tag, 'alt') ?? tag.content
  const ys = new Map(tag.attributes.filter(({ name }) => name === 'y').map(({ index, value }) => [index, value]))
  const points: ReplyPoint[] = []
  for (const { name, index, value } of tag.attributes) {
    if (name !== 'x') continue
    const [x, y] = [toNumber(value), toNumber(ys.get(index))]
    if (x === undefined || y === undefined) return undefined
    points.push({ x, y, ...(label !== '' && { label }), named: true })
  }
  return points.length === ys.size ? points : undefined
}

/**
 * Reads the tags of Molmo 1 (and of Qwen2.5-VL, in other numbers): `<point x="63.5" y="44.5" alt="car">`,
 * `<points x1="1.5" y1="2" x2="3" y2="4" alt="cars">`. Undefined where the text has none. `protocol.md` 5.
 */
export function readMolmoTags(text: string): Reading | undefined {
  const points: ReplyPoint[] = []
  for (const tag of pointTags(text)) {
    if (!tag.attributes.some(({ name }) => name === 'x' || name === 'y')) continue
    const found = pointsOf(tag)
    if (!found) return wrongFormat(quote(tag.text))
    points.push(...found)
  }
  if (points.length === 0) return undefined
  const cut = cutTag(text)
  if (cut !== undefined) return wrongFormat(`a tag that is cut off: ${quote(cut)}`)
  return { kind: 'points', points, overHundredIsDropped: true }
}
