import type { Tensor } from 'onnxruntime-node'

/** Floats of 16 bits, as V8 has them; the types of the language version that is built for do not name them yet. */
interface HalfArrays {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayLike<number>
  from(numbers: ArrayLike<number>): { readonly buffer: ArrayBuffer }
}
const { Float16Array } = globalThis as unknown as { readonly Float16Array: HalfArrays }

/**
 * Numbers as a tensor of 16-bit floats. The binding of onnxruntime-node 1.30 takes the bits of such a tensor alone (microsoft/onnxruntime
 * pull request 32323), and the constructor puts a Float16Array in their place wherever the runtime has one: so the bits are put back.
 */
export function halfTensor(
  ort: typeof import('onnxruntime-node'),
  numbers: ArrayLike<number>,
  shape: readonly number[],
): Tensor {
  const bits = new Uint16Array(Float16Array.from(numbers).buffer)
  return Object.create(new ort.Tensor('float16', bits, shape), { data: { value: bits } }) as Tensor
}

/** The numbers of a tensor of 16-bit floats, which comes as a Float16Array or as its bits. */
export const fromHalves = (data: ArrayLike<number>): ArrayLike<number> =>
  data instanceof Uint16Array ? new Float16Array(data.buffer, data.byteOffset, data.length) : data
