/** Floats of 16 bits, as V8 has them; the types of the language version that is built for do not name them yet. */
interface HalfArray extends ArrayLike<number> {
  readonly buffer: ArrayBuffer
}
interface HalfArrays {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): HalfArray
  from(numbers: ArrayLike<number>): HalfArray
}
const { Float16Array } = globalThis as unknown as { readonly Float16Array: HalfArrays }

/** The bits of numbers as 16-bit floats. */
export const toHalves = (numbers: ArrayLike<number>): Uint16Array => new Uint16Array(Float16Array.from(numbers).buffer)

/** The numbers of a tensor of 16-bit floats, which comes as such an array or as its bits. */
export const fromHalves = (data: ArrayLike<number> | Uint16Array | BigInt64Array | BigUint64Array): ArrayLike<number> =>
  data instanceof Uint16Array
    ? new Float16Array(data.buffer, data.byteOffset, data.length)
    : (data as ArrayLike<number>)
