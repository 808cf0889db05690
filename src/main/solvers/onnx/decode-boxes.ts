import type { Size } from '../../../core/geometry.ts'
import { DetectionFailed } from './detection-failed.ts'
import type { Layout, LayoutOf, Output } from './layout.ts'
import type { Edges } from './letterbox.ts'
import type { Candidate } from './suppress.ts'

/** Boxes in an output: the four numbers of box `index`, and how they are meant. */
interface BoxReader {
  readonly count: number
  readonly form: 'centre' | 'edges'
  readonly number: (index: number, which: 0 | 1 | 2 | 3) => number
}

/** Rounding of 16-bit floats. */
const SLACK = 0.002
/**
 * Boxes that all lie within two pixels of the input's corner are no boxes: their numbers are shares of the input. Some exports of every
 * family give them so, and nothing else in the file says it.
 */
const LARGEST_SHARE = 2

const outputOf = (outputs: readonly Output[], name: string): Output => {
  const output = outputs.find((one) => one.name === name)
  if (!output) throw new Error(`The model gave no output ${name}.`)
  return output
}

/** One more side than the last two: a batch of one. */
const lastTwo = ({ dims }: Pick<Output, 'dims'>): readonly [number, number] => [dims.at(-2) ?? 0, dims.at(-1) ?? 0]

const fromRows = (data: ArrayLike<number>, count: number, stride: number, form: BoxReader['form']): BoxReader => ({
  count,
  form,
  number: (index, which) => data[index * stride + which] ?? NaN,
})

function areShares({ count, number }: BoxReader): boolean {
  for (let index = 0; index < count; index += 1)
    for (const which of [0, 1, 2, 3] as const) if (number(index, which) > LARGEST_SHARE) return false
  return count > 0
}

/** Box `index` in pixels of the input. */
function edgesOf({ form, number }: BoxReader, index: number, scale: Size | undefined): Edges {
  const [a, b, c, d] = [number(index, 0), number(index, 1), number(index, 2), number(index, 3)]
  const { width, height } = scale ?? { width: 1, height: 1 }
  const edges =
    form === 'edges'
      ? { left: a, top: b, right: c, bottom: d }
      : { left: a - c / 2, top: b - d / 2, right: a + c / 2, bottom: b + d / 2 }
  return {
    left: edges.left * width,
    top: edges.top * height,
    right: edges.right * width,
    bottom: edges.bottom * height,
  }
}

/** The best class of a box and its score; NaN where any of its scores is none. */
interface Best {
  readonly classIndex: number
  readonly score: number
}

function bestOf(classes: number, score: (classIndex: number) => number): Best {
  let best: Best = { classIndex: 0, score: -Infinity }
  for (let classIndex = 0; classIndex < classes; classIndex += 1) {
    const value = score(classIndex)
    if (Number.isNaN(value)) return { classIndex, score: value }
    if (value > best.score) best = { classIndex, score: value }
  }
  return best
}

/** The share of one logit among all of them. The largest is taken off first, so that nothing overflows. */
function softmax(classes: number, logit: (classIndex: number) => number): (classIndex: number) => number {
  let largest = -Infinity
  for (let index = 0; index < classes; index += 1) largest = Math.max(largest, logit(index))
  let sum = 0
  for (let index = 0; index < classes; index += 1) sum += Math.exp(logit(index) - largest)
  return (index) => Math.exp(logit(index) - largest) / sum
}

/** Boxes, and what is in each. */
interface Readers {
  readonly boxes: BoxReader
  readonly best: (index: number) => Best
  /** The family always gives shares of the input. */
  readonly shares?: true
}

