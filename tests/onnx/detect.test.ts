import { expect, test } from 'vitest'
import { CLASSES, type ColourModel } from './colour-model.ts'
import { CELL, type OutputKind } from './output-parts.ts'
import { colourFile, type Patch, pictureOf, sharedDetector } from './support.ts'

const detector = sharedDetector()

const cell = (column: number, row: number, colour: Patch['colour']): Patch => ({
  x: column * CELL,
  y: row * CELL,
  width: CELL,
  height: CELL,
  colour,
})

/** What is found in a picture of 64 × 64, unless it is another one. */
async function find(
  model: ColourModel,
  instruction: string,
  picture: Uint8Array,
  more: { classNames?: readonly string[]; options?: { scoreThreshold?: number; overlapThreshold?: number } } = {},
) {
  return detector.run({
    kind: 'detect',
    model: { path: colourFile(model), ...(more.classNames && { classNames: more.classNames }) },
    picture,
    instruction,
    options: more.options ?? {},
  })
}

/** Red in the cell of column 1 and row 2, blue in that of column 3 and row 0. */
const picture = await pictureOf(64, 64, [cell(1, 2, 'red'), cell(3, 0, 'blue')])
const red = { x: 24, y: 40, label: 'red patch', box: { x: 16, y: 32, width: 16, height: 16 } }
const blue = { x: 56, y: 8, label: 'blue patch', box: { x: 48, y: 0, width: 16, height: 16 } }

/** What a pure patch scores: 0.75 is the objectness of the v5 model; the logistic of 10 and a softmax of 10 against -10 and 0. */
const scores: Readonly<Record<OutputKind, number>> = {
  v5: 0.75,
  v8: 1,
  'v8-rows': 1,
  v10: 1,
  labels: 1,
  'labels-sized': 1,
  logits: 0.99995,
  'logits-nothing': 0.99995,
}

for (const [output, score] of Object.entries(scores) as [OutputKind, number][]) {
  test(`${output}: boxes, classes and scores are those worked out by hand`, async () => {
    const reds = await find({ output }, 'click on all red patches', picture)
    expect(reds).toEqual({
      layout: expect.any(String),
      picture: { width: 64, height: 64 },
      points: [{ ...red, score: expect.closeTo(score, 2) }],
    })
    const { points } = await find({ output }, 'everything', picture)
    expect(points.map(({ x, y, label, box }) => ({ x, y, label, box }))).toEqual([blue, red])
  })
}

const inputs: Readonly<Record<string, Partial<ColourModel>>> = {
  'float16 in and out': { type: 'float16' },
  uint8: { type: 'uint8' },
  'float32 with the colours last': { shape: [1, 64, 64, 3] },
  'uint8 with the colours last': { type: 'uint8', shape: [1, 64, 64, 3] },
  'no batch': { shape: [3, 64, 64] },
  'open sides, with the size in the metadata': {
    shape: ['batch', 3, 'height', 'width'],
    metadata: { names: "['red patch', 'blue patch']", imgsz: '[64, 64]' },
  },
}
for (const [what, model] of Object.entries(inputs)) {
  test(`an input of ${what} is given right`, async () => {
    const { points } = await find({ output: 'v8', ...model }, 'all red patches, all blue patches', picture)
    expect(points).toEqual([
      { ...red, score: 1 },
      { ...blue, score: 1 },
    ])
  })
}

test('a wide picture is laid in and its boxes are mapped back', async () => {
  // 128 × 64 in 64 × 64: half size, 16 px of grey above. The cell of column 1 and row 1 is 32 to 64 across and 0 to 32 down.
  const wide = await pictureOf(128, 64, [
    { x: 32, y: 0, width: 32, height: 32, colour: 'red' },
    { x: 96, y: 32, width: 32, height: 32, colour: 'red' },
  ])
  const { points, picture: size } = await find({ output: 'v8' }, 'red patches', wide)
  expect(size).toEqual({ width: 128, height: 64 })
  expect(points.map(({ x, y, box }) => ({ x, y, box })).sort((a, b) => a.x - b.x)).toEqual([
    { x: 48, y: 16, box: { x: 32, y: 0, width: 32, height: 32 } },
    { x: 112, y: 48, box: { x: 96, y: 32, width: 32, height: 32 } },
  ])
})

