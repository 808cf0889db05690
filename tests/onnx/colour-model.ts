import { type Constant, type Model, type Node, type Tensor, writeModel } from './onnx-writer.ts'
import { CELL, CELLS, floats, node, type OutputKind, outputParts, type Part, SIDE } from './output-parts.ts'

export const CLASSES = ['red patch', 'blue patch'] as const

export interface ColourModel {
  readonly output: OutputKind
  readonly type?: 'float32' | 'float16' | 'uint8'
  /** Sides of the input; by default [1,3,64,64]. */
  readonly shape?: readonly (number | string)[]
  readonly metadata?: Readonly<Record<string, string>>
  /** Each box a second time, 2 px to the right and 1 px down, with nine tenths of the score. */
  readonly twice?: boolean
  /** What every score is multiplied with; NaN breaks the model. */
  readonly gain?: number
  readonly external?: Model['external']
}

/** From the picture to "raw": [1,3,64,64], colours from 0 to 1. */
function inputPart({ output, type = 'float32', shape = [1, 3, SIDE, SIDE] }: ColourModel): Part {
  const nodes: Node[] = [node('Cast', ['images'], 'float', { to: 1 })]
  if (shape[3] === 3) nodes.push(node('Transpose', ['float'], 'planes', { perm: [0, 3, 1, 2] }))
  else if (shape.length === 3) nodes.push(node('Unsqueeze', ['float', 'first'], 'planes'))
  else nodes.push(node('Identity', ['float'], 'planes'))
  nodes.push(node('Mul', ['planes', 'deviation'], 'spread'), node('Add', ['spread', 'mean'], 'raw'))
  // Undoes what is done to the colours for a model with a class "nothing": so that it must have been done.
  const isNormalised = output === 'logits-nothing'
  const unit = type === 'uint8' ? 1 / 255 : 1
  const constants: Constant[] = [
    { name: 'first', type: 'int64', shape: [1], values: [0] },
    floats('deviation', [1, 3, 1, 1], isNormalised ? [0.229, 0.224, 0.225] : [unit, unit, unit]),
    floats('mean', [1, 3, 1, 1], isNormalised ? [0.485, 0.456, 0.406] : [0, 0, 0]),
  ]
  return { nodes, constants }
}

/** From "raw" to "scores" [1,2,N]: of each cell, how red and how blue it is, 0 for grey and 1 for the pure colour. */
const scorePart = ({ twice = false, gain = 1 }: ColourModel): Part => ({
  nodes: [
    node('AveragePool', ['raw'], 'pooled', { kernel_shape: [CELL, CELL], strides: [CELL, CELL] }),
    node('Reshape', ['pooled', 'flat'], 'colours'),
    node('MatMul', ['weights', 'colours'], 'differences'),
    node('Relu', ['differences'], 'single'),
    ...(twice
      ? [node('Mul', ['single', 'less'], 'second'), node('Concat', ['single', 'second'], 'both', { axis: 2 })]
      : [node('Identity', ['single'], 'both')]),
    node('Mul', ['both', 'gain'], 'scores'),
  ],
  constants: [
    { name: 'flat', type: 'int64', shape: [3], values: [1, 3, CELLS] },
    floats('weights', [1, 2, 3], [1, -0.5, -0.5, -0.5, -0.5, 1]),
    floats('gain', [1], [gain]),
    floats('less', [1], [0.9]),
  ],
})

/** Nodes whose outputs are made 16-bit floats in the end. */
function halved(nodes: readonly Node[], outputs: readonly Tensor[]): { nodes: readonly Node[]; outputs: Tensor[] } {
  const isOutput = (name: string) => outputs.some((output) => output.name === name)
  return {
    nodes: [
      ...nodes.map((one) => ({ ...one, outputs: one.outputs.map((name) => (isOutput(name) ? `${name}-32` : name)) })),
      ...outputs.map(({ name }) => node('Cast', [`${name}-32`], name, { to: 10 })),
    ],
    outputs: outputs.map((one) => ({ ...one, type: 'float16' })),
  }
}

/**
 * A detector of red and blue patches: each of 4 × 4 cells of a 64 × 64 input is a box, whose score is how pure its colour is on average.
 * So the boxes for any picture can be worked out by hand.
 */
export function colourModel(model: ColourModel): Uint8Array {
  const { type = 'float32', shape = [1, 3, SIDE, SIDE], twice = false, external } = model
  const parts = [inputPart(model), scorePart(model)]
  const output = outputParts[model.output](twice ? 2 * CELLS : CELLS, twice)
  const { nodes, outputs } = type === 'float16' ? halved(output.nodes, output.outputs) : output
  return writeModel({
    inputs: [
      { name: 'images', type, shape },
      ...(model.output === 'labels-sized'
        ? [{ name: 'orig_target_sizes', type: 'int64' as const, shape: ['n', 2] as const }]
        : []),
    ],
    outputs,
    constants: [...parts, output].flatMap(({ constants }) => constants),
    nodes: [...parts.flatMap((part) => part.nodes), ...nodes],
    metadata: model.metadata ?? { names: "{0: 'red patch', 1: 'blue patch'}" },
    ...(external && { external }),
  })
}
