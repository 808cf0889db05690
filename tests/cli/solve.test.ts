import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { drawDiscs } from './pictures.ts'
import { listenCli, runCli } from './run-cli.ts'

const KEY = 'canary-7f3a91c2'
const INSTRUCTION = 'Click on all red circles'

let folder: string
let home: string
let out: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointcheck-solve-'))
  home = join(folder, 'home')
  out = join(folder, 'labels')
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
})

const twoPictures = async () => [
  await drawDiscs(folder, 'a.png', [
    { x: 100, y: 100, colour: '#d11' },
    { x: 300, y: 200, colour: '#d11' },
    { x: 100, y: 220, colour: '#11d' },
  ]),
  await drawDiscs(folder, 'b.jpg', [{ x: 200, y: 150, colour: '#d11' }]),
]

/** Points of the answers by picture, rounded to whole pixels and in reading order. */
const answersOf = (events: readonly Record<string, unknown>[]) =>
  Object.fromEntries(
    events
      .filter(({ event }) => event === 'answer')
      .map(({ name, points }) => [
        name,
        (points as { x: number; y: number }[])
          .map(({ x, y }) => [Math.round(x), Math.round(y)] as const)
          .toSorted(([a], [b]) => a - b),
      ]),
  )

/** Whether two lists of points are the same within two pixels: an answerer may take a centre to be elsewhere in a pixel. */
const isNear = (actual: readonly (readonly number[])[] = [], expected: readonly (readonly number[])[]) =>
  actual.length === expected.length &&
  expected.every(([x = 0, y = 0], at) => Math.hypot((actual[at]?.[0] ?? 0) - x, (actual[at]?.[1] ?? 0) - y) <= 2)

test('without a project: one label file a picture', async () => {
  const pictures = await twoPictures()
  const args = [
    'solve',
    ...pictures,
    '--instruction',
    INSTRUCTION,
    '--out',
    out,
    '--format',
    'image-coordinates',
    '--json',
  ]
  const { code, events, stderr } = await runCli(args, home, {}, 'npm')
  expect(stderr).not.toContain('rror')
  expect(code).toBe(0)
  const answers = answersOf(events)
  expect(
    isNear(answers['a.png'], [
      [100, 100],
      [300, 200],
    ]),
    JSON.stringify(answers),
  ).toBe(true)
  expect(isNear(answers['b.jpg'], [[200, 150]]), JSON.stringify(answers)).toBe(true)
  expect(events.at(-1)).toEqual({ event: 'done', solved: 2, failed: 0, left: 0, unconfirmed: 0 })
  expect(readdirSync(out).toSorted()).toEqual(['a.json', 'b.json'])
  for (const name of ['a.json', 'b.json']) JSON.parse(readFileSync(join(out, name), 'utf8'))
})

test('a folder that holds other files keeps them, and what is replaced as well', async () => {
  const [picture = ''] = await twoPictures()
  mkdirSync(out)
  writeFileSync(join(out, 'notes.txt'), 'mine')
  writeFileSync(join(out, 'a.json'), 'drawn by hand')
  const { code, stderr } = await runCli(['solve', picture, '--instruction', INSTRUCTION, '--out', out], home)
  expect(code).toBe(0)
  expect(stderr).toContain('a.json.old')
  expect(readdirSync(out).toSorted()).toEqual(['a.json', 'a.json.old', 'notes.txt'])
  expect(readFileSync(join(out, 'a.json.old'), 'utf8')).toBe('drawn by hand')
})

test('what failed is listed, and the rest is done: exit 3', async () => {
  const [good = ''] = await twoPictures()
  const bad = join(folder, 'bad.png')
  writeFileSync(bad, 'not a picture')
  const { code, events } = await runCli(
    ['solve', good, bad, '--instruction', INSTRUCTION, '--out', out, '--json'],
    home,
  )
  expect(code).toBe(3)
  expect(events.filter(({ event }) => event === 'problem')).toMatchObject([
    { name: expect.stringContaining('bad.png') },
  ])
  expect(events.at(-1)).toEqual({ event: 'done', solved: 1, failed: 1, left: 0, unconfirmed: 0 })
  expect(readdirSync(out).some((name) => name.includes('a.'))).toBe(true)
})

