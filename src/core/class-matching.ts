import { createDictionary, type Named, wordsOf } from './class-dictionary.ts'

/** By what boxes are sorted before some of them are taken. Without a word for it: by score. */
export type BoxOrder = 'score' | 'largest' | 'smallest' | 'leftmost' | 'rightmost' | 'topmost' | 'bottommost'

/** Boxes that an instruction asks for: the first `count` in that order of all boxes of these classes, or all of them. */
export interface WantedBoxes {
  /** Places in the list of class names, ascending. */
  readonly classes: readonly number[]
  readonly order: BoxOrder
  readonly count?: number
}

/** `why` says for people what was not understood, and which classes there are. */
export type ClassMatch =
  | { readonly kind: 'wanted'; readonly wanted: readonly WantedBoxes[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Class names that a refusal lists; a list of thousands helps nobody. */
const MOST_LISTED = 100

const LEADING = new Set(
  'please only just click clicking tap mark point press touch select choose pick find locate show identify detect highlight me where is are on at to out'.split(
    ' ',
  ),
)
const TAIL =
  /^(?:, )?(?:(?:that|which) )?(?:you (?:can )?see|(?:are|is) (?:visible|shown)|visible|shown|please|(?:in|on|of|from) (?:(?:the|this) )?(?:picture|image|photo|photograph|scene|screenshot|frame))(?= |$)/
/** What changes nothing about which boxes are meant: the point of a box is its middle anyway. */
const IDLE = new Set(['of', 'these', 'those', 'center', 'centers', 'centre', 'centres', 'middle', 'middles'])

const COUNTS: Readonly<Record<string, number>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, index) => [word, index + 1]),
)
const ORDERS: Readonly<Record<string, BoxOrder>> = {
  largest: 'largest',
  biggest: 'largest',
  smallest: 'smallest',
  leftmost: 'leftmost',
  rightmost: 'rightmost',
  topmost: 'topmost',
  highest: 'topmost',
  bottommost: 'bottommost',
  lowest: 'bottommost',
}
const EVERYTHING = new Set(['everything', 'anything', 'object', 'objects', 'thing', 'things'])

/** What stands before a noun. */
interface Determiners {
  readonly amount?: 'all' | 'any' | 'the' | number
  readonly order?: BoxOrder
}

function withWord(before: Determiners, word: string): Determiners | undefined {
  if (IDLE.has(word)) return before
  if (word === 'the') return before.amount === undefined ? { ...before, amount: 'the' } : before
  if (word === 'all' || word === 'every' || word === 'each') return { ...before, amount: 'all' }
  if (word === 'any') return { ...before, amount: 'any' }
  // "Every single dog", "each one of the dogs".
  if (before.amount === 'all' && (word === 'single' || word === 'one')) return before
  if (word === 'a' || word === 'an' || word === 'single') return { ...before, amount: 1 }
  if (word === 'both') return { ...before, amount: 2 }
  const order = Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined
  if (order) return before.order ? undefined : { ...before, order }
  const count = Object.hasOwn(COUNTS, word) ? COUNTS[word] : /^[1-9]\d{0,2}$/.test(word) ? Number(word) : undefined
  return count === undefined ? undefined : { ...before, amount: count }
}

/** A noun with what stands before it, and how it is joined to the one before. */
interface Part {
  readonly determiners: Determiners
  /** Nothing stands before the noun. */
  readonly isBare: boolean
  readonly named: Named
  readonly joined: 'and' | 'or'
}

const union = (named: readonly Named[]): number[] =>
  [...new Set(named.flatMap(({ classes }) => classes))].sort((a, b) => a - b)

/** How many are meant; 'all', or undefined where the words leave it open. */
function countOf({ amount, order }: Determiners, { number }: Named): number | 'all' | undefined {
  if (typeof amount === 'number') return amount
  // "The largest dogs": how many?
  if (order !== undefined) return number === 'one' && amount !== 'all' ? 1 : undefined
  if (amount === undefined || amount === 'all') return 'all'
  return number === 'one' ? 1 : 'all'
}

