import { expect, test } from 'vitest'
import { type Layout, type Output, recogniseLayout } from './layout.ts'

const SQUARE = { width: 640, height: 640 }
const output = (name: string, dims: readonly number[], data: ArrayLike<number> = []): Output => ({
  name,
  type: 'float32',
  dims,
  data,
})
const kindOf = (outputs: readonly Output[], named: number | undefined, input = SQUARE): Layout['kind'] =>
  recogniseLayout(outputs, input, named).kind

/** The sides that real exports have, with and without class names where both tell. */
const real: readonly (readonly [string, readonly Output[], readonly (number | undefined)[], Layout['kind']])[] = [
  ['YOLO v5, 80 classes', [output('output0', [1, 25_200, 85])], [80, undefined], 'yolo-v5'],
  ['YOLO v5, one class', [output('output0', [1, 25_200, 6])], [1, undefined], 'yolo-v5'],
  [
    'YOLO v5 with its grids',
    [output('a', [1, 25_200, 85]), output('b', [1, 3, 80, 80, 85]), output('c', [1, 3, 40, 40, 85])],
    [80, undefined],
    'yolo-v5',
  ],
  ['YOLO v8, 80 classes', [output('output0', [1, 84, 8_400])], [80, undefined], 'yolo-v8'],
  ['YOLO v8, one class', [output('output0', [1, 5, 8_400])], [1, undefined], 'yolo-v8'],
  ['YOLO v8, two classes', [output('output0', [1, 6, 8_400])], [2, undefined], 'yolo-v8'],
  ['YOLO v8 turned, 80 classes', [output('output0', [1, 8_400, 84])], [80, undefined], 'yolo-v8'],
  ['YOLO v8 turned, two classes', [output('output0', [1, 8_400, 6])], [2, undefined], 'yolo-v8'],
  ['YOLO v10', [output('output0', [1, 300, 6], [10, 20, 30, 40, 0.9, 3])], [80, 1, 2], 'end-to-end'],
  ['RT-DETR of one output', [output('output0', [1, 300, 84])], [80], 'yolo-v8'],
  ['RT-DETR', [output('labels', [1, 300]), output('boxes', [1, 300, 4]), output('scores', [1, 300])], [80], 'labels'],
  [
    'a detector that found nothing in the empty picture',
    [output('boxes', [0, 4]), output('labels', [0]), output('scores', [0])],
    [91],
    'labels',
  ],
  ['DETR', [output('logits', [1, 100, 92]), output('pred_boxes', [1, 100, 4])], [91, 92], 'logits'],
]

for (const [what, outputs, counts, kind] of real) {
  for (const named of counts) {
    test(`${what} is recognised ${named === undefined ? 'without names' : `with ${named} names`}`, () => {
      expect(kindOf(outputs, named)).toBe(kind)
    })
  }
}

test('with one name fewer than numbers the last is "nothing there"', () => {
  const outputs = [output('logits', [1, 100, 92]), output('pred_boxes', [1, 100, 4])]
  expect(recogniseLayout(outputs, SQUARE, 91)).toMatchObject({ classes: 91, nothing: true })
  expect(recogniseLayout(outputs, SQUARE, 92)).toMatchObject({ classes: 92, nothing: false })
})

test('the number of boxes of another input size tells as well', () => {
  expect(kindOf([output('o', [1, 2_100, 6])], undefined, { width: 320, height: 320 })).toBe('yolo-v8')
  expect(kindOf([output('o', [1, 6_300, 6])], undefined, { width: 320, height: 320 })).toBe('yolo-v5')
})

for (const [what, outputs, named, said] of [
  ['a classifier', [output('logits', [1, 1_000])], 1_000, 'logits float32[1,1000]'],
  ['a model with masks', [output('output0', [1, 116, 8_400]), output('output1', [1, 32, 160, 160])], 80, 'output1'],
  ['another number of names', [output('output0', [1, 84, 8_400])], 3, 'for 3 class names'],
  ['finished boxes without names', [output('output0', [1, 300, 6], [1, 2, 3, 4, 0.5, 1])], undefined, 'class names'],
  ['DETR without names', [output('logits', [1, 9, 5]), output('pred_boxes', [1, 9, 4])], undefined, 'Give 5 names'],
  ['two pictures at once', [output('output0', [2, 84, 8_400])], 80, 'output0 float32[2,84,8400]'],
  ['no output', [], 80, 'Expected'],
] as const) {
  test(`${what} is refused with what was expected and found`, () => {
    expect(() => recogniseLayout(outputs, SQUARE, named)).toThrow(
      expect.objectContaining({ fault: 'bad-model', message: expect.stringContaining(said) }),
    )
  })
}
