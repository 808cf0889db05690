import type { ReplyPoint } from '../convention.ts'
import { attributeOf, cutTag, pointTags } from './molmo-tags.ts'
import { toNumber } from './numbers.ts'
import type { Reading } from './reading.ts'
import { quote, wrongFormat } from './reading.ts'

/** Between the groups of several images. */
const BETWEEN_IMAGES = /[;:,\t]/

/** One group: the index of its image, then three numbers a point: its own index, x and y. */
function pointsOf(group: string, label: string): ReplyPoint[] | undefined {
  const [image, ...rest] = group.trim().split(/\s+/)
  // One picture is sent at a time: a point on another one means something else than was asked for.
  if ((image !== '1' && image !== '0') || rest.length % 3 !== 0) return undefined
  const points: ReplyPoint[] = []
  for (let at = 0; at < rest.length; at += 3) {
    const [x, y] = [toNumber(rest[at + 1]), toNumber(rest[at + 2])]
    if (toNumber(rest[at]) === undefined || x === undefined || y === undefined) return undefined
    points.push({ x, y, ...(label !== '' && { label }), named: true })
  }
  return points
}

/** Reads `<points coords="1 1 208 108 2 481 521">label</points>` of Molmo 2. Undefined where the text has none. `protocol.md` 5. */
export function readMolmoCoords(text: string): Reading | undefined {
  const points: ReplyPoint[] = []
  let isThere = false
  for (const tag of pointTags(text)) {
    const coords = attributeOf(tag, 'coords')
    if (coords === undefined) continue
    isThere = true
    for (const group of coords.split(BETWEEN_IMAGES)) {
      if (group.trim() === '') continue
      const found = pointsOf(group, attributeOf(tag, 'alt') ?? tag.content)
      if (!found) return wrongFormat(quote(tag.text))
      points.push(...found)
    }
  }
  if (!isThere) return undefined
  const cut = cutTag(text)
  return cut === undefined ? { kind: 'points', points } : wrongFormat(`a tag that is cut off: ${quote(cut)}`)
}
