import type { Size } from '../../../core/geometry.ts'
import { DetectionFailed } from './detection-failed.ts'
import { describeTensor } from './model-input.ts'

/** An output as it came: its sides, and its numbers row by row. */
export interface Output {
  readonly name: string
  readonly type: string
  readonly dims: readonly number[]
  readonly data: ArrayLike<number>
}

/**
 * How a model says where things are. `classes` is how many it tells apart, where the outputs say so.
 * `yolo-v5`: rows of cx, cy, w, h, objectness, a score a class. `yolo-v8`: the same without objectness; `columns` where each column is a box.
 * `end-to-end`: rows of left, top, right, bottom, score, class, as of YOLO v10 or an export with suppression inside.
 * `labels`: left, top, right, bottom beside scores and classes. `logits`: cx, cy, w, h as shares of the input beside unscaled scores;
 * with `nothing` the last class is "nothing there".
 */
export type Layout =
  | { readonly kind: 'yolo-v5'; readonly output: string; readonly classes: number }
  | { readonly kind: 'yolo-v8'; readonly output: string; readonly classes: number; readonly columns: boolean }
  | { readonly kind: 'end-to-end'; readonly output: string }
  | { readonly kind: 'labels'; readonly boxes: string; readonly scores: string; readonly labels: string }
  | {
      readonly kind: 'logits'
      readonly boxes: string
      readonly logits: string
      readonly classes: number
      readonly nothing: boolean
    }

export type LayoutOf<K extends Layout['kind']> = Extract<Layout, { readonly kind: K }>

type Shape = Pick<Output, 'name' | 'type' | 'dims'>

const EXPECTED =
  'Expected one of: [1,N,5+C] (YOLO v5), [1,4+C,N] or [1,N,4+C] (v8), [1,N,6] (v10, or with suppression inside), the outputs boxes, scores and labels, or pred_boxes and logits (DETR), for C classes'

/** Refuses a model with what was expected and what was found. */
const refused = (outputs: readonly Shape[], why: string): DetectionFailed => {
  const found = outputs.map(({ dims, ...rest }) => describeTensor({ ...rest, shape: dims })).join('; ')
  return new DetectionFailed('bad-model', `The model's outputs do not fit: ${why}. ${EXPECTED}. Found: ${found}.`)
}

/** Sides without the batch of one. */
const sidesOf = ({ dims }: Shape, rank: number): readonly number[] | undefined => {
  const sides = dims.length === rank + 1 && dims[0] === 1 ? dims.slice(1) : dims
  return sides.length === rank ? sides : undefined
}

/** Cells of the three grids (8, 16 and 32 pixels) in which the YOLO family looks. */
const gridCells = ({ width, height }: Size): number =>
  [8, 16, 32].reduce((sum, stride) => sum + Math.ceil(width / stride) * Math.ceil(height / stride), 0)

/** Whether every row of six can be left, top, right, bottom, score, class. With a centre and a size in front, some row would not. */
function areFinished(data: ArrayLike<number>): boolean {
  for (let at = 0; at + 5 < data.length; at += 6) {
    const [left = NaN, top = NaN, right = NaN, bottom = NaN, , label] = Array.from(
      { length: 6 },
      (_, of) => data[at + of],
    )
    if (right < left || bottom < top || !Number.isInteger(label)) return false
  }
  return true
}

