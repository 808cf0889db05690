import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { drawDiscs } from './pictures.ts'
import { listenCli, runCli } from './run-cli.ts'

const KEY = 'canary-51d0e7b4a9'
const PASSPHRASE = 'words that nobody else has'

let folder: string
let home: string
let project: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pointcheck-solvers-'))
  home = join(folder, 'home')
  project = join(folder, 'work.pointcheck')
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const images = join(folder, 'images')
  mkdirSync(images)
  await drawDiscs(images, 'one.png', [{ x: 60, y: 60, colour: '#d11' }])
  await drawDiscs(images, 'two.png', [{ x: 90, y: 90, colour: '#d11' }])
  const added = await runCli(['add', images, '--instruction', 'Click on all red circles', '--project', project], home)
  expect(added.code).toBe(0)
})

/** All bytes below a folder, as text. */
const everything = (path: string): string =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')

test('a solver is added with its key, tried, asked within a budget, and removed; the key is nowhere in clear', async () => {
  const server = await listenCli(['solver-server', '--port', '0', '--key', KEY, '--price', '0.002', '--json'], home)
  const url = String(server.first['url'])
  const secret = { POINTCHECK_PASSPHRASE: PASSPHRASE }
  const written: string[] = []
  const run = async (args: readonly string[], environment: Record<string, string> = secret) => {
    const ended = await runCli([...args, '--project', project, '--json'], home, environment)
    written.push(ended.stdout, ended.stderr)
    return ended
  }

  const added = await run(
    [
      'solvers',
      'add',
      '--name',
      'Two',
      '--profile',
      '2captcha',
      '--url',
      url,
      '--max-clicks',
      '9',
      '--price',
      '2',
      '--rate',
      '50/1',
    ],
    { ...secret, POINTCHECK_KEY: KEY },
  )
  expect([added.code, added.events[0]]).toMatchObject([
    0,
    {
      event: 'solver',
      name: 'Two',
      profile: '2captcha',
      options: { maxClicks: 9 },
      price: 2,
      rate: { count: 50, seconds: 1 },
      key: { kind: 'present', lastFour: 'b4a9', kept: 'sealed-file' },
    },
  ])

  const tested = await run(['solvers', 'test', 'two'])
  expect([tested.code, tested.events[0]]).toMatchObject([0, { event: 'test', asked: 'balance', ok: true }])

  const withoutPassphrase = await run(['solvers', 'list'], {})
  expect(withoutPassphrase.events.find(({ name }) => name === 'Two')).toMatchObject({ key: { kind: 'missing' } })
  const wrong = await run(['solvers', 'list'], { POINTCHECK_PASSPHRASE: 'another' })
  expect([wrong.code, wrong.events[0]]).toMatchObject([1, { event: 'error', code: 'wrong-passphrase' }])

  const solved = await run(['solve', '--solver', 'Two', '--budget', '5', '--concurrency', '3'])
  expect([solved.code, solved.events.at(-1)]).toEqual([
    0,
    { event: 'done', solved: 2, failed: 0, left: 0, unconfirmed: 0 },
  ])
  expect(solved.events.find(({ event }) => event === 'sent')).toMatchObject({ solvers: ['Two'], count: 2 })
  expect(solved.events.find(({ event }) => event === 'spent')).toMatchObject({ usd: 0.004 })

  const removed = await run(['solvers', 'remove', 'Two'])
  expect(removed.events[0]).toMatchObject({ event: 'removed', name: 'Two' })
  expect((await run(['solvers'])).events.map(({ name }) => name)).not.toContain('Two')
  await server.end()
  for (const text of [...written, everything(home), everything(project)]) {
    expect(text).not.toContain(KEY)
    expect(text).not.toContain(PASSPHRASE)
  }
})

