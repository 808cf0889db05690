import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createSearchPool, SearchFailed } from '../../src/main/services/similar/search-pool.ts'
import { startSearchThread } from '../../src/main/services/similar/search-thread.ts'
import { createRandom } from '../shapes/random.ts'
import { judge } from './judge.ts'
import type { IconScene } from './scene.ts'
import { drawScene } from './scene.ts'

const pool = createSearchPool()
afterAll(() => pool.close())

const never = new AbortController().signal
const pictureOf = ({ bytes, width, height }: IconScene) => ({ bytes, size: { width, height } })
const boxOf = ({ copies }: IconScene, at = 0) => copies[at]?.box ?? { x: 0, y: 0, width: 1, height: 1 }

const draw = (seed: number, wish: Partial<Parameters<typeof drawScene>[1]> = {}) =>
  drawScene(createRandom(seed), {
    width: 900,
    height: 700,
    copies: 9,
    distractors: 8,
    side: 56,
    scale: 1.25,
    turn: 30,
    ...wish,
  })

test.each([11, 12, 13])(
  'finds the turned and scaled copies of one marked icon, and little else (scene %i)',
  async (seed) => {
    const scene = await draw(seed)
    const { matches, searchedAt } = await pool.search([pictureOf(scene)], [{ picture: 0, box: boxOf(scene) }], never)
    const { missed, wrong } = judge(
      scene.copies,
      matches.filter(({ score }) => score >= 0.8),
    )
    expect({ missed, wrong: wrong <= 1 }).toEqual({ missed: 0, wrong: true })
    expect(searchedAt).toBeGreaterThan(0.5)
    expect(matches.map(({ score }) => score)).toEqual(matches.map(({ score }) => score).toSorted((a, b) => b - a))
    expect(matches.every(({ score }) => score >= 0 && score <= 1)).toBe(true)
  },
)

test('turns the whole way round do not hide a copy', async () => {
  const scene = await draw(21, { turn: 180, distractors: 0 })
  const { matches } = await pool.search([pictureOf(scene)], [{ picture: 0, box: boxOf(scene) }], never)
  expect(
    judge(
      scene.copies,
      matches.filter(({ score }) => score >= 0.7),
    ).missed,
  ).toBe(0)
})

test('an example of another picture is found as well, in pixels of the picture that is searched', async () => {
  const scene = await draw(31)
  const { left, top, width, height } = { left: 40, top: 30, width: 860, height: 670 }
  const whole = scene.copies.filter(
    ({ box }) => box.x > left && box.y > top && box.x + box.width < 900 && box.y + box.height < 700,
  )
  const part = await sharp(scene.bytes).extract({ left, top, width, height }).png().toBuffer()
  const { matches } = await pool.search(
    [{ bytes: part, size: { width, height } }, pictureOf(scene)],
    [{ picture: 1, box: boxOf(scene) }],
    never,
  )
  const shifted = whole.map((copy) => ({ ...copy, x: copy.x - left, y: copy.y - top }))
  expect(shifted.length).toBeGreaterThan(4)
  expect(
    judge(
      shifted,
      matches.filter(({ score }) => score >= 0.8),
    ).missed,
  ).toBe(0)
})

test('a large picture is searched smaller, and points are exact in its full size', async () => {
  const scene = await draw(41, { copies: 4, distractors: 2, side: 80 })
  const zoom = 12
  const large = await sharp(scene.bytes)
    .resize(900 * zoom, 700 * zoom, { kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toBuffer()
  const box = boxOf(scene)
  const { matches, searchedAt } = await pool.search(
    [{ bytes: large, size: { width: 900 * zoom, height: 700 * zoom } }],
    [{ picture: 0, box: { x: box.x * zoom, y: box.y * zoom, width: box.width * zoom, height: box.height * zoom } }],
    never,
  )
  expect(searchedAt).toBeLessThan(0.4)
  const small = matches.filter(({ score }) => score >= 0.8).map(({ x, y }) => ({ x: x / zoom, y: y / zoom }))
  expect(judge(scene.copies, small).missed).toBe(0)
  for (const { x, y } of scene.copies)
    expect(Math.min(...small.map((one) => Math.hypot(one.x - x, one.y - y)))).toBeLessThan(2)
})

test('several examples find what each of them shows', async () => {
  const scene = await draw(51, { copies: 3, distractors: 0 })
  const other = await draw(52, { copies: 3, distractors: 0 })
  const both = await sharp({ create: { width: 900, height: 1_400, channels: 3, background: '#888888' } })
    .composite([
      { input: scene.bytes, left: 0, top: 0 },
      { input: other.bytes, left: 0, top: 700 },
    ])
    .png()
    .toBuffer()
  const copies = [...scene.copies, ...other.copies.map((copy) => ({ ...copy, y: copy.y + 700 }))]
  const second = boxOf(other)
  const { matches } = await pool.search(
    [{ bytes: both, size: { width: 900, height: 1_400 } }],
    [
      { picture: 0, box: boxOf(scene) },
      { picture: 0, box: { ...second, y: second.y + 700 } },
    ],
    never,
  )
  expect(
    judge(
      copies,
      matches.filter(({ score }) => score >= 0.8),
    ).missed,
  ).toBe(0)
})

test.each([
  ['even', '#336699', { x: 20, y: 20, width: 60, height: 60 }],
  ['small', '#336699', { x: 20, y: 20, width: 8, height: 8 }],
] as const)('says that an example is %s', async (fault, background, box) => {
  const plain = await sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .png()
    .toBuffer()
  const search = pool.search([{ bytes: plain, size: { width: 400, height: 300 } }], [{ picture: 0, box }], never)
  await expect(search).rejects.toMatchObject({ fault, example: 0 })
})

test('a search that is given up ends as cancelled, and the next one works', async () => {
  const scene = await draw(61, { copies: 3 })
  const controller = new AbortController()
  const search = pool.search([pictureOf(scene)], [{ picture: 0, box: boxOf(scene) }], controller.signal)
  controller.abort()
  await expect(search).rejects.toMatchObject({ fault: 'cancelled' })
  const { matches } = await pool.search([pictureOf(scene)], [{ picture: 0, box: boxOf(scene) }], never)
  expect(
    judge(
      scene.copies,
      matches.filter(({ score }) => score >= 0.8),
    ).missed,
  ).toBe(0)
})

test('a thread that dies fails its search with a clear error, and the next search has new threads', async () => {
  const scene = await draw(71, { copies: 3 })
  const started: Worker[] = []
  const frail = createSearchPool({
    start: () =>
      startSearchThread(() => {
        const dies = started.length === 0
        const worker = dies
          ? new Worker(`require('node:worker_threads').parentPort.once('message', () => process.exit(3))`, {
              eval: true,
            })
          : new Worker(new URL('../../src/main/workers/similar.ts', import.meta.url))
        started.push(worker)
        return worker
      }),
  })
  const ends = Promise.withResolvers<undefined>()
  const ask = () => frail.search([pictureOf(scene)], [{ picture: 0, box: boxOf(scene) }], never)
  await expect(ask()).rejects.toThrow(SearchFailed)
  const { matches } = await ask()
  expect(matches.length).toBeGreaterThan(2)
  expect(started.length).toBe(4)
  started.at(-1)?.once('exit', () => {
    ends.resolve(undefined)
  })
  await frail.close()
  await ends.promise
  expect(started.every(({ threadId }) => threadId === -1)).toBe(true)
})