const readers: {
  readonly [K in Layout['kind']]: (layout: LayoutOf<K>, outputs: readonly Output[]) => Readers
} = {
  'yolo-v5': (layout, outputs) => {
    const { data, ...output } = outputOf(outputs, layout.output)
    const [rows, columns] = lastTwo(output)
    const at = (index: number, column: number) => data[index * columns + column] ?? NaN
    return {
      boxes: fromRows(data, rows, columns, 'centre'),
      best: (index) => bestOf(layout.classes, (one) => at(index, 4) * at(index, 5 + one)),
    }
  },
  'yolo-v8': (layout, outputs) => {
    const { data, ...output } = outputOf(outputs, layout.output)
    const [rows, columns] = lastTwo(output)
    const at = layout.columns
      ? (index: number, number: number) => data[number * columns + index] ?? NaN
      : (index: number, number: number) => data[index * columns + number] ?? NaN
    return {
      boxes: { count: layout.columns ? columns : rows, form: 'centre', number: at },
      best: (index) => bestOf(layout.classes, (one) => at(index, 4 + one)),
    }
  },
  'end-to-end': (layout, outputs) => {
    const { data, ...output } = outputOf(outputs, layout.output)
    const [rows, columns] = lastTwo(output)
    return {
      boxes: fromRows(data, rows, columns, 'edges'),
      best: (index) => ({ score: data[index * columns + 4] ?? NaN, classIndex: data[index * columns + 5] ?? NaN }),
    }
  },
  labels: (layout, outputs) => {
    const boxes = outputOf(outputs, layout.boxes)
    const scores = outputOf(outputs, layout.scores)
    const labels = outputOf(outputs, layout.labels)
    return {
      boxes: fromRows(boxes.data, lastTwo(boxes)[0], 4, 'edges'),
      best: (index) => ({ score: scores.data[index] ?? NaN, classIndex: labels.data[index] ?? NaN }),
    }
  },
  logits: (layout, outputs) => {
    const boxes = outputOf(outputs, layout.boxes)
    const { data, ...logits } = outputOf(outputs, layout.logits)
    const [rows, count] = lastTwo(logits)
    const scoreOf = (index: number): ((one: number) => number) => {
      const logit = (one: number) => data[index * count + one] ?? NaN
      return layout.nothing ? softmax(count, logit) : (one) => 1 / (1 + Math.exp(-logit(one)))
    }
    return {
      boxes: fromRows(boxes.data, rows, 4, 'centre'),
      best: (index) => bestOf(layout.classes, scoreOf(index)),
      shares: true,
    }
  },
}

const notBoxes = (what: string): DetectionFailed =>
  new DetectionFailed('bad-output', `The model's output cannot be read as boxes: ${what}.`)

/**
 * The boxes in a model's outputs with a score of at least `threshold` (0 to 1), in pixels of its input; of each box its best class.
 * Throws DetectionFailed where a score is no number from 0 to 1, a kept box has no finite edges, or a class has no name: such a model
 * would otherwise answer "nothing there". `classes` is the number of class names.
 */
export function decodeBoxes(
  layout: Layout,
  outputs: readonly Output[],
  { input, threshold, classes }: { readonly input: Size; readonly threshold: number; readonly classes: number },
): readonly Candidate[] {
  const { boxes, best, shares } = readers[layout.kind](layout as never, outputs)
  const scale = (shares ?? areShares(boxes)) ? input : undefined
  const found: Candidate[] = []
  for (let index = 0; index < boxes.count; index += 1) {
    const { score, classIndex } = best(index)
    if (!(score >= -SLACK && score <= 1 + SLACK))
      throw notBoxes(`box ${index + 1} of ${boxes.count} has the score ${score}, and scores must be from 0 to 1`)
    if (score < threshold) continue
    if (!(Number.isInteger(classIndex) && classIndex >= 0 && classIndex < classes))
      throw notBoxes(`box ${index + 1} is of class ${classIndex}, and there are ${classes} class names, from 0`)
    const edges = edgesOf(boxes, index, scale)
    if (!Object.values(edges).every(Number.isFinite)) throw notBoxes(`box ${index + 1} has edges that are no numbers`)
    if (edges.right > edges.left && edges.bottom > edges.top)
      found.push({ ...edges, score: Math.min(1, Math.max(0, score)), classIndex })
  }
  return found
}
