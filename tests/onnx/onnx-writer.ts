import { type Field, integer, part } from './protobuf.ts'

/** Numbers of onnx.proto3: TensorProto.DataType. */
const TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 } as const
export type ElementType = keyof typeof TYPES

/** An input or output: sides that are fixed, or named and open. */
export interface Tensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly (number | string)[]
}

export interface Constant {
  readonly name: string
  readonly type: 'float32' | 'int64'
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

export interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Whole numbers, or lists of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>
}

export interface Model {
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly Tensor[]
  readonly constants?: readonly Constant[]
  readonly nodes: readonly Node[]
  readonly metadata?: Readonly<Record<string, string>>
  /** The values of this constant are said to stand in another file. */
  readonly external?: { readonly constant: string; readonly file: string }
}

const INT = 2
const INTS = 7

const attribute = (name: string, value: number | readonly number[]): Field =>
  part(5, [
    part(1, name),
    ...(typeof value === 'number'
      ? [integer(3, value), integer(20, INT)]
      : [...value.map((one) => integer(8, one)), integer(20, INTS)]),
  ])

const node = ({ operator, inputs, outputs, attributes = {} }: Node): Field =>
  part(1, [
    ...inputs.map((name) => part(1, name)),
    ...outputs.map((name) => part(2, name)),
    part(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  ])

const bytesOf = ({ type, values }: Constant): Uint8Array =>
  type === 'int64'
    ? new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
    : new Uint8Array(Float32Array.from(values).buffer)

const constant = (one: Constant, external: Model['external']): Field =>
  part(5, [
    ...one.shape.map((side) => integer(1, side)),
    integer(2, TYPES[one.type]),
    part(8, one.name),
    ...(external?.constant === one.name
      ? [part(13, [part(1, 'location'), part(2, external.file)]), integer(14, 1)]
      : [part(9, bytesOf(one))]),
  ])

const tensor = (field: number, { name, type, shape }: Tensor): Field => {
  const sides = shape.map((side) => part(1, [typeof side === 'number' ? integer(1, side) : part(2, side)]))
  return part(field, [part(1, name), part(2, [part(1, [integer(1, TYPES[type]), part(2, sides)])])])
}

/** A real ONNX file (operator set 13), byte for byte as onnx.proto3 says. */
export function writeModel({ inputs, outputs, constants = [], nodes, metadata = {}, external }: Model): Uint8Array {
  const graph = [
    ...nodes.map(node),
    part(2, 'graph'),
    ...constants.map((one) => constant(one, external)),
    ...inputs.map((one) => tensor(11, one)),
    ...outputs.map((one) => tensor(12, one)),
  ]
  return Buffer.concat([
    integer(1, 8),
    part(7, graph),
    part(8, [part(1, ''), integer(2, 13)]),
    ...Object.entries(metadata).map(([key, value]) => part(14, [part(1, key), part(2, value)])),
  ])
}
