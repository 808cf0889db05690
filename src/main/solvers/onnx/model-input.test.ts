import { expect, test } from 'vitest'
import { inputSize, packPixels, recogniseInput, type TensorInfo } from './model-input.ts'

const picture = (shape: TensorInfo['shape'], type = 'float32'): TensorInfo => ({ name: 'images', type, shape })

test('inputs of every kind are recognised', () => {
  expect(recogniseInput([picture([1, 3, 480, 640])])).toEqual({
    name: 'images',
    type: 'float32',
    axes: 'nchw',
    width: 640,
    height: 480,
  })
  expect(recogniseInput([picture(['batch', 480, 640, 3], 'uint8')])).toMatchObject({
    axes: 'nhwc',
    width: 640,
    height: 480,
  })
  expect(recogniseInput([picture([3, 'h', 'w'], 'float16')])).toEqual({ name: 'images', type: 'float16', axes: 'chw' })
  expect(recogniseInput([picture(['n', 'c', 'h', 'w'])])).toEqual({ name: 'images', type: 'float32', axes: 'nchw' })
  const sizes = { name: 'orig_target_sizes', type: 'int64', shape: ['n', 2] }
  expect(recogniseInput([sizes, picture([1, 3, 640, 640])])).toMatchObject({ targetSizes: 'orig_target_sizes' })
})

test.each<[string, readonly TensorInfo[], string]>([
  ['none', [], 'no input'],
  ['a text', [{ name: 'text', type: 'string', shape: [1] }], 'text string[1]'],
  ['whole numbers', [picture([1, 3, 8, 8], 'int64')], 'as int64'],
  ['one colour', [picture([1, 1, 28, 28])], 'images float32[1,1,28,28]'],
  ['many pictures at once', [picture([16, 3, 640, 640])], '16 pictures at once'],
  ['two pictures', [picture([1, 3, 8, 8]), { ...picture([1, 3, 8, 8]), name: 'mask' }], 'mask float32'],
  ['five sides', [picture([1, 3, 8, 8, 8])], 'three colours'],
  ['a giant', [picture([1, 3, 9_000, 9_000])], '4096'],
])('%s is refused with what was found', (_, inputs, said) => {
  expect(() => recogniseInput(inputs)).toThrow(
    expect.objectContaining({ fault: 'bad-model', message: expect.stringContaining(said) }),
  )
})

test('an open size is that of the metadata, height first, or 640', () => {
  const open = recogniseInput([picture([1, 3, 'h', 'w'])])
  expect(inputSize(open, '[320, 416]')).toEqual({ width: 416, height: 320 })
  expect(inputSize(open, undefined)).toEqual({ width: 640, height: 640 })
  expect(inputSize(open, '[0, 9999]')).toEqual({ width: 640, height: 640 })
  expect(inputSize({ ...open, width: 64, height: 32 }, '[320, 416]')).toEqual({ width: 64, height: 32 })
})

test('pixels are put in the order and range of the tensor', () => {
  // Two pixels: one of 0, 51 and 255, one of 102, 153 and 204.
  const pixels = Uint8Array.of(0, 51, 255, 102, 153, 204)
  expect(packPixels(pixels, { type: 'uint8', axes: 'nhwc' }, false)).toEqual(pixels)
  expect(packPixels(pixels, { type: 'uint8', axes: 'nchw' }, false)).toEqual(Uint8Array.of(0, 102, 51, 153, 255, 204))
  expect(packPixels(pixels, { type: 'float32', axes: 'chw' }, false)).toEqual(Float32Array.of(0, 0.4, 0.2, 0.6, 1, 0.8))
  const normalised = packPixels(pixels, { type: 'float32', axes: 'nchw' }, true)
  expect(normalised[1]).toBeCloseTo((0.4 - 0.485) / 0.229, 5)
  expect(normalised[4]).toBeCloseTo((1 - 0.406) / 0.225, 5)
})
