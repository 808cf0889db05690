import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../../src/contract/contract.ts'
import { createClient } from '../../src/contract/rpc.ts'
import { type App, createApp } from '../../src/main/app.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { createRandom } from '../shapes/random.ts'
import { judge } from './judge.ts'
import type { IconScene } from './scene.ts'
import { drawScene } from './scene.ts'

let folder: string
let app: App
let scene: IconScene
const logged: string[] = []
const client = createClient(contract, { send: (name, input) => app.dispatch(name, input) })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointcheck-similar-'))
  app = await createApp({
    version: '1',
    dataDir: folder,
    projectPath: join(folder, 'icons.pointcheck'),
    resourcesDir: folder,
    spawnDecoder: spawnNodeDecoder,
    keys: createSessionVault(),
    log: (level, message, error) => logged.push(`${level} ${message} ${String(error)}`),
  })
  scene = await drawScene(createRandom(62), {
    width: 800,
    height: 600,
    copies: 6,
    distractors: 5,
    side: 56,
    scale: 1.25,
    turn: 30,
  })
})

afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
  expect(logged).toEqual([])
})

async function add(name: string, bytes: Uint8Array): Promise<string> {
  const { jobId } = await client['imports.begin']({ total: 1, instruction: 'Click on all icons' })
  await app.upload(jobId, name, bytes)
  await client['imports.finish']({ jobId })
  const { itemIds, problems } = await client['jobs.get']({ id: jobId })
  expect(problems).toEqual([])
  return itemIds[0] ?? ''
}

const boxOf = ({ copies }: IconScene) => copies[0]?.box ?? { x: 0, y: 0, width: 1, height: 1 }

test('matches are points with boxes, best first, and what is kept of them is an answer of "Find similar"', async () => {
  const itemId = await add('icons.jpg', scene.bytes)
  const examples = [{ itemId, box: boxOf(scene) }]
  const { points, tookMs } = await client['similar.find']({ itemId, examples })
  const good = points.filter(({ score = 0 }) => score >= 0.8)
  expect(judge(scene.copies, good)).toEqual({ found: 6, wrong: 0, missed: 0 })
  for (const { x, y, box } of good) {
    expect(box && { x: box.x + box.width / 2, y: box.y + box.height / 2 }).toEqual({
      x: expect.closeTo(x, 6),
      y: expect.closeTo(y, 6),
    })
  }

  const { answerId } = await client['similar.keep']({ itemId, examples, points: good, threshold: 0.8, tookMs })
  const { answers, tasks } = await client['items.get']({ id: itemId })
  const solvers = (await client['solvers.list']({})).map(({ solver }) => solver)
  const own = solvers.find(({ profile }) => profile === 'similar')
  expect(own).toMatchObject({ name: 'Find similar', options: {} })
  expect(answers).toEqual([
    expect.objectContaining({ id: answerId, solverId: own?.id, points: good, convention: 'sent-pixels' }),
  ])
  expect(tasks).toEqual([
    expect.objectContaining({ id: answers[0]?.taskId, status: 'solved', instruction: 'Click on all icons' }),
  ])
  const { raw } = await client['answers.raw']({ id: answerId })
  expect(JSON.parse(raw)).toEqual({ points: good, examples, threshold: 0.8 })
  expect((await client['items.row']({ id: itemId })).row).toMatchObject({ answerCount: 1, working: 0, failed: 0 })

  await client['similar.keep']({ itemId, examples, points: good.slice(0, 2), threshold: 0.9 })
  const after = (await client['solvers.list']({})).filter(({ solver }) => solver.profile === 'similar')
  expect(after).toHaveLength(1)
})

test('a newer search of the same item replaces the older one, and one that nobody wants is given up', async () => {
  const itemId = await add('again.png', await sharp(scene.bytes).png().toBuffer())
  const examples = [{ itemId, box: boxOf(scene) }]
  const older = client['similar.find']({ itemId, examples })
  const newer = client['similar.find']({ itemId, examples })
  await expect(older).rejects.toMatchObject({ code: 'cancelled' })
  expect((await newer).points.length).toBeGreaterThan(5)
  const unwanted = client['similar.find']({ itemId, examples })
  await client['similar.cancel']({ itemId })
  await expect(unwanted).rejects.toMatchObject({ code: 'cancelled' })
})

test.each([
  ['outside its image', { x: 780, y: 10, width: 60, height: 60 }, /partly outside plain\.png\. Draw/],
  ['too small', { x: 10, y: 10, width: 5, height: 40 }, /is 5 × 40 px\. Draw a box of at least 8 × 8 px/],
  [
    'too large',
    { x: 0, y: 0, width: 800, height: 400 },
    /more than half of plain\.png\. Draw a box round a single thing/,
  ],
  ['even', { x: 100, y: 100, width: 80, height: 80 }, /one even area.*Draw the box wider/],
])('an example that is %s is refused with what to do', async (_, box, words) => {
  const plain = { create: { width: 800, height: 600, channels: 3, background: '#336699' } } as const
  const itemId = await add('plain.png', await sharp(plain).png().toBuffer())
  const id = itemId === '' ? await idOf('plain.png') : itemId
  await expect(client['similar.find']({ itemId: id, examples: [{ itemId: id, box }] })).rejects.toMatchObject({
    code: 'bad-example',
    message: expect.stringMatching(words),
  })
})

/** The item of a picture that was added before. */
async function idOf(name: string): Promise<string> {
  const { rows } = await client['items.list']({ filter: { text: name } })
  return rows[0]?.id ?? ''
}

test('an item that does not exist is not found, searched or marked on', async () => {
  const itemId = await idOf('icons.jpg')
  const box = boxOf(scene)
  const gone = { code: 'not-found' }
  await expect(client['similar.find']({ itemId: 'gone', examples: [{ itemId, box }] })).rejects.toMatchObject(gone)
  await expect(client['similar.find']({ itemId, examples: [{ itemId: 'gone', box }] })).rejects.toMatchObject(gone)
  await expect(
    client['similar.keep']({ itemId: 'gone', examples: [{ itemId, box }], points: [], threshold: 0.5 }),
  ).rejects.toMatchObject(gone)
})
