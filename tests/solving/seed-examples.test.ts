import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/support.ts'
import { openServer, PICTURE } from './support.ts'

const run = promisify(execFile)
const FIXTURES = join(import.meta.dirname, '../fixtures/seed')
const HOST = 'https://api.ucaptcha.net'
const POINTS = [
  { x: 119.6, y: 45.2 },
  { x: 230, y: 180 },
]

/** Every line of code on the page, without the indentation that the page has lost. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A folder with the page's picture and one example, its host (and nothing else) replaced. */
function exampleIn(file: string, url: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'captcha.png'), PICTURE)
  const example = readFileSync(join(FIXTURES, file), 'utf8')
  expect(example).toContain(HOST)
  writeFileSync(join(folder, file), example.replaceAll(HOST, url))
  return folder
}

const serverFor = (ready: 'now' | 'later') =>
  openServer({
    key: 'YOUR_API_KEY',
    ready,
    answerers: {
      shapes: ({ image, instruction }) => {
        expect(instruction).toBe('Click on all traffic lights')
        expect(Buffer.compare(image, PICTURE)).toBe(0)
        return Promise.resolve(POINTS)
      },
    },
  })

test('the three files hold the examples of the page, line by line', () => {
  const page = lines(readFileSync(join(FIXTURES, 'image-coordinates-task.txt'), 'utf8')).join('\n')
  for (const file of ['example.py', 'example.mjs', 'example.sh']) {
    expect(page).toContain(lines(readFileSync(join(FIXTURES, file), 'utf8')).join('\n'))
  }
})

const hasRequests = await run('python3', ['-c', 'import requests']).then(
  () => true,
  () => false,
)

for (const ready of ['now', 'later'] as const) {
  test(`the Python example prints the points that come ${ready}`, async () => {
    const server = await serverFor(ready)
    const cwd = exampleIn('example.py', server.url)
    if (!hasRequests) copyFileSync(join(FIXTURES, 'requests.py'), join(cwd, 'requests.py'))
    const { stdout } = await run('python3', ['example.py'], { cwd })
    expect(stdout).toBe('Click at (120, 45)\nClick at (230, 180)\n')
  })

  test(`the JavaScript example prints the points that come ${ready}`, async () => {
    const server = await serverFor(ready)
    const cwd = exampleIn('example.mjs', server.url)
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd })
    expect(stdout).toBe('Click at (120, 45)\nClick at (230, 180)\n')
  })
}

test('the curl example gets the points at once, and is told that TASK_ID is no task', async () => {
  const server = await serverFor('now')
  const cwd = exampleIn('example.sh', server.url)
  const { stdout } = await run('bash', ['example.sh'], { cwd })
  const [created, result] = stdout
    .replace('}{', '}\n{')
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(created).toMatchObject({
    errorId: 0,
    status: 'ready',
    solution: {
      coordinates: [
        { x: 120, y: 45 },
        { x: 230, y: 180 },
      ],
    },
  })
  expect(result).toMatchObject({ errorId: 1, errorCode: 'ERROR_NO_SUCH_CAPCHA_ID' })
})

test('the curl example polls for a task with its own id', async () => {
  const server = await serverFor('later')
  const cwd = exampleIn('example.sh', server.url)
  const [create, poll] = readFileSync(join(cwd, 'example.sh'), 'utf8').split(/^# Poll.*$/m)
  const { stdout } = await run('bash', ['-c', create ?? ''], { cwd })
  const { taskId } = JSON.parse(stdout) as { taskId: string }
  const polled = await run('bash', ['-c', (poll ?? '').replace('TASK_ID', taskId)], { cwd })
  expect(JSON.parse(polled.stdout)).toMatchObject({
    status: 'ready',
    solution: { coordinates: [{ x: 120, y: 45 }, {}] },
  })
})
