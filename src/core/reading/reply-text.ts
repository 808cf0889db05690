import { readClickText } from './click-text.ts'
import { readJsonText } from './json-text.ts'
import { readMolmoCoords } from './molmo-coords.ts'
import { readMolmoTags } from './molmo-tags.ts'
import type { Reading } from './reading.ts'
import { quote, wrongFormat } from './reading.ts'
import { readLegacyText } from './service-shapes.ts'

/** The word alone is only how many models begin, and no empty list where nothing follows it. */
const LEGACY = /^\s*coordinates?\s*:\s*x\s*=/i

/** One parser a dialect, in the order in which they are tried; undefined says that the text is not in that dialect. */
const dialects: readonly ((text: string) => Reading | undefined)[] = [
  (text) => (LEGACY.test(text) ? named(readLegacyText(text)) : undefined),
  readMolmoCoords,
  readMolmoTags,
  readJsonText,
  readClickText,
]

const named = (reading: Reading): Reading =>
  reading.kind === 'points'
    ? { ...reading, points: reading.points.map((point) => ({ ...point, named: true as const })) }
    : reading

const FENCE = '```'

/** What a model thought aloud before it answered may hold drafts, which are not its answer. */
function withoutThoughts(text: string): string | undefined {
  const end = text.lastIndexOf('</think>')
  if (end >= 0) return text.slice(end + '</think>'.length)
  return text.trimStart().startsWith('<think>') ? undefined : text
}

function readWith(text: string): Reading | undefined {
  for (const read of dialects) {
    const reading = read(text)
    if (reading) return reading
  }
  return undefined
}

/**
 * Reads the text that a model answered with, in any dialect of `protocol.md` 5. What stands in code fences is the answer where it can
 * be one. Words without coordinates are no answer, not even "none": only an empty list says that nothing is there.
 */
export function readReplyText(text: string): Reading {
  const answer = withoutThoughts(text)
  if (answer === undefined) return wrongFormat('thoughts that never came to an answer')
  const fenced = answer
    .split(FENCE)
    .filter((_, index) => index % 2 === 1)
    .join('\n')
  return (
    (fenced === '' ? undefined : readWith(fenced)) ??
    readWith(answer) ??
    wrongFormat(answer.trim() === '' ? 'nothing' : quote(answer.trim()))
  )
}
