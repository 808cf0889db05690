import { DetectionFailed } from './detection-failed.ts'

/** A file that is read in pieces: a model may have two gigabytes. Sizes and places in bytes. */
export interface ByteSource {
  readonly size: number
  /** Fewer bytes than asked for only at the end. */
  read(from: number, length: number): Uint8Array
}

/** Fields of ModelProto, onnx.proto3. */
const IR_VERSION = 1
const GRAPH = 7
const METADATA_PROPS = 14
/** Fields of StringStringEntryProto. */
const KEY = 1
const VALUE = 2

/** A tag with the length or value after it: two varints of at most ten bytes. */
const HEAD_BYTES = 20
const MOST_METADATA_BYTES = 8 * 2 ** 20
/** A model has a few dozen fields at the top; what has more is something else. */
const MOST_FIELDS = 50_000

interface Field {
  readonly number: number
  readonly wire: number
  /** Where what it holds begins, and where the next field does. */
  readonly from: number
  readonly end: number
}

const noModel = (why: string): DetectionFailed =>
  new DetectionFailed('bad-model', `This is no ONNX model, or it is cut short: ${why}. Export it again as .onnx.`)

/** A varint at a place. Lengths over 2^53 become inexact, and are beyond any file anyway. */
function varint(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[from + index]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, end: from + index + 1 }
  }
  return undefined
}

/** The fields of a message between two places, without what they hold. Source: the Protocol Buffers encoding. */
function* fieldsOf(source: ByteSource, begin: number, end: number): Generator<Field> {
  let count = 0
  for (let at = begin; at < end;) {
    count += 1
    if (count > MOST_FIELDS) throw noModel('it has too many parts')
    const head = source.read(at, Math.min(HEAD_BYTES, end - at))
    const tag = varint(head, 0)
    if (!tag || tag.value < 8) throw noModel(`byte ${at} begins no field`)
    const wire = tag.value % 8
    const number = Math.floor(tag.value / 8)
    let from = at + tag.end
    let next: number
    if (wire === 0 || wire === 2) {
      const value = varint(head, tag.end)
      if (!value) throw noModel(`the field at byte ${at} has no end`)
      next = at + value.end
      if (wire === 2) {
        from = next
        next += value.value
      }
    } else if (wire === 1 || wire === 5) next = from + (wire === 1 ? 8 : 4)
    else throw noModel(`byte ${at} begins no field`)
    if (next > end) throw noModel(`it has ${source.size} bytes, and a part of it would end at byte ${next}`)
    yield { number, wire, from, end: next }
    at = next
  }
}

function textOf(source: ByteSource, { from, end }: Field): string {
  if (end - from > MOST_METADATA_BYTES) throw noModel('its metadata are too long')
  return new TextDecoder().decode(source.read(from, end - from))
}

/**
 * The metadata of a model, by key, read from its file without loading it: onnxruntime keeps them to itself. Throws DetectionFailed where
 * the file is no ONNX model or ends too early.
 */
export function readMetadata(source: ByteSource): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>()
  let hasGraph = false
  let hasVersion = false
  for (const field of fieldsOf(source, 0, source.size)) {
    if (field.number === IR_VERSION && field.wire === 0) hasVersion = true
    if (field.number === GRAPH && field.wire === 2) hasGraph = true
    if (field.number !== METADATA_PROPS || field.wire !== 2) continue
    let key = ''
    let value = ''
    for (const part of fieldsOf(source, field.from, field.end)) {
      if (part.number === KEY && part.wire === 2) key = textOf(source, part)
      if (part.number === VALUE && part.wire === 2) value = textOf(source, part)
    }
    metadata.set(key, value)
  }
  if (!hasVersion || !hasGraph) throw noModel('it holds no graph')
  return metadata
}
