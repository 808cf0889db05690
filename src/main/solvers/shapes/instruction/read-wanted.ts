import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { readColours, readForms } from './read-lists.ts'
import { readTrailing } from './read-trailing.ts'
import type { Filter, Take, Wanted } from './request.ts'

const EVERY = ['all', 'every', 'each', 'both', 'these', 'those']
const ONE = ['any', 'a', 'an']

function readModifier(cursor: Cursor, draft: Draft): boolean {
  if (cursor.accept('the', 'of', 'only') !== undefined) return true
  if (cursor.accept(...EVERY) !== undefined) {
    draft.every = true
    return true
  }
  if (cursor.accept(...ONE) !== undefined) {
    draft.one = true
    return true
  }
  if (cursor.isAt('not') || cursor.isAt('non')) return readNegated(cursor, draft)
  const colours = readColours(cursor, true)
  if (colours) {
    draft.filters.push({ kind: 'colour', colours, negated: false })
    cursor.accept('coloured', 'colored', 'colour', 'color')
    return true
  }
  return readRank(cursor, draft)
}

function readNegated(cursor: Cursor, draft: Draft): boolean {
  const filter = cursor.attempt((): Filter | undefined => {
    const word = cursor.accept('not', 'non')
    const colours = readColours(cursor, word === 'not')
    if (colours) return { kind: 'colour', colours, negated: true }
    // "non-circles" is a noun and a filter; "not circles" stands only behind a noun.
    const forms = word === 'non' ? readForms(cursor)?.forms : undefined
    return forms && { kind: 'form', forms, negated: true }
  })
  if (filter) draft.filters.push(filter)
  return filter !== undefined
}

function readRank(cursor: Cursor, draft: Draft): boolean {
  const superlative = cursor.take('superlative')
  if (superlative) {
    if (draft.order !== undefined) throw cursor.stuck()
    draft.order = superlative.order
    return true
  }
  const size = cursor.take('size')
  if (size) {
    draft.size = size.size
    return true
  }
  const ordinal = cursor.take('ordinal')
  if (ordinal) {
    draft.ordinal = ordinal.number
    return true
  }
  if (cursor.take('last')) {
    draft.last = true
    return true
  }
  // "one" behind other words is a noun ("the red one"); in front of them it is a number.
  if (cursor.isAt('one') && !leadsToNoun(cursor)) return false
  const number = cursor.take('number')
  if (number) {
    draft.count = number.number
    return true
  }
  // "the left circle" is the leftmost one.
  if (cursor.peek()?.kind === 'side' && leadsToNoun(cursor) && draft.order === undefined) {
    const side = cursor.take('side')
    if (side) draft.order = side.side
    return true
  }
  return false
}

function leadsToNoun(cursor: Cursor): boolean {
  const next = cursor.peek(1)?.kind
  return (
    next === 'form' ||
    next === 'anything' ||
    next === 'colour' ||
    next === 'shade' ||
    next === 'size' ||
    next === 'superlative' ||
    cursor.isAt('of', 1)
  )
}

/** "all except the red ones" has no noun; "red circles and squares" has one list of nouns. */
function readNoun(cursor: Cursor, draft: Draft): boolean {
  const anything = cursor.take('anything')
  if (anything || cursor.accept('one') !== undefined) {
    draft.generic = true
    draft.plural = anything?.plural ?? false
    return true
  }
  const narrowed = draft.filters.length > 0 || draft.size !== undefined
  const list = readForms(cursor)
  if (!list) return false
  if (list.forms.length > 1 && (narrowed || (ranked(draft) && list.joined === 'and')))
    throw cursor.unclear('repeat the words that go with both forms, as in “red circles and red squares”')
  draft.filters.push({ kind: 'form', forms: list.forms, negated: false })
  draft.plural = list.plural
  return true
}

const ranked = (draft: Draft): boolean =>
  draft.order !== undefined || draft.ordinal !== undefined || draft.last === true || draft.count !== undefined

/** Reads one thing asked for: `{modifier} [noun] {trailing}`; undefined where none begins here. */
export function readWanted(cursor: Cursor): { wanted: Wanted; theObject: boolean } | undefined {
  const draft: Draft = { filters: [], except: [] }
  let modifiers = 0
  while (readModifier(cursor, draft)) modifiers += 1
  const noun = readNoun(cursor, draft)
  if (!noun && modifiers === 0) return undefined
  readTrailing(cursor, draft, readWanted)
  const plain = draft.filters.length === 0 && draft.except.length === 0 && draft.size === undefined
  // "the largest" needs no noun, "the three" does.
  if (!noun && plain && draft.order === undefined && draft.ordinal === undefined && draft.last !== true)
    throw cursor.stuck()
  const bare = plain && !ranked(draft)
  const theObject = bare && draft.generic === true && draft.plural === false && draft.every !== true
  return { wanted: finish(cursor, draft), theObject }
}

function finish(cursor: Cursor, draft: Draft): Wanted {
  const take = takeOf(cursor, draft)
  const singularSize = draft.size !== undefined && draft.plural === false && draft.every !== true && take === undefined
  if (singularSize && draft.size !== undefined) {
    const order = draft.size === 'large' ? 'largest' : 'smallest'
    return { filters: draft.filters, order, take: { from: 0, count: 1, fromEnd: false }, except: draft.except }
  }
  return {
    filters: draft.filters,
    ...(draft.size !== undefined && { size: draft.size }),
    ...(take && { order: draft.order ?? 'reading', take }),
    except: draft.except,
  }
}

function takeOf(cursor: Cursor, draft: Draft): Take | undefined {
  const count = draft.count ?? 1
  if (draft.last === true) return { from: 0, count, fromEnd: true }
  if (draft.ordinal !== undefined) {
    // "the first two", but not "the second two".
    if (draft.count !== undefined && draft.ordinal !== 1) throw cursor.stuck()
    return { from: draft.ordinal - 1, count, fromEnd: false }
  }
  if (draft.order !== undefined || draft.count !== undefined) return { from: 0, count, fromEnd: false }
  return draft.one === true && draft.plural === false ? { from: 0, count: 1, fromEnd: false } : undefined
}
