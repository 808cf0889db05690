import type { ReplyPoint } from '../convention.ts'
import { readPair } from './numbers.ts'
import type { Reading } from './reading.ts'
import { quote, wrongFormat } from './reading.ts'

// Lengths are bounded so that no text makes a pattern slow.
const N = String.raw`[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})`
const SPACE = String.raw`\s{0,20}`
const TUPLE = String.raw`[([]${SPACE}(${N})${SPACE},${SPACE}(${N})${SPACE}(?:,${SPACE}(${N})${SPACE},${SPACE}(${N})${SPACE})?[)\]]`

/** Where models that drive a screen put the place of a click; what stands there must be a point or a box. */
const MARKED = /(?:<\|box_start\|>|start_box\s{0,20}=\s{0,20}['"])(?:<\|box_start\|>)?([^<'"]{0,200})/g
/** With its end, or with that of a text that was cut off in it. */
const POINT_TAG = /<point>([^<]{0,200}(?:<\/point>|$))/g
const POINT_END = '</point>'
const PLAIN = new RegExp(TUPLE, 'g')
const WHOLE = new RegExp(`^${SPACE}${TUPLE}${SPACE}$`)

const toPoint = (match: RegExpMatchArray | null): ReplyPoint | undefined =>
  match ? readPair(match.slice(1).filter((number) => number !== undefined)) : undefined

function readAll(
  marks: readonly (readonly string[])[],
  read: (inner: string) => ReplyPoint | undefined,
): Reading | undefined {
  const points: ReplyPoint[] = []
  for (const [mark = '', inner = ''] of marks) {
    const point = read(inner)
    if (!point) return wrongFormat(quote(mark))
    points.push(point)
  }
  return points.length > 0 ? { kind: 'points', points } : undefined
}

const readSpaced = (inner: string): ReplyPoint | undefined =>
  inner.endsWith(POINT_END)
    ? readPair(
        inner
          .slice(0, -POINT_END.length)
          .trim()
          .split(/\s*,\s*|\s+/),
      )
    : undefined

/**
 * Reads what models that drive a screen write: `<|box_start|>(235,512)<|box_end|>`, `click(start_box='(235,512)')`,
 * `<point>235 512</point>`, and bare `(235, 512)` where nothing else stands in the text or only one stands between words.
 * Undefined where the text has none; several between words could be anything, and are none.
 */
export function readClickText(text: string): Reading | undefined {
  const marked =
    readAll([...text.matchAll(MARKED)], (inner) => toPoint(WHOLE.exec(inner))) ??
    readAll([...text.matchAll(POINT_TAG)], readSpaced)
  if (marked) return marked
  const plain = [...text.matchAll(PLAIN)].map(([tuple]) => [tuple, tuple] as const)
  const isAlone = plain.length === 1 || !/[\p{L}\p{N}]/u.test(text.replace(PLAIN, ''))
  return isAlone ? readAll(plain, (inner) => toPoint(WHOLE.exec(inner))) : undefined
}