test('where nothing could be done, it failed: exit 1', async () => {
  const bad = join(folder, 'bad.png')
  writeFileSync(bad, 'not a picture')
  const { code } = await runCli(['solve', bad, '--instruction', INSTRUCTION, '--out', out, '--json'], home)
  expect(code).toBe(1)
  expect(existsSync(out)).toBe(false)
})

test.each(['ucaptcha', '2captcha', 'anticaptcha'])(
  'against a server of the %s kind, the key in the environment',
  async (profile) => {
    const pictures = await twoPictures()
    const server = await listenCli(['solver-server', '--port', '0', '--key', KEY, '--json'], home)
    expect(server.first).toEqual({ event: 'listening', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
    const args = ['solve', ...pictures, '--instruction', INSTRUCTION, '--out', out, '--json']
    const service = ['--solver-url', String(server.first['url']), '--profile', profile]
    const { code, events, stdout, stderr } = await runCli([...args, ...service], home, { POINTCHECK_KEY: KEY })
    expect([code, events.at(-1)]).toEqual([0, { event: 'done', solved: 2, failed: 0, left: 0, unconfirmed: 0 }])
    expect(
      isNear(answersOf(events)['a.png'], [
        [100, 100],
        [300, 200],
      ]),
    ).toBe(true)
    expect(`${stdout}${stderr}`).not.toContain(KEY)
    expect((await server.end()).code).toBe(0)
  },
)

test('a wrong key is refused with the words of the service', async () => {
  const [picture = ''] = await twoPictures()
  const server = await listenCli(['solver-server', '--port', '0', '--key', KEY, '--json'], home)
  const args = ['solve', picture, '--instruction', INSTRUCTION, '--json', '--solver-url', String(server.first['url'])]
  const { code, stdout, stderr } = await runCli(args, home, { POINTCHECK_KEY: 'wrong-key-0000' })
  expect(code).toBe(1)
  const { host } = new URL(String(server.first['url']))
  expect(stderr).toContain(`${host}: Account authorization key not found in the system. 1 task left to send.`)
  expect(stderr).not.toContain(`${host}: ${host}`)
  expect(`${stdout}${stderr}`).not.toContain('wrong-key-0000')
})

test('in a project: add, solve, export, and solve again what is unsolved', async () => {
  const project = join(folder, 'work.pointcheck')
  const images = join(folder, 'images')
  mkdirSync(images)
  await drawDiscs(images, 'one.png', [{ x: 60, y: 60, colour: '#d11' }])
  await drawDiscs(images, 'two.png', [{ x: 90, y: 90, colour: '#d11' }])
  const added = await runCli(['add', images, '--instruction', INSTRUCTION, '--project', project, '--json'], home)
  expect([added.code, added.events.at(-1)]).toMatchObject([0, { event: 'done', problems: 0, project }])

  const solvers = await runCli(['solvers', '--project', project, '--json'], home)
  expect(solvers.events.map(({ builtIn }) => builtIn)).toContain('shapes')

  const solved = await runCli(['solve', '--project', project, '--json'], home)
  expect([solved.code, solved.events.at(-1)]).toEqual([
    0,
    { event: 'done', solved: 2, failed: 0, left: 0, unconfirmed: 0 },
  ])
  const anew = await runCli(['solve', '--project', project, '--no-unsolved', '--json'], home)
  expect(anew.events.find(({ event }) => event === 'sent')).toMatchObject({ count: 2 })
  const again = await runCli(['solve', '--project', project, '--json'], home)
  expect(again.events.find(({ event }) => event === 'sent')).toMatchObject({ count: 0 })
  expect(again.code).toBe(0)

  const name = String(solvers.events.find(({ builtIn }) => builtIn === 'shapes')?.['name'])
  const args = ['export', '--project', project, '--format', 'csv', '--points', 'solver', '--solver', name]
  const written = await runCli([...args, '--out', out, '--json'], home)
  expect([written.code, written.events.at(-1)]).toMatchObject([0, { event: 'done', state: 'done', out }])
  expect(readdirSync(out).some((file) => file.endsWith('.csv'))).toBe(true)
})