test('a budget ends a run in part, and the rest goes on when more is allowed', async () => {
  const server = await listenCli(['solver-server', '--port', '0', '--key', KEY, '--price', '1', '--json'], home)
  const args = ['--profile', 'ucaptcha', '--url', String(server.first['url'])]
  const environment = { POINTCHECK_KEY: KEY, POINTCHECK_PASSPHRASE: PASSPHRASE }
  const json = ['--project', project, '--json']
  expect(
    (await runCli(['solvers', 'add', '--name', 'Dear', '--concurrency', '1', ...args, ...json], home, environment))
      .code,
  ).toBe(0)
  const passphrase = { POINTCHECK_PASSPHRASE: PASSPHRASE }
  const poor = await runCli(['solve', '--solver', 'Dear', '--budget', '1', ...json], home, passphrase)
  expect([poor.code, poor.events.at(-1)]).toMatchObject([3, { event: 'done', solved: 1, left: 1 }])
  const same = await runCli(['solve', '--solver', 'Dear', '--budget', '1', ...json], home, passphrase)
  expect([same.code, same.events.at(-1)]).toMatchObject([3, { event: 'done', solved: 1, left: 1 }])
  expect(same.stderr).toContain('1 tasks of earlier runs wait')
  const richer = await runCli(['solve', '--solver', 'Dear', '--budget', '5', ...json], home, passphrase)
  expect([richer.code, richer.events.at(-1)]).toMatchObject([0, { event: 'done', solved: 2, left: 0 }])
  expect((await server.end()).stdout).toContain('"created":2')
})

test('a solver whose key was not kept is asked with that of the environment', async () => {
  const server = await listenCli(['solver-server', '--port', '0', '--key', KEY, '--json'], home)
  const json = ['--project', project, '--json']
  const add = ['solvers', 'add', '--name', 'Two', '--profile', '2captcha', '--url', String(server.first['url'])]
  const wrong = await runCli([...add.slice(0, -1), 'nowhere', ...json], home, { POINTCHECK_KEY: KEY })
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--url takes an address')])
  await runCli([...add, ...json], home, { POINTCHECK_KEY: KEY })
  const keyless = await runCli(['solve', '--solver', 'Two', ...json], home)
  expect([keyless.code, keyless.stderr]).toEqual([1, expect.stringContaining('no key')])
  const solved = await runCli(['solve', '--solver', 'Two', ...json], home, { POINTCHECK_KEY: KEY })
  expect([solved.code, solved.events.at(-1)]).toMatchObject([0, { event: 'done', solved: 2, left: 0 }])
  expect((await server.end()).stdout).toContain('"created":2')
})

test('what an interruption leaves goes on with the same command, and nothing is sent twice', async () => {
  const slow = ['solver-server', '--port', '0', '--key', KEY, '--json', '--ready', 'later', '--latency', '2500']
  const server = await listenCli(slow, home)
  const add = ['solvers', 'add', '--name', 'Slow', '--profile', '2captcha', '--url', String(server.first['url'])]
  const json = ['--project', project, '--json']
  await runCli([...add, ...json], home, { POINTCHECK_KEY: KEY, POINTCHECK_PASSPHRASE: PASSPHRASE })
  const passphrase = { POINTCHECK_PASSPHRASE: PASSPHRASE }
  const first = await listenCli(['solve', '--solver', 'Slow', ...json], home, 'node', passphrase)
  expect(first.first).toMatchObject({ event: 'sent', count: 2 })
  const interrupted = await first.end()
  expect(interrupted.code).toBe(3)
  const again = await runCli(['solve', '--solver', 'Slow', ...json], home, passphrase)
  expect([again.code, again.events.at(-1)]).toEqual([
    0,
    { event: 'done', solved: 2, failed: 0, left: 0, unconfirmed: 0 },
  ])
  const tally = (await server.end()).stdout
  expect(tally).toContain('"created":2')
})

test.each(['chat', 'moondream'])('a model on this machine is added without a key: %s', async (profile) => {
  const add = ['solvers', 'add', '--profile', profile, '--url', 'http://127.0.0.1:1', '--project', project, '--json']
  const { code, events } = await runCli(add, home)
  expect([code, events.at(-1)]).toMatchObject([0, { event: 'solver', profile, key: { kind: 'not-needed' } }])
})
