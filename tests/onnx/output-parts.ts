import type { Constant, ElementType, Node, Tensor } from './onnx-writer.ts'

/** Side of the models' input, and of a cell of it, pixels. */
export const SIDE = 64
export const CELL = 16
const ACROSS = SIDE / CELL
export const CELLS = ACROSS * ACROSS

export type OutputKind = 'v5' | 'v8' | 'v8-rows' | 'v10' | 'labels' | 'labels-sized' | 'logits' | 'logits-nothing'

/** A piece of a graph. */
export interface Part {
  readonly nodes: readonly Node[]
  readonly constants: readonly Constant[]
}
export type OutputPart = Part & { readonly outputs: readonly Tensor[] }

export const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Node['attributes'] = {},
): Node => ({ operator, inputs, outputs: [output], attributes })

export const floats = (name: string, shape: readonly number[], values: readonly number[]): Constant => ({
  name,
  type: 'float32',
  shape,
  values,
})

const cells = Array.from({ length: CELLS }, (_, index) => ({
  x: (index % ACROSS) * CELL,
  y: Math.floor(index / ACROSS) * CELL,
}))

/** A column of four numbers a box, as v8 has them: first all of the first kind, then all of the second. */
function boxes(twice: boolean, ...kinds: readonly ((cell: { x: number; y: number }) => number)[]): number[] {
  const all = twice ? [...cells, ...cells.map(({ x, y }) => ({ x: x + 2, y: y + 1 }))] : cells
  return kinds.flatMap((kind) => all.map(kind))
}
const side = () => CELL
const centres = (twice: boolean) =>
  boxes(
    twice,
    ({ x }) => x + CELL / 2,
    ({ y }) => y + CELL / 2,
    side,
    side,
  )
const edges = (twice: boolean) =>
  boxes(
    twice,
    ({ x }) => x,
    ({ y }) => y,
    ({ x }) => x + CELL,
    ({ y }) => y + CELL,
  )

const rows = (name: string, count: number, width: number, type: ElementType = 'float32'): Tensor => ({
  name,
  type,
  shape: [1, count, width],
})
const flip = (from: string, to: string): Node => node('Transpose', [from], to, { perm: [0, 2, 1] })
const best = [
  node('ReduceMax', ['scores'], 'best', { axes: [1], keepdims: 1 }),
  node('ArgMax', ['scores'], 'class', { axis: 1, keepdims: 1 }),
]
const repeated = (value: number, count: number): number[] => Array.from({ length: count }, () => value)

/** A score of 0 becomes -10, and of 1 becomes 10; "nothing" is always 0. */
const logits = (count: number, twice: boolean, isNothing: boolean): OutputPart => ({
  constants: [
    floats(
      'columns',
      [1, 4, count],
      centres(twice).map((value) => value / SIDE),
    ),
    floats('twenty', [1], [20]),
    floats('ten', [1], [10]),
    floats('nothing', [1, 1, count], repeated(0, count)),
  ],
  nodes: [
    flip('columns', 'pred_boxes'),
    node('Mul', ['scores', 'twenty'], 'wide'),
    node('Sub', ['wide', 'ten'], 'moved'),
    ...(isNothing
      ? [node('Concat', ['moved', 'nothing'], 'all', { axis: 1 }), flip('all', 'logits')]
      : [flip('moved', 'logits')]),
  ],
  outputs: [rows('logits', count, isNothing ? 3 : 2), rows('pred_boxes', count, 4)],
})

/** From "scores" [1,2,count] to the outputs of each family, as float32 or int64. `twice`: as ColourModel says. */
export const outputParts: Readonly<Record<OutputKind, (count: number, twice: boolean) => OutputPart>> = {
  v8: (count, twice) => ({
    constants: [floats('boxes', [1, 4, count], centres(twice))],
    nodes: [node('Concat', ['boxes', 'scores'], 'output0', { axis: 1 })],
    outputs: [{ name: 'output0', type: 'float32', shape: [1, 6, count] }],
  }),
  'v8-rows': (count, twice) => ({
    constants: [floats('boxes', [1, 4, count], centres(twice))],
    nodes: [node('Concat', ['boxes', 'scores'], 'columns', { axis: 1 }), flip('columns', 'output0')],
    outputs: [rows('output0', count, 6)],
  }),
  v5: (count, twice) => ({
    constants: [
      floats('boxes', [1, 4, count], centres(twice)),
      floats('objectness', [1, 1, count], repeated(0.75, count)),
    ],
    nodes: [node('Concat', ['boxes', 'objectness', 'scores'], 'columns', { axis: 1 }), flip('columns', 'output0')],
    outputs: [rows('output0', count, 7)],
  }),
  v10: (count, twice) => ({
    constants: [floats('boxes', [1, 4, count], edges(twice))],
    nodes: [
      ...best,
      node('Cast', ['class'], 'number', { to: 1 }),
      node('Concat', ['boxes', 'best', 'number'], 'columns', { axis: 1 }),
      flip('columns', 'output0'),
    ],
    outputs: [rows('output0', count, 6)],
  }),
  labels: (count, twice) => ({
    constants: [
      floats('columns', [1, 4, count], edges(twice)),
      { name: 'row', type: 'int64', shape: [2], values: [1, count] },
    ],
    nodes: [
      ...best,
      flip('columns', 'boxes'),
      // Inside, the scores have that name already.
      node('Reshape', ['best', 'row'], 'Scores'),
      node('Reshape', ['class', 'row'], 'labels'),
    ],
    outputs: [
      rows('boxes', count, 4),
      { name: 'Scores', type: 'float32', shape: [1, count] },
      { name: 'labels', type: 'int64', shape: [1, count] },
    ],
  }),
  // Boxes as large as a second input says, in the way of RT-DETR.
  'labels-sized': (count, twice) => {
    const { constants, nodes, outputs } = outputParts.labels(count, twice)
    return {
      constants: [
        ...constants.map((one) =>
          one.name === 'columns' ? { ...one, values: one.values.map((value) => value / SIDE) } : one,
        ),
        { name: 'middle', type: 'int64', shape: [1], values: [1] },
      ],
      nodes: [
        node('Cast', ['orig_target_sizes'], 'size', { to: 1 }),
        node('Concat', ['size', 'size'], 'sizes', { axis: 1 }),
        node('Unsqueeze', ['sizes', 'middle'], 'scale'),
        ...nodes.map((one) => (one.outputs[0] === 'boxes' ? { ...one, outputs: ['shares'] } : one)),
        node('Mul', ['shares', 'scale'], 'boxes'),
      ],
      outputs,
    }
  },
  logits: (count, twice) => logits(count, twice, false),
  'logits-nothing': (count, twice) => logits(count, twice, true),
}
