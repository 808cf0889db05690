import type { Cursor } from './cursor.ts'
import type { ColourWord, Form } from './request.ts'

function readColour(cursor: Cursor): ColourWord | undefined {
  return cursor.attempt(() => {
    const shade = cursor.take('shade')
    const colour = cursor.take('colour')
    if (!colour) return undefined
    return shade ? { colour: colour.word.colour, shade: shade.shade } : colour.word
  })
}

/** "," or "and" or "or" (also ", and"), read only where `next` can be read behind it. */
function readNext<Value>(
  cursor: Cursor,
  next: () => Value | undefined,
): { value: Value; joined: 'and' | 'or' | undefined } | undefined {
  return cursor.attempt(() => {
    const comma = cursor.accept(',')
    const word = cursor.accept('and', 'or', 'nor')
    if (comma === undefined && word === undefined) return undefined
    const value = next()
    return value === undefined
      ? undefined
      : { value, joined: word === undefined ? undefined : word === 'and' ? 'and' : 'or' }
  })
}

/** Reads "red", "light blue", and with `list` also "yellow or blue" and "red, green and blue". */
export function readColours(cursor: Cursor, list: boolean): readonly ColourWord[] | undefined {
  const first = readColour(cursor)
  if (!first) return undefined
  const colours = [first]
  // "red and blue circles" is one list, but in "red circles and blue squares" the noun comes first and ends it.
  let next = list ? readNext(cursor, () => readColour(cursor)) : undefined
  while (next) {
    colours.push(next.value)
    next = readNext(cursor, () => readColour(cursor))
  }
  return colours
}

/** Reads "squares" and "squares, stars and circles". */
export function readForms(
  cursor: Cursor,
): { forms: readonly Form[]; plural: boolean; joined: 'and' | 'or' | undefined } | undefined {
  const first = cursor.take('form')
  if (!first) return undefined
  const forms = [first.form]
  let plural = first.plural
  let joined: 'and' | 'or' | undefined
  for (;;) {
    const next = readNext(cursor, () => cursor.take('form'))
    if (!next) return { forms, plural, joined: joined ?? (forms.length > 1 ? 'and' : undefined) }
    forms.push(next.value.form)
    plural ||= next.value.plural
    joined = next.joined ?? joined
  }
}
