/** The most class names that are taken, as in SolverOptions. */
const MOST_NAMES = 10_000
const LONGEST_NAME = 200

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** A quoted text of Python or JSON at a place, with the place after it. */
function quoted(text: string, from: number): { readonly value: string; readonly end: number } | undefined {
  const quote = text[from]
  if (quote !== "'" && quote !== '"') return undefined
  let value = ''
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === quote) return { value, end: at + 1 }
    if (character !== '\\') {
      value += character
      continue
    }
    const code = /^(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(text.slice(at + 1, at + 6))
    const digits = code?.[1] ?? code?.[2]
    const escaped = text[at + 1] ?? ''
    value += digits ? String.fromCharCode(Number.parseInt(digits, 16)) : (ESCAPES[escaped] ?? escaped)
    at += code ? code[0].length : 1
  }
  return undefined
}

/** Names by place, where every place from 0 has one. */
function inOrder(byPlace: ReadonlyMap<number, string>): string[] | undefined {
  const names = Array.from({ length: byPlace.size }, (_, place) => byPlace.get(place))
  return names.every((name) => name !== undefined) ? names : undefined
}

/** `{0: 'person', 1: "car"}`, `['person', 'car']` and the same in JSON. */
function readLiteral(text: string): string[] | undefined {
  const isTable = text.startsWith('{')
  const close = isTable ? '}' : ']'
  const byPlace = new Map<number, string>()
  const key = /\s*(?:"(\d+)"|'(\d+)'|(\d+))\s*:/y
  const space = /\s*/y
  const skip = (from: number): number => {
    space.lastIndex = from
    space.exec(text)
    return space.lastIndex
  }
  let at = skip(1)
  while (text[at] !== close) {
    let place = byPlace.size
    if (isTable) {
      key.lastIndex = at
      const found = key.exec(text)
      if (!found) return undefined
      place = Number(found[1] ?? found[2] ?? found[3])
      at = skip(key.lastIndex)
    }
    const name = quoted(text, at)
    if (!name || byPlace.has(place)) return undefined
    byPlace.set(place, name.value)
    at = skip(name.end)
    if (text[at] === ',') at = skip(at + 1)
    else if (text[at] !== close) return undefined
  }
  return skip(at + 1) === text.length ? inOrder(byPlace) : undefined
}

const unquoted = (text: string): string => quoted(text, 0)?.value ?? text.replace(/\s+#.*$/, '')

/** The block under `names:` of a YAML file: `0: person` or `- person`, one a line. */
function readBlock(lines: readonly string[]): string[] | undefined {
  const byPlace = new Map<number, string>()
  for (const line of lines) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const entry = /^\s+(\d+)\s*:\s*(\S.*?)\s*$/.exec(line) ?? /^\s*()-\s+(\S.*?)\s*$/.exec(line)
    if (!entry) break
    byPlace.set(entry[1] ? Number(entry[1]) : byPlace.size, unquoted(entry[2] ?? ''))
  }
  return inOrder(byPlace)
}

function read(text: string): string[] | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (/^[{[]/.test(trimmed)) return readLiteral(trimmed)
  const named = /^names\s*:[^\S\n]*(.*)$/m.exec(trimmed)
  if (named) {
    const after = trimmed.slice(named.index + named[0].length)
    const value = (named[1] ?? '').replace(/^#.*$/, '')
    if (value === '') return readBlock(after.split('\n').slice(1))
    // The value may go on over lines; it ends with its bracket.
    const whole = value + after
    const end = whole.indexOf(value.startsWith('{') ? '}' : ']')
    return /^[{[]/.test(value) && end > 0 ? readLiteral(whole.slice(0, end + 1)) : undefined
  }
  return trimmed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/**
 * The class names in a text, in the order of the model's outputs: one a line; a list or a table from place to name as Python or JSON write
 * them (the `names` of a model's metadata); or the `names` of a YAML file of a data set. Undefined where it is none of these, where a
 * place is missing, or where a name is empty or longer than 200 characters.
 */
export function readClassNames(text: string): readonly string[] | undefined {
  const names = read(text)
  const isGood =
    names !== undefined &&
    names.length > 0 &&
    names.length <= MOST_NAMES &&
    names.every((name) => name.trim() !== '' && name.length <= LONGEST_NAME)
  return isGood ? names : undefined
}
