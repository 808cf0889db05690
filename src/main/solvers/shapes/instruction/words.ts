import type { Colour, ColourWord, Form, Order, Shade, Side } from './request.ts'

/** What a known word may stand for. One word has one meaning; the reader decides by its place in the sentence. */
export type Word =
  | { readonly kind: 'form'; readonly form: Form; readonly plural: boolean }
  | { readonly kind: 'anything'; readonly plural: boolean }
  | { readonly kind: 'colour'; readonly word: ColourWord }
  | { readonly kind: 'shade'; readonly shade: Shade }
  | { readonly kind: 'superlative'; readonly order: Order }
  | { readonly kind: 'side'; readonly side: Side }
  | { readonly kind: 'size'; readonly size: 'large' | 'small' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'ordinal'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'plain' }

const FORM_WORDS: Readonly<Record<string, Form>> = {
  circle: 'circle',
  disc: 'circle',
  disk: 'circle',
  dot: 'circle',
  ball: 'circle',
  ellipse: 'ellipse',
  oval: 'ellipse',
  square: 'square',
  rectangle: 'rectangle',
  oblong: 'rectangle',
  triangle: 'triangle',
  pentagon: 'pentagon',
  hexagon: 'hexagon',
  star: 'star',
  cross: 'cross',
  plus: 'cross',
  ring: 'ring',
  donut: 'ring',
  doughnut: 'ring',
}

const COLOUR_WORDS: Readonly<Record<string, Colour>> = {
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
  cyan: 'cyan',
  teal: 'cyan',
  turquoise: 'cyan',
  aqua: 'cyan',
  blue: 'blue',
  purple: 'purple',
  violet: 'purple',
  pink: 'pink',
  magenta: 'pink',
  fuchsia: 'pink',
  brown: 'brown',
  black: 'black',
  white: 'white',
  grey: 'grey',
  gray: 'grey',
}

const SUPERLATIVES: Readonly<Record<Order, string>> = {
  largest: 'largest biggest greatest',
  smallest: 'smallest littlest tiniest',
  left: 'leftmost',
  right: 'rightmost',
  top: 'topmost uppermost highest',
  bottom: 'bottommost lowermost lowest',
  reading: '',
}

const SIDES: Readonly<Record<string, Side>> = {
  left: 'left',
  right: 'right',
  top: 'top',
  upper: 'top',
  bottom: 'bottom',
  lower: 'bottom',
}

const NUMBERS = 'one two three four five six seven eight nine ten'
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'

/** Words with a part in the grammar but no meaning of their own. */
const PLAIN =
  'please kindly now just simply can could would will you i we want need like to must should ' +
  'click tap select mark find touch point choose pick press locate show highlight identify me out on at ' +
  'all every each any the a an of both only these those ' +
  'and or then also nor neither not non no that which is are isn aren t do does ' +
  'coloured colored colour color in from half side part ' +
  'except excluding besides but other than apart for without ' +
  'centre center middle image picture photo photograph screen scene'

const split = (words: string): string[] => words.split(' ').filter((word) => word !== '')

function lexicon(): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>(split(PLAIN).map((word) => [word, { kind: 'plain' }]))
  for (const [word, form] of Object.entries(FORM_WORDS)) {
    words.set(word, { kind: 'form', form, plural: false })
    words.set(word.endsWith('s') ? `${word}es` : `${word}s`, { kind: 'form', form, plural: true })
  }
  for (const word of ['shape', 'object', 'figure', 'form', 'item', 'thing', 'element']) {
    words.set(word, { kind: 'anything', plural: false })
    words.set(`${word}s`, { kind: 'anything', plural: true })
  }
  for (const word of ['everything', 'anything', 'ones']) words.set(word, { kind: 'anything', plural: true })
  for (const [word, colour] of Object.entries(COLOUR_WORDS)) words.set(word, { kind: 'colour', word: { colour } })
  words.set('navy', { kind: 'colour', word: { colour: 'blue', shade: 'dark' } })
  words.set('maroon', { kind: 'colour', word: { colour: 'red', shade: 'dark' } })
  for (const word of ['light', 'pale']) words.set(word, { kind: 'shade', shade: 'light' })
  words.set('dark', { kind: 'shade', shade: 'dark' })
  for (const [order, names] of Object.entries(SUPERLATIVES) as [Order, string][])
    for (const word of split(names)) words.set(word, { kind: 'superlative', order })
  for (const [word, side] of Object.entries(SIDES)) words.set(word, { kind: 'side', side })
  for (const word of ['large', 'big', 'huge']) words.set(word, { kind: 'size', size: 'large' })
  for (const word of ['small', 'little', 'tiny']) words.set(word, { kind: 'size', size: 'small' })
  split(NUMBERS).forEach((word, index) => words.set(word, { kind: 'number', number: index + 1 }))
  split(ORDINALS).forEach((word, index) => words.set(word, { kind: 'ordinal', number: index + 1 }))
  words.set('last', { kind: 'last' })
  return words
}

const WORDS = lexicon()

/** The meaning of a lower-case word, number ("3") or ordinal ("2nd"); undefined where the solver does not know it. */
export function wordOf(text: string): Word | undefined {
  const digits = /^([1-9]\d?)(st|nd|rd|th)?$/.exec(text)
  if (digits) return { kind: digits[2] === undefined ? 'number' : 'ordinal', number: Number(digits[1]) }
  return WORDS.get(text)
}
