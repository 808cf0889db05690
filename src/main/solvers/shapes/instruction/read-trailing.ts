import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { readColours, readForms } from './read-lists.ts'
import type { Filter, Side, Wanted } from './request.ts'

type ReadWanted = (cursor: Cursor) => { wanted: Wanted } | undefined

const EXCEPTIONS = [
  'except for',
  'except',
  'excluding',
  'besides',
  'but not',
  'but',
  'other than',
  'apart from',
  'without',
]

/** Reads what may stand behind the noun: "from the left", "that are not green", "in the top half", "except the stars". */
export function readTrailing(cursor: Cursor, draft: Draft, readWanted: ReadWanted): void {
  while (readFrom(cursor, draft) || readRelative(cursor, draft) || readHalf(cursor, draft) || readPicture(cursor))
    continue
  const excepts = cursor.attempt(() => {
    cursor.accept(',')
    return cursor.accept(...EXCEPTIONS)
  })
  if (excepts === undefined) return
  do {
    const next = readWanted(cursor)
    if (!next) throw cursor.stuck()
    draft.except.push(next.wanted)
  } while (cursor.accept(', and', ', or', ',', 'and', 'or', 'nor') !== undefined)
}

/** "the second star from the left" */
function readFrom(cursor: Cursor, draft: Draft): boolean {
  const side = cursor.attempt(() => {
    if (cursor.accept('from the', 'from') === undefined) return undefined
    return cursor.take('side')?.side
  })
  if (side === undefined) return false
  if (draft.order !== undefined || (draft.ordinal === undefined && draft.count === undefined && draft.last !== true))
    throw cursor.stuck()
  draft.order = side
  return true
}

/** "that are not red", "which is a circle", "not green", "that isn't a star", "that are neither red nor blue" */
function readRelative(cursor: Cursor, draft: Draft): boolean {
  const filter = cursor.attempt((): Filter | undefined => {
    cursor.accept(',')
    const joined = cursor.accept('and', 'or', 'nor', 'but')
    const that = cursor.accept('that', 'which')
    const is = cursor.accept('is', 'are', 'isn', 'aren')
    const not = cursor.accept('not', 't', 'neither') !== undefined
    if (is === undefined && !not) return undefined
    // "or that are red" would widen what came before, which filters cannot say.
    if (joined === 'or' || (joined === 'but' && that === undefined && is === undefined)) return undefined
    cursor.accept('a', 'an')
    const negated = not || joined === 'nor'
    const colours = readColours(cursor, true)
    // "that are not red circles" would except only what is both.
    if (colours) return cursor.peek()?.kind === 'form' ? undefined : { kind: 'colour', colours, negated }
    const forms = readForms(cursor)?.forms
    return forms && { kind: 'form', forms, negated }
  })
  if (filter) draft.filters.push(filter)
  return filter !== undefined
}

/** "in the top half", "on the left", "in the upper left part of the picture" */
function readHalf(cursor: Cursor, draft: Draft): boolean {
  const sides = cursor.attempt((): readonly Side[] | undefined => {
    cursor.accept('that is', 'that are', 'which is', 'which are')
    if (cursor.accept('in the', 'on the', 'at the', 'to the', 'in', 'on', 'at') === undefined) return undefined
    const first = cursor.take('side')
    if (!first) return undefined
    const second = cursor.take('side')
    cursor.accept('half', 'side', 'part')
    return second ? [first.side, second.side] : [first.side]
  })
  if (!sides) return false
  draft.filters.push(...sides.map((side): Filter => ({ kind: 'half', side })))
  return true
}

/** "in the picture" says nothing. */
function readPicture(cursor: Cursor): boolean {
  return (
    cursor.attempt(() => {
      if (cursor.accept('in the', 'on the', 'of the', 'in this') === undefined) return undefined
      return cursor.accept('image', 'picture', 'photograph', 'photo', 'screen', 'scene')
    }) !== undefined
  )
}
