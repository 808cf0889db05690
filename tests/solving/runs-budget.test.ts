import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import { addImage, HASH, openForTest, temporaryFolder } from '../store/support.ts'
import { endings, runOf, sendRun, untilRun } from './runs-support.ts'
import { CANARY, openQueue, openServer, PICTURE } from './support.ts'

const PRICE = 0.01
const LANES = 8

test('a budget stops a run after no more than the tasks in flight, and a higher one lets it go on', async () => {
  const server = await openServer({ price: PRICE, ready: 'later', latencyMs: 20 })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 60, concurrency: LANES })
  const { runId, jobId } = await sendRun(queue, { budget: 0.2 })
  const job = await queue.ended(jobId)
  const stopped = await runOf(queue, runId)
  expect(stopped.spent).toBeGreaterThanOrEqual(0.2 - 1e-9)
  expect(stopped.spent).toBeLessThan(0.2 + LANES * PRICE)
  expect(stopped.spent).toBeCloseTo(server.tally().created * PRICE)
  expect(stopped).toMatchObject({
    state: 'running',
    budget: 0.2,
    lanes: [{ state: 'over-budget', reason: 'The budget of $0.20 is used up.' }],
  })
  expect(stopped.counts).toMatchObject({ submitting: 0, waiting: 0, queued: 60 - server.tally().created })
  expect(job).toMatchObject({ state: 'failed' })
  expect(job.message).toBe(`The budget of $0.20 is used up. ${stopped.counts.queued} tasks left to send.`)
  expect(endings(queue)).toEqual([{ id: runId, title: 'Run 1 has stopped', body: job.message }])

  const higher = await queue.tasks['runs.resume']({ id: runId, budget: 0.4 })
  expect(higher.budget).toBe(0.4)
  const again = await untilRun(queue, runId, ({ lanes, spent }) => spent > 0.3 && lanes[0]?.state === 'over-budget')
  expect(again.spent).toBeLessThan(0.4 + LANES * PRICE)
  const free = await queue.tasks['runs.resume']({ id: runId, budget: null })
  expect(free).not.toHaveProperty('budget')
  const done = await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(done.counts.solved).toBe(60)
  expect(done.spent).toBeCloseTo(60 * PRICE)
  expect(server.tally().created).toBe(60)
})

test('a budget for each solver stops one and not the others, nor what is free', async () => {
  const server = await openServer({ price: PRICE })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 30, concurrency: 2 })
  const { solver: second } = await queue.solvers['solvers.save']({ solver: { ...queue.solver, name: 'Second' } })
  await queue.solvers['solvers.setKey']({ id: second.id, key: CANARY })
  const shapes = queue.store.solvers.list().find(({ builtIn }) => builtIn === 'shapes')?.id ?? ''
  const { runId, jobId } = await sendRun(queue, { solverIds: [queue.solver.id, second.id, shapes], solverBudget: 0.05 })
  await queue.ended(jobId)
  const { lanes } = await runOf(queue, runId)
  const laneOf = (id: string) => lanes.find(({ solverId }) => solverId === id)
  for (const id of [queue.solver.id, second.id]) {
    expect(laneOf(id)).toMatchObject({ state: 'over-budget', limit: 0.05 })
    expect(laneOf(id)?.spent).toBeLessThan(0.05 + 2 * PRICE)
  }
  expect(laneOf(shapes)).toMatchObject({ state: 'done', counts: { solved: 30 } })
})

test('the price that a person set counts where the service says none', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, profile: 'ucaptcha', count: 20, concurrency: 2 })
  const { id, position: _, ...solver } = queue.solver
  await queue.solvers['solvers.save']({ id, solver: { ...solver, profile: 'moondream', price: 100 } })
  await queue.solvers['solvers.setKey']({ id, key: CANARY })
  const { runId, jobId } = await sendRun(queue, { budget: 0.5 })
  await queue.ended(jobId)
  const { spent, counts } = await runOf(queue, runId)
  expect(spent).toBeGreaterThanOrEqual(0.5 - 1e-9)
  expect(spent).toBeLessThan(0.5 + 2 * 0.1)
  expect(counts.queued).toBeGreaterThan(12)
})

test('a budget outlives kill -9: what was spent is counted from what is stored', async () => {
  const server = await openServer({ price: PRICE, ready: 'later', latencyMs: 20 })
  const root = temporaryFolder()
  const folder = join(root, 'Budget.pointcheck')
  const picture = join(root, 'picture.png')
  writeFileSync(picture, PICTURE)
  createProject(folder)
  const first = openProject(folder)
  addImage(first)
  first.transact(() => {
    const solver = { id: 'service', name: 'Service', profile: '2captcha', baseUrl: server.url } as const
    first.solvers.insert({ ...solver, enabled: true, position: 0, mark: 0, options: {}, concurrency: LANES })
    const solvers = [{ solverId: 'service', paused: false }]
    first.runs.insert({ id: 'run', at: 0, by: '', items: 200, budget: 0.6, state: 'running', solvers })
    for (let number = 0; number < 200; number += 1) {
      const id = `item-${number}`
      const instruction = `Click ${number}`
      first.items.insert({ id, imageHash: HASH, name: id, instruction, addedAt: 0 })
      const task = { id, itemId: id, solverId: 'service', runId: 'run', instruction } as const
      first.tasks.insert({ ...task, status: 'queued', createdAt: 0 })
    }
  })
  first.close()
  const start = () =>
    spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts')], {
      env: { ...process.env, CRASH_CHILD: JSON.stringify({ folder, picture, key: CANARY, solverId: 'service' }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  for (const enough of [15, 35]) {
    const child = start()
    const gone = once(child, 'exit')
    while (server.tally().created < enough) await sleep(2)
    child.kill('SIGKILL')
    await gone
  }
  const last = start()
  let said = ''
  last.stdout.on('data', (text: Buffer) => (said += text.toString()))
  expect(await once(last, 'exit')).toEqual([0, null])
  expect(said).toContain('The budget of $0.60 is used up.')

  const store = openForTest(folder)
  const tallies = store.runs.tallies('run')
  const of = (status: string) => tallies.find((one) => one.status === status)
  const spent = tallies.reduce((sum, one) => sum + one.spent, 0)
  expect(spent).toBeGreaterThanOrEqual(0.6 - 1e-9)
  expect(spent).toBeLessThanOrEqual(0.6 + LANES * PRICE)
  expect(of('queued')?.tasks).toBeGreaterThan(0)
  // Whatever the service charged is counted, also for replies that died with the process.
  expect(server.tally().created * PRICE).toBeLessThanOrEqual(spent + 1e-9)
  expect(of('unconfirmed')?.tasks ?? 0).toBeLessThanOrEqual(2 * LANES)
  expect(of('unconfirmed')?.spent ?? 0).toBeCloseTo((of('unconfirmed')?.tasks ?? 0) * PRICE)
})
