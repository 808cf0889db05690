import type { ReplyPoint } from '../convention.ts'
import { placesIn } from './json-places.ts'
import { jsonSpans } from './json-spans.ts'
import type { Reading } from './reading.ts'
import { describe, quote, wrongFormat } from './reading.ts'

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Reads the JSON in a text, with prose around it or not; several pieces are one answer. A piece that is cut off or spoilt makes the
 * whole a wrong format, because part of an answer is not the answer. Undefined where the text holds none.
 */
export function readJsonText(text: string): Reading | undefined {
  const points: ReplyPoint[] = []
  let isThere = false
  for (const span of jsonSpans(text)) {
    isThere = true
    if (span.kind === 'broken') return wrongFormat(`JSON that is cut off: ${quote(span.text)}`)
    const parsed = parse(span.text)
    if (!parsed) return wrongFormat(`what is not quite JSON: ${quote(span.text)}`)
    const places = placesIn(parsed.value)
    if (!places.ok) return wrongFormat(`${describe(places.odd)} where a point should be`)
    for (const point of places.points) points.push(point)
  }
  return isThere ? { kind: 'points', points } : undefined
}
