import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CannotRead } from '../cannot-read.ts'
import { readInstruction } from './read-instruction.ts'
import type { Filter, Form, Request, Take, Wanted } from './request.ts'
import { COLOURS, FORMS } from './request.ts'

const shapes = (...wanted: Wanted[]): Request => ({ kind: 'shapes', wanted })
const want = (filters: Filter[], more: Partial<Wanted> = {}): Wanted => ({ filters, except: [], ...more })
const colour = (...names: (typeof COLOURS)[number][]): Filter => ({
  kind: 'colour',
  colours: names.map((name) => ({ colour: name })),
  negated: false,
})
const form = (...forms: Form[]): Filter => ({ kind: 'form', forms, negated: false })
const not = (filter: Filter): Filter => (filter.kind === 'half' ? filter : { ...filter, negated: true })
const take = (from: number, count = 1, fromEnd = false): Take => ({ from, count, fromEnd })

const sentences: readonly (readonly [string, Request])[] = [
  ['Click on all red circles', shapes(want([colour('red'), form('circle')]))],
  ['PLEASE, click each red dot!', shapes(want([colour('red'), form('circle')]))],
  ['red discs', shapes(want([colour('red'), form('circle')]))],
  ['Could you please tap the crosses', shapes(want([form('cross')]))],
  [
    'click the largest blue square',
    shapes(want([colour('blue'), form('square')], { order: 'largest', take: take(0) })),
  ],
  ['the biggest shape', shapes(want([], { order: 'largest', take: take(0) }))],
  ['the second largest ring', shapes(want([form('ring')], { order: 'largest', take: take(1) }))],
  ['the two smallest stars', shapes(want([form('star')], { order: 'smallest', take: take(0, 2) }))],
  [
    'the largest of the red circles',
    shapes(want([colour('red'), form('circle')], { order: 'largest', take: take(0) })),
  ],
  ['the largest circle or square', shapes(want([form('circle', 'square')], { order: 'largest', take: take(0) }))],
  ['the left-most star', shapes(want([form('star')], { order: 'left', take: take(0) }))],
  ['the top star', shapes(want([form('star')], { order: 'top', take: take(0) }))],
  ['the second star from the left', shapes(want([form('star')], { order: 'left', take: take(1) }))],
  ['the 3rd oval from the right', shapes(want([form('ellipse')], { order: 'right', take: take(2) }))],
  ['the first two squares', shapes(want([form('square')], { order: 'reading', take: take(0, 2) }))],
  ['the last hexagon', shapes(want([form('hexagon')], { order: 'reading', take: take(0, 1, true) }))],
  ['a star', shapes(want([form('star')], { order: 'reading', take: take(0) }))],
  ['any stars', shapes(want([form('star')]))],
  ['every triangle that is not green', shapes(want([form('triangle'), not(colour('green'))]))],
  ['all non-red squares', shapes(want([not(colour('red')), form('square')]))],
  ["shapes that aren't stars", shapes(want([not(form('star'))]))],
  ['everything that is neither red nor blue', shapes(want([not(colour('red', 'blue'))]))],
  ['all shapes except circles', shapes(want([], { except: [want([form('circle')])] }))],
  ['all circles, except the red ones', shapes(want([form('circle')], { except: [want([colour('red')])] }))],
  ['all but the stars and the rings', shapes(want([], { except: [want([form('star')]), want([form('ring')])] }))],
  ['yellow or blue squares', shapes(want([colour('yellow', 'blue'), form('square')]))],
  ['red, green and blue triangles', shapes(want([colour('red', 'green', 'blue'), form('triangle')]))],
  ['squares and circles', shapes(want([form('square', 'circle')]))],
  [
    'red circles and blue squares',
    shapes(want([colour('red'), form('circle')]), want([colour('blue'), form('square')])),
  ],
  ['the large circle', shapes(want([form('circle')], { order: 'largest', take: take(0) }))],
  ['all small circles', shapes(want([form('circle')], { size: 'small' }))],
  ['stars in the top half of the picture', shapes(want([form('star'), { kind: 'half', side: 'top' }]))],
  ['circles on the left', shapes(want([form('circle'), { kind: 'half', side: 'left' }]))],
  [
    'light blue rings',
    shapes(want([{ kind: 'colour', colours: [{ colour: 'blue', shade: 'light' }], negated: false }, form('ring')])),
  ],
  ['Click the center of the object.', { kind: 'object' }],
  ['the centre of the shape', { kind: 'object' }],
  ['the centre of the red circle', shapes(want([colour('red'), form('circle')]))],
  ['each object', shapes(want([]))],
  ['the red one', shapes(want([colour('red')]))],
  ['the largest', shapes(want([], { order: 'largest', take: take(0) }))],
]

test.each(sentences)('reads “%s”', (sentence, request) => {
  expect(readInstruction(sentence)).toEqual(request)
})

describe('what cannot be read', () => {
  test.each([
    ['Click on all traffic lights', 'traffic'],
    ['red cars', 'cars'],
    ['the circle above the star', 'above'],
    ['Klicke auf alle Kreise', 'klicke'],
  ])('is named: “%s”', (sentence, word) => {
    expect(() => readInstruction(sentence)).toThrow(CannotRead)
    expect(() => readInstruction(sentence)).toThrow(`“${word}”`)
  })

  test.each([
    '',
    '...',
    'click',
    'click the',
    'please',
    'circle red square',
    'the largest smallest star',
    'star from the left',
    'all shapes except',
    'the object and the star',
    '5',
  ])('is an error, not a guess: “%s”', (sentence) => {
    expect(() => readInstruction(sentence)).toThrow(CannotRead)
  })

  test('tells what can be read, with examples', () => {
    expect(() => readInstruction('all dogs')).toThrow('Click on all red circles')
  })

  test('is what can mean two things', () => {
    expect(() => readInstruction('red circles and squares')).toThrow('two things')
  })
})

const plural = (name: Form) => (name === 'cross' ? 'crosses' : `${name}s`)

test('any colour, form and opening make the same sentence in any case', () => {
  const opening = fc.constantFrom('', 'click ', 'Click on ', 'Please select ', 'can you mark ', 'NOW TAP ON ')
  fc.assert(
    fc.property(
      opening,
      fc.constantFrom(...COLOURS),
      fc.constantFrom(...FORMS),
      fc.boolean(),
      (start, name, kind, loud) => {
        const sentence = `${start}all ${name} ${plural(kind)}`
        expect(readInstruction(loud ? sentence.toUpperCase() : sentence)).toEqual(
          shapes(want([colour(name), form(kind)])),
        )
      },
    ),
  )
})

test('any text is either read or refused with a reason', () => {
  const word = fc.constantFrom(
    ...'click the all red blue not non circle squares object and or , except largest second two from left in half that is one 3 light of'.split(
      ' ',
    ),
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, (sentence) => {
      try {
        readInstruction(sentence)
      } catch (error) {
        expect(error).toBeInstanceOf(CannotRead)
      }
    }),
    { numRuns: 2_000 },
  )
})
