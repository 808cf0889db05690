import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../sources.ts'
import { runCli } from './run-cli.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pointcheck-usage-'))
})
afterAll(() => {
  rmSync(home, { recursive: true })
})

/** Begins the colours of a terminal, which have no place in a pipe. */
const ESCAPE = '\u001B'

const commands = ['serve', 'add', 'solve', 'solvers', 'solver-server', 'import', 'export', 'doctor']

test('every command is listed and explains its options', async () => {
  const { code, stdout } = await runCli(['--help'], home)
  expect(code).toBe(0)
  for (const name of commands) {
    expect(stdout).toContain(`  ${name} `)
    const help = await runCli([name, '--help'], home)
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('--project')
    expect(help.stdout).toContain('--json')
    expect(help.stdout).not.toContain(ESCAPE)
  }
})

test.each([
  [[], ''],
  [['frobnicate'], 'no command "frobnicate"'],
  [['__proto__'], 'no command "__proto__"'],
  [['solve', '--instruktion', 'x', 'a.png'], '--instruktion'],
  [['solve', 'a.png'], '--instruction'],
  [['solve', '--instruction', 'x'], 'Name the images'],
  [['solve', '/nowhere/a.png', '--instruction', 'x'], 'There is no /nowhere/a.png'],
  [['solve', 'a.png', '--instruction', 'x', '--key', 'canary'], 'POINTCHECK_KEY'],
  [['solve', 'a.png', '--instruction', 'x', '--solver-url', 'http://127.0.0.1:1'], 'POINTCHECK_KEY'],
  [['solve', 'a.png', '--instruction', 'x', '--profile', 'other'], '--profile'],
  [['solve', 'a.png', '--instruction', 'x', '--budget', 'much'], '--budget'],
  [['solve', 'a.png', '--instruction', 'x', '--concurrency', '65'], '--concurrency'],
  [['solve', 'a.png', '--instruction', 'x', '--failed'], '--project'],
  [['solve', 'a.png', '--instruction', 'x', '--mode', 'rectangles'], '--mode is not for a solver of the kind ucaptcha'],
  [['solvers', 'paint'], 'list, add, test, remove'],
  [['solvers', 'add'], '--profile'],
  [['solvers', 'add', '--profile', 'chat'], '--url'],
  [['solvers', 'add', '--profile', 'onnx', '--url', 'https://a.example'], 'has no --url'],
  [
    ['solvers', 'add', '--profile', 'chat', '--url', 'https://a.example', '--convention', 'inches'],
    '--convention does not take "inches"',
  ],
  [['solvers', 'add', '--profile', 'ucaptcha', '--url', 'https://a.example', '--rate', 'fast'], '--rate'],
  [['solvers', 'add', '--profile', '2captcha', '--url', 'https://a.example', '--key', 'canary'], 'POINTCHECK_KEY'],
  [['solvers', 'test'], 'Name one solver'],
  [['solvers', 'remove', 'one', 'two'], 'Name one solver'],
  [['import', 'a.csv'], '--answers-of'],
  [['import', '--answers-of', 'x'], 'Name the files'],
  [['serve', '--port', '70000'], '--port'],
  [['solver-server', '--fail', 'ERROR:2'], '--fail'],
  [['solver-server', '--answers', 'known-truth'], '--project'],
  [['export', '--out', 'x', '--format', 'yolo'], '--format'],
  [['export', '--format', 'csv'], '--out'],
  [['doctor', 'stray'], 'stray'],
] as const)('%j is wrong usage and says why', async (args, words) => {
  const { code, stderr } = await runCli(args, home)
  expect(code).toBe(2)
  expect(stderr).toContain(words)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(stderr).not.toContain(ESCAPE)
})

test.each(['solve', 'solvers', 'export', 'import'])('%s makes no project under a misspelt name', async (name) => {
  const args = ['--project', join(home, 'missing.pointcheck'), ...(name === 'export' ? ['--out', join(home, 'x')] : [])]
  const { code, stderr } = await runCli([name, ...args], home)
  expect(code).toBe(2)
  expect(stderr).toContain('There is no project')
  expect(readdirSync(home)).toEqual([])
})

test('the version is that of the checkout', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(await runCli(['--version'], home)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test('wrong usage is one JSON line for scripts, and makes nothing', async () => {
  const { code, events } = await runCli(['add', '--json'], home)
  expect(code).toBe(2)
  expect(events).toMatchObject([{ event: 'error', code: 'usage' }])
  expect(readdirSync(home)).toEqual([])
})

const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return stdout && Number.parseInt(stdout.slice(1), 10) < 24
})

test.skipIf(oldNode === undefined)('an old Node hands over to the one that comes along', () => {
  for (const [args, status] of [
    [['--help'], 0],
    [['frobnicate'], 2],
  ] as const) {
    const { status: given } = spawnSync(oldNode ?? '', [join(root, 'bin/pointcheck.mjs'), ...args])
    expect(given).toBe(status)
  }
})

test.skipIf(oldNode === undefined)('an old Node without that one explains itself and ends with 2', () => {
  // A copy of bin alone: a checkout before `npm ci`.
  const bin = join(home, 'bin')
  cpSync(join(root, 'bin'), bin, { recursive: true })
  const { status, stderr } = spawnSync(oldNode ?? '', [join(bin, 'pointcheck.mjs'), 'doctor'], { encoding: 'utf8' })
  rmSync(bin, { recursive: true })
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^Pointcheck needs Node 24 .*npm ci.*\n$/)])
})
