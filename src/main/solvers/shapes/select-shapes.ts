import type { ColourWord, Filter, Order, Side, Wanted } from './instruction/request.ts'
import type { Picture, Position } from './picture.ts'
import type { Shape } from './vision/find-shapes.ts'

type Size = Pick<Picture, 'width' | 'height'>

/** The shapes that any of `wanted` means, each once, in reading order. `picture` is what halves of the picture are measured by. */
export function selectShapes(shapes: readonly Shape[], wanted: readonly Wanted[], picture: Size): Shape[] {
  const chosen = new Set(wanted.flatMap((one) => choose(shapes, one, picture)))
  return readingOrder(shapes).filter((shape) => chosen.has(shape))
}

function choose(shapes: readonly Shape[], wanted: Wanted, picture: Size): Shape[] {
  let left = shapes.filter((shape) => wanted.filters.every((filter) => passes(shape, filter, picture)))
  if (wanted.size !== undefined) left = ofSize(left, wanted.size)
  if (wanted.order !== undefined) left = sorted(left, wanted.order)
  if (wanted.take) {
    const { from, count, fromEnd } = wanted.take
    left = fromEnd ? left.slice(Math.max(0, left.length - count)) : left.slice(from, from + count)
  }
  // "all circles except the red ones": the exception chooses among what was chosen.
  const excepted = new Set(wanted.except.flatMap((exception) => choose(left, exception, picture)))
  return left.filter((shape) => !excepted.has(shape))
}

function passes(shape: Shape, filter: Filter, picture: Size): boolean {
  if (filter.kind === 'colour') return filter.colours.some((colour) => isOf(shape.colour, colour)) !== filter.negated
  if (filter.kind === 'form') return filter.forms.some((form) => form === shape.form) !== filter.negated
  return HALVES[filter.side](shape.centre, picture)
}

const HALVES: Readonly<Record<Side, (centre: Position, picture: Size) => boolean>> = {
  left: (centre, picture) => centre.x < picture.width / 2,
  right: (centre, picture) => centre.x > picture.width / 2,
  top: (centre, picture) => centre.y < picture.height / 2,
  bottom: (centre, picture) => centre.y > picture.height / 2,
}

const isOf = (seen: ColourWord, asked: ColourWord): boolean =>
  seen.colour === asked.colour && (asked.shade === undefined || seen.shade === asked.shade)

/** Large are those above the widest gap between the sizes in order, as a ratio; a single shape is both. */
function ofSize(shapes: readonly Shape[], size: 'large' | 'small'): Shape[] {
  const rising = sorted(shapes, 'smallest')
  let cut = 0
  let widest = 1
  for (let at = 1; at < rising.length; at += 1) {
    const ratio = rising[at]!.area / rising[at - 1]!.area
    if (ratio > widest) {
      widest = ratio
      cut = at
    }
  }
  if (cut === 0) return rising
  return size === 'small' ? rising.slice(0, cut) : rising.slice(cut)
}

/** What an order sorts by, smallest first. */
const MEASURES: Readonly<Record<Exclude<Order, 'reading'>, (shape: Shape) => number>> = {
  largest: (shape) => -shape.area,
  smallest: (shape) => shape.area,
  left: (shape) => shape.centre.x,
  right: (shape) => -shape.centre.x,
  top: (shape) => shape.centre.y,
  bottom: (shape) => -shape.centre.y,
}

function sorted(shapes: readonly Shape[], order: Order): Shape[] {
  if (order === 'reading') return readingOrder(shapes)
  const measure = MEASURES[order]
  return shapes.toSorted((one, other) => measure(one) - measure(other))
}

/** Rows from the top, each from the left. A shape belongs to a row where its centre lies above the lower end of the row's first shape. */
function readingOrder(shapes: readonly Shape[]): Shape[] {
  const rows: Shape[][] = []
  for (const shape of sorted(shapes, 'top')) {
    const row = rows.at(-1)
    if (row?.[0] && shape.centre.y < row[0].bottom) row.push(shape)
    else rows.push([shape])
  }
  return rows.flatMap((row) => sorted(row, 'left'))
}
