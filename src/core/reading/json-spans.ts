/** A stretch of text, from `start` on, that is JSON by its looks: an object, or a list of objects, lists or texts, or of nothing. */
export type JsonSpan =
  | { readonly kind: 'whole'; readonly start: number; readonly text: string }
  /** It begins and never ends, or its brackets do not fit. */
  | { readonly kind: 'broken'; readonly start: number; readonly text: string }

/** What JSON (or Python's way to write it) begins with; a bracket in prose has a word or a number after it. */
const START = /\{\s*["'}]|\[\s*["'{[\]]/g

/** The index after the bracket that closes the one at `start`; undefined where the text ends before, or another one closes it. */
function endOf(text: string, start: number): number | undefined {
  const open: string[] = []
  for (let at = start; at < text.length; at += 1) {
    const char = text[at]
    if (char === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1
    } else if (char === '{') open.push('}')
    else if (char === '[') open.push(']')
    else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined
      if (open.length === 0) return at + 1
    }
  }
  return undefined
}

/**
 * The outermost stretches of JSON in a text, in order. Walks the text once: after one that is broken nothing is looked at, because
 * what stands inside a list that was cut off is not the list.
 */
export function* jsonSpans(text: string): Iterable<JsonSpan> {
  const start = new RegExp(START)
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const end = endOf(text, match.index)
    if (end === undefined) {
      yield { kind: 'broken', start: match.index, text: text.slice(match.index) }
      return
    }
    yield { kind: 'whole', start: match.index, text: text.slice(match.index, end) }
    start.lastIndex = end
  }
}
