import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ColourModel, colourModel } from './colour-model.ts'
import { type Model, writeModel } from './onnx-writer.ts'
import { integer, part } from './protobuf.ts'
import { colourFile, modelFile, pictureOf, sharedDetector } from './support.ts'
import { temporaryFolder } from '../store/support.ts'

const detector = sharedDetector()
const inspect = (path: string, classNames?: readonly string[]) =>
  detector.run({ kind: 'inspect', model: { path, ...(classNames && { classNames }) } })

const refused = (said: string | RegExp) => ({
  name: 'DetectionFailed',
  fault: 'bad-model',
  message: typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said),
})

const whole = colourModel({ output: 'v8' })
/** A model that gives its input, as it is, as its only output. */
const through = (input: Model['inputs'][number], output = 'output0'): Uint8Array =>
  writeModel({
    inputs: [input],
    outputs: [{ ...input, name: output }],
    nodes: [{ operator: 'Identity', inputs: [input.name], outputs: [output] }],
  })

test('what fits is described', async () => {
  const path = colourFile({ output: 'v8' })
  expect(await inspect(path)).toEqual({
    path,
    layout: 'YOLO, boxes and scores in one output (v8)',
    inputSize: { width: 64, height: 64 },
    classNames: ['red patch', 'blue patch'],
    namesFrom: 'metadata',
  })
  expect(await inspect(path, ['a', 'b'])).toMatchObject({ classNames: ['a', 'b'], namesFrom: 'given' })
})

test('an open size is left out, and classes without names are numbered', async () => {
  const path = colourFile({
    output: 'v8',
    shape: ['n', 3, 'h', 'w'],
    metadata: { imgsz: '[64, 64]', names: 'not a list: of names, {' },
  })
  // What stands there is no list, so that it is a single line: one name, and two are needed.
  await expect(inspect(path)).rejects.toMatchObject(refused('for 1 class names'))
  const numbered = await inspect(colourFile({ output: 'v5', metadata: {} }))
  expect(numbered).toMatchObject({ classNames: ['class 0', 'class 1'], namesFrom: 'numbered' })
  const open = await inspect(colourFile({ output: 'v8', shape: ['n', 3, 'h', 'w'], metadata: { imgsz: '[64, 64]' } }))
  expect(open).not.toHaveProperty('inputSize')
})

const files: Readonly<Record<string, readonly [() => string, string | RegExp]>> = {
  'a path that leads nowhere': [() => join(temporaryFolder(), 'gone.onnx'), /no file .*gone\.onnx/],
  'a relative path': [() => 'model.onnx', 'whole path'],
  'a folder': [() => temporaryFolder(), 'is no file'],
  'an empty file': [() => modelFile(''), 'holds no graph'],
  'a text': [() => modelFile('this is no model, but a text of some length\n'.repeat(20)), 'no ONNX model'],
  'a PNG': [() => modelFile(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), 'no ONNX model'],
  zeros: [() => modelFile(Buffer.alloc(1_000)), 'no ONNX model'],
  'a model that ends in its graph': [() => modelFile(whole.subarray(0, 400)), `it has 400 bytes`],
  'a model whose graph is garbage': [
    () => modelFile(Buffer.concat([integer(1, 8), part(7, Buffer.alloc(300, 0xee))])),
    'onnxruntime cannot load',
  ],
  'a length beyond everything': [
    () => modelFile(Uint8Array.of(8, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1)),
    'no ONNX model',
  ],
  'a file over 2 GB': [
    () => {
      const path = modelFile('')
      // Takes no room on the disk: nothing is written.
      truncateSync(path, 2 ** 31 + 5)
      return path
    },
    'over 2 GB',
  ],
  'a model whose values stand in a file that is missing': [
    () => colourFile({ output: 'v8', external: { constant: 'boxes', file: 'weights.bin' } }),
    /onnxruntime cannot load .*weights\.bin/s,
  ],
  'a classifier': [
    () => modelFile(through({ name: 'images', type: 'float32', shape: [1, 3, 8, 8] })),
    'Found: output0 float32[1,3,8,8]',
  ],
  'a model of one colour': [
    () => modelFile(through({ name: 'digits', type: 'float32', shape: [1, 1, 28, 28] })),
    'Found: digits float32[1,1,28,28]',
  ],
  'a model of numbers': [
    () => modelFile(through({ name: 'ids', type: 'int64', shape: [1, 3, 8, 8] })),
    'cannot be given as int64',
  ],
  'an open size that the model cannot do': [
    () => colourFile({ output: 'v8', shape: ['n', 3, 'h', 'w'] }),
    'does not run on a picture of 640 × 640',
  ],
  'a model of endless scores': [() => colourFile({ output: 'v8', gain: NaN }), 'has the score NaN'],
  'finished boxes without class names': [() => colourFile({ output: 'v10', metadata: {} }), 'Give the class names'],
  'a number of names that does not fit': [
    () => colourFile({ output: 'v8', metadata: { names: "['a', 'b', 'c']" } }),
    'for 3 class names',
  ],
}

for (const [what, [make, said]] of Object.entries(files)) {
  test(`${what} is refused with words`, async () => {
    await expect(inspect(make())).rejects.toMatchObject(refused(said))
  })
}

test.runIf(process.getuid?.() !== 0)('a file that may not be read is refused with words', async () => {
  const path = modelFile(whole)
  chmodSync(path, 0o000)
  await expect(inspect(path)).rejects.toMatchObject(refused('cannot be read'))
})

test('values in a second file beside the model are found', async () => {
  const folder = join(temporaryFolder(), 'a model')
  mkdirSync(folder)
  const path = join(folder, 'größe.onnx')
  writeFileSync(path, colourModel({ output: 'v8', external: { constant: 'gain', file: 'weights.bin' } }))
  writeFileSync(join(folder, 'weights.bin'), new Uint8Array(Float32Array.of(0.5).buffer))
  const picture = await pictureOf(64, 64, [{ x: 0, y: 0, width: 16, height: 16, colour: 'red' }])
  const job = { kind: 'detect', model: { path }, picture, instruction: 'red patches', options: {} } as const
  // The score is multiplied with what stands in that file.
  expect((await detector.run(job)).points.map(({ score }) => score)).toEqual([0.5])
})

test('values in a second file outside the folder of the model are refused', async () => {
  const folder = join(temporaryFolder(), 'inner')
  mkdirSync(folder)
  writeFileSync(join(folder, '..', 'weights.bin'), new Uint8Array(Float32Array.of(0.5).buffer))
  const path = join(folder, 'model.onnx')
  writeFileSync(path, colourModel({ output: 'v8', external: { constant: 'gain', file: '../weights.bin' } }))
  await expect(inspect(path)).rejects.toMatchObject(refused('escapes'))
})

test('a model that breaks on some pictures fails those tasks, not with an empty answer', async () => {
  // The gain makes scores of 5 out of pure colour, and 0 stays 0 on the empty picture.
  const model: ColourModel = { output: 'v8', gain: 5 }
  const path = colourFile(model)
  expect(await detector.run({ kind: 'inspect', model: { path } })).toMatchObject({ namesFrom: 'metadata' })
  const picture = await pictureOf(64, 64, [{ x: 0, y: 0, width: 16, height: 16, colour: 'red' }])
  await expect(
    detector.run({ kind: 'detect', model: { path }, picture, instruction: 'red patches', options: {} }),
  ).rejects.toMatchObject({ fault: 'bad-output', message: expect.stringContaining('score 5') })
})
