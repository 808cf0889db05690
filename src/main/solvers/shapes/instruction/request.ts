/** Forms the solver can tell apart. A square is not a rectangle, a circle is not an ellipse and a ring is neither: each shape has one form. */
export const FORMS = [
  'circle',
  'ellipse',
  'square',
  'rectangle',
  'triangle',
  'pentagon',
  'hexagon',
  'star',
  'cross',
  'ring',
] as const
export type Form = (typeof FORMS)[number]

export const COLOURS = [
  'red',
  'orange',
  'yellow',
  'green',
  'cyan',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'white',
  'grey',
] as const
export type Colour = (typeof COLOURS)[number]
export type Shade = 'light' | 'dark'

/** A colour as an instruction names it; without a shade every shade of it is meant. */
export interface ColourWord {
  readonly colour: Colour
  readonly shade?: Shade
}

export type Side = 'left' | 'right' | 'top' | 'bottom'

export type Filter =
  | { readonly kind: 'colour'; readonly colours: readonly ColourWord[]; readonly negated: boolean }
  | { readonly kind: 'form'; readonly forms: readonly Form[]; readonly negated: boolean }
  /** The half of the picture on that side. */
  | { readonly kind: 'half'; readonly side: Side }

/** What the shapes are sorted by before some are taken. `reading`: row by row from the top, left to right in a row. */
export type Order = 'largest' | 'smallest' | Side | 'reading'

/** Which of the sorted shapes are meant: `count` of them from number `from` (0 is the first), counted from the end where `fromEnd`. */
export interface Take {
  readonly from: number
  readonly count: number
  readonly fromEnd: boolean
}

/** One thing asked for: shapes that pass every filter, of these the large or small ones, of these some by order, without the exceptions. */
export interface Wanted {
  readonly filters: readonly Filter[]
  readonly size?: 'large' | 'small'
  readonly order?: Order
  readonly take?: Take
  readonly except: readonly Wanted[]
}

/** What an instruction asks for: the one object of a picture of anything, or every shape that any of `wanted` means. */
export type Request = { readonly kind: 'object' } | { readonly kind: 'shapes'; readonly wanted: readonly Wanted[] }