function recogniseSingle(output: Output, input: Size, named: number | undefined): Layout | undefined {
  const [rows = 0, columns = 0] = sidesOf(output, 2) ?? []
  const base = { output: output.name }
  const v8Columns: Layout = { kind: 'yolo-v8', ...base, classes: rows - 4, columns: true }
  const v8Rows: Layout = { kind: 'yolo-v8', ...base, classes: columns - 4, columns: false }
  const v5: Layout = { kind: 'yolo-v5', ...base, classes: columns - 5 }
  const endToEnd: Layout = { kind: 'end-to-end', ...base }
  // With the names known, the sides must agree with them; without, rows of the longer side are boxes.
  const fits: Layout[] = []
  if (named === undefined ? rows > 4 && rows < columns : rows === 4 + named) fits.push(v8Columns)
  if (named === undefined ? columns > 5 && rows >= columns : columns === 5 + named) fits.push(v5)
  if (named === undefined ? columns > 4 && rows >= columns : columns === 4 + named) fits.push(v8Rows)
  if (columns === 6 && areFinished(output.data)) fits.push(endToEnd)
  // Two readings of the same sides: the number of boxes tells, which each family has of its own.
  const cells = gridCells(input)
  if (fits.includes(v5) && rows === 3 * cells) return v5
  if (fits.includes(v8Rows) && rows === cells) return v8Rows
  if (fits.includes(v8Columns) && columns === cells) return v8Columns
  return fits.includes(endToEnd) ? endToEnd : fits[0]
}

function recogniseNamed(outputs: readonly Shape[], named: number | undefined): Layout | undefined {
  const called = (...names: string[]) => outputs.find(({ name }) => names.includes(name.toLowerCase()))
  const boxes = called('boxes', 'pred_boxes')
  const logits = called('logits', 'pred_logits')
  const scores = called('scores')
  const labels = called('labels')
  if (!boxes || sidesOf(boxes, 2)?.[1] !== 4) return undefined
  if (scores && labels && sidesOf(scores, 1) && sidesOf(labels, 1))
    return { kind: 'labels', boxes: boxes.name, scores: scores.name, labels: labels.name }
  const count = logits && sidesOf(logits, 2)?.[1]
  if (!count) return undefined
  if (named !== count && named !== count - 1) {
    throw refused(
      outputs,
      `it gives ${count} numbers a box, and ${named === undefined ? 'its file has no class names' : `there are ${named} class names`}. Give ${count} names, or ${count - 1} where the last number is for "nothing there"`,
    )
  }
  return { kind: 'logits', boxes: boxes.name, logits: logits.name, classes: named, nothing: named === count - 1 }
}

/**
 * Recognises the layout of a model's outputs, of which one picture of `input` size was made. `named` is the number of class names, where
 * they are known. Throws DetectionFailed with what was expected and what was found.
 */
export function recogniseLayout(outputs: readonly Output[], input: Size, named: number | undefined): Layout {
  // Early exports of v5 also give the three grids that the one output is made from, with five sides each.
  const [only, another] = outputs.filter(({ dims }) => dims.length !== 5)
  const layout = recogniseNamed(outputs, named) ?? (only && !another ? recogniseSingle(only, input, named) : undefined)
  if (!layout)
    throw refused(
      outputs,
      named === undefined ? 'they are of no known kind' : `for ${named} class names, they are of no known kind`,
    )
  if (named === undefined && !('classes' in layout)) {
    throw new DetectionFailed(
      'bad-model',
      'The model gives class numbers, and neither it nor its settings say what they mean. Give the class names, in the order of the numbers.',
    )
  }
  return layout
}

const inWords: { readonly [K in Layout['kind']]: (layout: LayoutOf<K>) => string } = {
  'yolo-v5': () => 'YOLO, boxes with objectness and scores in one output (v5)',
  'yolo-v8': ({ columns }) => `YOLO, boxes and scores in one output (v8${columns ? '' : ', a row a box'})`,
  'end-to-end': () => 'YOLO, finished boxes with score and class (v10, or with suppression inside)',
  labels: () => 'DETR, outputs boxes, scores and labels',
  logits: ({ boxes, logits, nothing }) =>
    `DETR, outputs ${boxes} and ${logits}${nothing ? ', last class "nothing there", colours normalised' : ''}`,
}

/** A layout in words for people. */
export const describeLayout = (layout: Layout): string => inWords[layout.kind](layout as never)