/** Reads the parts of an instruction one after another; where it cannot go on, says with which words. */
function readParts(
  words: readonly string[],
  dictionary: ReadonlyMap<string, Named>,
): readonly Part[] | { readonly stuckAt: string } {
  const longest = Math.max(0, ...[...dictionary.keys()].map((phrase) => phrase.split(' ').length))
  const everything: Named = {
    classes: union([...dictionary.values()]),
    number: 'either',
  }
  const parts: Part[] = []
  let at = 0
  while (at < words.length - 1 && LEADING.has(words[at] ?? '')) at += 1

  /** How many words from a place on add nothing: "in the picture". */
  const tailAt = (from: number): number => TAIL.exec(words.slice(from).join(' '))?.[0].split(' ').length ?? 0

  /** The noun at a place, with the place after it and after what may trail it; only where a joiner or the end follows. */
  const nounAt = (from: number): { readonly named: Named; readonly end: number } | undefined => {
    for (let length = Math.min(longest, words.length - from); length > 0; length -= 1) {
      const phrase = words.slice(from, from + length).join(' ')
      const named = dictionary.get(phrase) ?? (EVERYTHING.has(phrase) ? everything : undefined)
      if (!named) continue
      let end = from + length
      for (let tail = tailAt(end); tail > 0; tail = tailAt(end)) end += tail
      if (end === words.length || [',', 'and', 'or'].includes(words[end] ?? '')) return { named, end }
    }
    return undefined
  }

  let joined: Part['joined'] = 'and'
  while (at < words.length) {
    const start = at
    const before: Determiners[] = [{}]
    for (let next = withWord({}, words[at] ?? ''); next; next = withWord(next, words[at] ?? '')) {
      before.push(next)
      at += 1
    }
    // A class may be called "5", "one" or "2 doors": the noun that takes in the most words is meant.
    let noun: ReturnType<typeof nounAt>
    let determiners: Determiners = {}
    for (let back = before.length - 1; back >= 0 && !noun; back -= 1) {
      determiners = before[before.length - 1 - back] ?? {}
      noun = nounAt(at - back)
    }
    if (!noun) {
      const next = words.findIndex((word, index) => index > start && [',', 'and', 'or'].includes(word))
      return { stuckAt: words.slice(start, next < 0 ? undefined : next).join(' ') }
    }
    parts.push({ determiners, isBare: Object.keys(determiners).length === 0, named: noun.named, joined })
    at = noun.end
    joined = 'and'
    for (; [',', 'and', 'or'].includes(words[at] ?? ''); at += 1) if (words[at] === 'or') joined = 'or'
  }
  return parts
}

/** Parts that share what stands before the first of them: "any car, bus or truck". */
function groupsOf(parts: readonly Part[]): readonly (readonly [Part, ...Part[]])[] {
  const groups: [Part, ...Part[]][] = []
  for (const part of parts) {
    const group = groups.at(-1)
    if (group && part.isBare) group.push(part)
    else groups.push([part])
  }
  return groups
}

const unknown = (what: string, classNames: readonly string[]): ClassMatch => {
  const listed = classNames.slice(0, MOST_LISTED).join(', ')
  const left = classNames.length - MOST_LISTED
  return { kind: 'unknown', why: `${what} It knows: ${listed}${left > 0 ? ` and ${left} more` : ''}.` }
}

/**
 * Reads an English instruction ("Click on all traffic lights and the largest bus") as classes of a model, by name, plural, the synonyms
 * given by class name, and the built-in ones. "All", "every", "each", plurals and bare nouns ask for every box; "any", "a", "one" and "the"
 * before a singular for the best one; numbers for so many of the best; superlatives of size and place sort the boxes first. Whatever is
 * not understood in full is refused with the classes that there are: half an instruction must not become an answer.
 */
export function matchClasses(
  instruction: string,
  classNames: readonly string[],
  synonyms: Readonly<Record<string, readonly string[]>> = {},
): ClassMatch {
  const words = wordsOf(
    wordsOf(instruction)
      .join(' ')
      .replaceAll(/\b(left|right|top|bottom) most\b/g, '$1most'),
  )
  const parts = readParts(words, createDictionary(classNames, synonyms))
  if ('stuckAt' in parts)
    return unknown(`The model has no class for “${parts.stuckAt}”, or the words cannot be read.`, classNames)
  if (parts.length === 0) return unknown('The instruction names nothing to look for.', classNames)

  const wanted: WantedBoxes[] = []
  for (const group of groupsOf(parts)) {
    const { determiners } = group[0]
    const order = determiners.order ?? 'score'
    const isOne = group.some(({ joined }, index) => index > 0 && joined === 'or')
    const nouns: readonly Named[] = isOne
      ? [
          {
            classes: union(group.map(({ named }) => named)),
            number: group[0].named.number,
          },
        ]
      : group.map(({ named }) => named)
    for (const noun of nouns) {
      const count = countOf(determiners, noun)
      if (count === undefined)
        return { kind: 'unknown', why: 'It does not say how many. Write for example “the two largest dogs”.' }
      wanted.push({ classes: noun.classes, order, ...(count !== 'all' && { count }) })
    }
  }
  return { kind: 'wanted', wanted }
}
