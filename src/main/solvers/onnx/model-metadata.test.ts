import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DetectionFailed } from './detection-failed.ts'
import { type ByteSource, readMetadata } from './model-metadata.ts'

const of = (bytes: readonly number[] | Uint8Array): ByteSource => {
  const all = Uint8Array.from(bytes)
  return { size: all.length, read: (from, length) => all.subarray(from, from + length) }
}
const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
/** ir_version 8. */
const version = [0x08, 8]
/** A graph of three bytes, which nobody looks into. */
const graph = [0x3a, 3, 1, 2, 3]
/** metadata_props with a key and a value. */
const entry = (key: string, value: string): number[] => {
  const inner = [0x0a, ...text(key), 0x12, ...text(value)]
  return [0x72, inner.length, ...inner]
}

test('metadata are read wherever they stand, and the graph is skipped', () => {
  const bytes = [
    ...version,
    ...entry('names', "{0: 'a'}"),
    ...graph,
    ...entry('imgsz', '[64, 64]'),
    ...entry('empty', ''),
  ]
  expect(Object.fromEntries(readMetadata(of(bytes)))).toEqual({ names: "{0: 'a'}", imgsz: '[64, 64]', empty: '' })
})

test('a graph of two gigabytes is not read', () => {
  const length = 2 ** 31 - 100
  const head = Uint8Array.of(
    ...version,
    0x3a,
    ...[0, 7, 14, 21].map((shift) => ((length >>> shift) & 0x7f) | 0x80),
    length >>> 28,
  )
  const tail = Uint8Array.from(entry('names', 'a'))
  const size = head.length + length + tail.length
  let most = 0
  const metadata = readMetadata({
    size,
    read: (from, count) => {
      most = Math.max(most, count)
      if (from < head.length) return head.subarray(from, from + count)
      return tail.subarray(from - head.length - length, from - head.length - length + count)
    },
  })
  expect(metadata.get('names')).toBe('a')
  expect(most).toBeLessThan(100)
})

test('a file that ends anywhere too early is refused, and so is one without a graph', () => {
  const bytes = [...version, ...entry('names', 'abc'), ...graph]
  expect(readMetadata(of(bytes)).size).toBe(1)
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => readMetadata(of(bytes.slice(0, length)))).toThrow(DetectionFailed)
})

test('any bytes are metadata or a refusal, never another error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const whole of [bytes, Uint8Array.of(...version, ...graph, ...bytes)]) {
        try {
          readMetadata(of(whole))
        } catch (error) {
          expect(error).toBeInstanceOf(DetectionFailed)
        }
      }
    }),
  )
})
