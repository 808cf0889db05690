/** A field of a Protocol Buffers message, encoded. */
export type Field = Uint8Array

function varint(value: number | bigint): number[] {
  let left = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  for (;;) {
    const low = Number(left & 0x7fn)
    left >>= 7n
    if (left === 0n) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

/** An integer, or a true or false. */
export const integer = (number: number, value: number | bigint): Field =>
  Uint8Array.from([...varint(number * 8), ...varint(value)])

/** Bytes, a text or a message of fields. */
export function part(number: number, value: Uint8Array | string | readonly Field[]): Field {
  const bytes =
    typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : Buffer.concat([...value])
  return Buffer.concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes])
}