test('a tall picture is laid in and mapped back, and what reaches into the grey is cut off', async () => {
  // 40 × 160: scale 0.4, 16 px across, 24 px of grey on either side, so that cells are cut in the middle.
  const tall = await pictureOf(40, 160, [{ x: 0, y: 40, width: 40, height: 40, colour: 'red' }])
  const { points } = await find({ output: 'v8' }, 'red patches', tall, { options: { scoreThreshold: 0.4 } })
  expect(points.map(({ box }) => box).sort((a, b) => (a?.x ?? 0) - (b?.x ?? 0))).toEqual([
    { x: 0, y: 40, width: 20, height: 40 },
    { x: 20, y: 40, width: 20, height: 40 },
  ])
})

test('the score of a box is kept, and boxes below the threshold are not', async () => {
  // Half of a cell, and a quarter of another.
  const faint = await pictureOf(64, 64, [
    { x: 0, y: 0, width: 16, height: 8, colour: 'red' },
    { x: 32, y: 32, width: 8, height: 8, colour: 'red' },
  ])
  const all = await find({ output: 'v8' }, 'red patches', faint, { options: { scoreThreshold: 0.2 } })
  expect(all.points.map(({ score }) => score)).toEqual([0.5, 0.25])
  const best = await find({ output: 'v8' }, 'red patches', faint, { options: { scoreThreshold: 0.4 } })
  expect(best.points.map(({ score }) => score)).toEqual([0.5])
  const one = await find({ output: 'v8' }, 'any red patch', faint, { options: { scoreThreshold: 0.2 } })
  expect(one.points.map(({ score }) => score)).toEqual([0.5])
})

test('of boxes that overlap the best is kept, as far as the threshold says', async () => {
  // 14 × 15 of 16 × 16 are shared: 210 of 302, or 0.695.
  for (const output of ['v5', 'v8'] as const) {
    const usual = await find({ output, twice: true }, 'red patches', picture)
    expect(usual.points.map(({ box }) => box)).toEqual([red.box])
    const lenient = await find({ output, twice: true }, 'red patches', picture, { options: { overlapThreshold: 0.7 } })
    expect(lenient.points.map(({ box }) => box)).toEqual([red.box, { x: 18, y: 33, width: 16, height: 16 }])
  }
})

test('a family that gives each thing once is left its boxes unless a threshold is set', async () => {
  const all = await find({ output: 'v10', twice: true }, 'red patches', picture)
  expect(all.points).toHaveLength(2)
  const fewer = await find({ output: 'v10', twice: true }, 'red patches', picture, {
    options: { overlapThreshold: 0.5 },
  })
  expect(fewer.points).toHaveLength(1)
})

test('a picture without any is an answer: nothing there', async () => {
  const black = await pictureOf(64, 64, [])
  expect((await find({ output: 'v8' }, 'red patches', black)).points).toEqual([])
})

test('names that are given go before those of the file', async () => {
  const { points } = await find({ output: 'v8' }, 'the cherry', picture, { classNames: ['cherry', 'plum'] })
  expect(points).toEqual([{ ...red, label: 'cherry', score: 1 }])
})

test('a model without names has numbered classes', async () => {
  const { points } = await find({ output: 'v8', metadata: {} }, 'class 1', picture)
  expect(points).toEqual([{ ...blue, label: 'class 1', score: 1 }])
})

test('an instruction about another thing is refused with the classes, and gives no empty answer', async () => {
  await expect(find({ output: 'v8' }, 'click on all traffic lights', picture)).rejects.toMatchObject({
    name: 'DetectionFailed',
    fault: 'unknown-class',
    message: expect.stringContaining(CLASSES.join(', ')),
  })
})

test('a picture that is none costs that task alone', async () => {
  const model = { path: colourFile({ output: 'v8' }) }
  const ask = (bytes: Uint8Array) =>
    detector.run({ kind: 'detect', model, picture: bytes, instruction: 'red patches', options: {} })
  await expect(ask(Buffer.from('no picture'))).rejects.toMatchObject({ fault: 'picture' })
  expect((await ask(picture)).points).toHaveLength(1)
})
