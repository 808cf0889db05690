import { expect, test } from 'vitest'
import { decodeBoxes } from './decode-boxes.ts'
import type { Layout, Output } from './layout.ts'

const input = { width: 64, height: 32 }
const output = (dims: readonly number[], data: readonly number[], name = 'o'): Output => ({
  name,
  type: 'float32',
  dims,
  data,
})
const v5: Layout = { kind: 'yolo-v5', output: 'o', classes: 2 }
const finished: Layout = { kind: 'end-to-end', output: 'o' }
const decode = (layout: Layout, outputs: readonly Output[], classes = 2) =>
  decodeBoxes(layout, outputs, { input, threshold: 0.25, classes })

test('a row of v5 is centre, size, objectness and scores; its score is the product', () => {
  expect(decode(v5, [output([1, 2, 7], [10, 20, 4, 8, 0.5, 0.25, 0.75, 50, 20, 4, 8, 0.5, 0.25, 0.125])])).toEqual([
    { left: 8, top: 16, right: 12, bottom: 24, score: 0.375, classIndex: 1 },
  ])
})

test('boxes that are shares of the input are made pixels', () => {
  expect(decode(finished, [output([1, 1, 6], [0.25, 0.5, 0.5, 1, 0.875, 1])])).toEqual([
    { left: 16, top: 16, right: 32, bottom: 32, score: 0.875, classIndex: 1 },
  ])
})

test('scores of DETR are shares of all, or each on its own', () => {
  const boxes = output([1, 1, 4], [0.5, 0.5, 0.25, 0.5], 'b')
  const logits = output([1, 1, 3], [0, Math.log(3), 0], 'l')
  const layout = { kind: 'logits', boxes: 'b', logits: 'l' } as const
  const edges = { left: 24, top: 8, right: 40, bottom: 24 }
  // 3 of 1 + 3 + 1, and 3 of 1 + 3.
  expect(decode({ ...layout, classes: 2, nothing: true }, [boxes, logits])).toEqual([
    { ...edges, score: expect.closeTo(0.6, 9), classIndex: 1 },
  ])
  expect(decode({ ...layout, classes: 3, nothing: false }, [boxes, logits], 3)).toEqual([
    { ...edges, score: expect.closeTo(0.75, 9), classIndex: 1 },
  ])
})

test('boxes without an area are left out', () => {
  expect(decode(finished, [output([1, 2, 6], [10, 10, 10, 20, 0.9, 0, 20, 10, 10, 20, 0.9, 0])])).toEqual([])
})

for (const [what, row] of Object.entries({
  'a score that is none': [1, 2, 30, 40, NaN, 0],
  'an endless score': [1, 2, 30, 40, Infinity, 0],
  'a score over 1': [1, 2, 30, 40, 7.5, 0],
  'a score below 0': [1, 2, 30, 40, -3, 0],
  'an edge that is none': [1, NaN, 30, 40, 0.9, 0],
  'an endless edge': [1, 2, Infinity, 40, 0.9, 0],
  'a class without a name': [1, 2, 30, 40, 0.9, 2],
  'half a class': [1, 2, 30, 40, 0.9, 0.5],
})) {
  test(`${what} is an error, not an empty answer`, () => {
    expect(() => decode(finished, [output([1, 1, 6], row)])).toThrow(expect.objectContaining({ fault: 'bad-output' }))
  })
}

test('what is below the threshold may be anything', () => {
  expect(decode(finished, [output([1, 1, 6], [NaN, 0, 0, Infinity, 0.1, -1])])).toEqual([])
})

test('one score that is none among many breaks the box', () => {
  expect(() => decode(v5, [output([1, 1, 7], [10, 20, 4, 8, 1, NaN, 0.9])])).toThrow('NaN')
})
