import { expect, test } from 'vitest'
import type { Picture } from '../../src/main/images/image-library.ts'
import { endings, runOf, sendRun, untilRun } from './runs-support.ts'
import { CANARY, firstTasks, openQueue, openServer, PICTURE } from './support.ts'

const statuses = (queue: Awaited<ReturnType<typeof openQueue>>) =>
  queue.itemIds.map((id) => queue.store.tasks.ofItem(id)[0]?.status)

test('a send is a run that counts its tasks, ends and says so', async () => {
  const server = await openServer({ price: 0.002 })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 12 })
  const { runId, jobId, count } = await sendRun(queue)
  expect(count).toBe(12)
  await queue.ended(jobId)
  const run = await runOf(queue, runId)
  expect(run).toMatchObject({ number: 1, by: 'Reviewer', items: 12, state: 'done' })
  expect(run.counts).toMatchObject({ solved: 12, queued: 0, waiting: 0 })
  expect(run.spent).toBeCloseTo(0.024)
  expect(run.lanes).toHaveLength(1)
  expect(run.lanes[0]).toMatchObject({ solverId: queue.solver.id, state: 'done' })
  expect(run.lanes[0]?.ended.reduce((sum, ended) => sum + ended, 0)).toBe(12)
  expect(endings(queue)).toEqual([{ id: runId, title: 'Run 1 is done', body: '12 solved. $0.024 spent.' }])
  expect(queue.store.runs.get(runId)?.state).toBe('done')
  expect(await queue.tasks['runs.list']({ limit: 10 })).toEqual([expect.objectContaining({ id: runId, state: 'done' })])
})

test('a paused run sends nothing new, still fetches what was sent, and goes on when resumed', async () => {
  const server = await openServer({ ready: 'later', latencyMs: 30 })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 30, concurrency: 4 })
  const { runId, jobId } = await sendRun(queue)
  await queue.until(() => server.tally().created >= 4)
  const paused = await queue.tasks['runs.pause']({ id: runId })
  expect(paused).toMatchObject({ state: 'paused', lanes: [{ state: 'paused' }] })
  expect(queue.store.runs.get(runId)?.state).toBe('paused')
  const quiet = await untilRun(
    queue,
    runId,
    ({ state, counts }) => state === 'paused' && counts.submitting + counts.waiting === 0,
  )
  const sent = server.tally().created
  expect(quiet.counts).toMatchObject({ solved: sent, queued: 30 - sent })
  expect(sent).toBeLessThan(30)
  expect(endings(queue)).toEqual([])
  await queue.tasks['runs.resume']({ id: runId })
  await queue.ended(jobId)
  expect(statuses(queue)).toEqual(Array(30).fill('solved'))
  expect(server.tally().created).toBe(30)
})

test('a task whose picture was being made when its run was paused is not sent', async () => {
  const server = await openServer()
  const { promise: picture, resolve } = Promise.withResolvers<Picture>()
  const queue = await openQueue({ baseUrl: server.url, count: 2, concurrency: 2, forSolver: () => picture })
  const { runId, jobId } = await sendRun(queue)
  await queue.tasks['runs.pause']({ id: runId })
  resolve({ bytes: PICTURE, contentType: 'image/png', width: 150, height: 200 })
  await picture
  await queue.tasks.stop()
  expect(server.tally().created).toBe(0)
  expect(statuses(queue)).toEqual(['queued', 'queued'])
  expect((await queue.ended(jobId)).message).toContain('goes on at the next start')
})

test('one solver of a run is paused alone, and going on with it in a paused run leaves the others paused', async () => {
  const server = await openServer({ latencyMs: 5 })
  const queue = await openQueue({ baseUrl: server.url, count: 20, concurrency: 1 })
  const { solver: second } = await queue.solvers['solvers.save']({
    solver: { ...queue.solver, name: 'Second', concurrency: 1 },
  })
  await queue.solvers['solvers.setKey']({ id: second.id, key: CANARY })
  const { runId } = await sendRun(queue, { solverIds: [queue.solver.id, second.id] })
  await queue.tasks['runs.pause']({ id: runId, solverId: second.id })
  const laneOf = async (id: string) => (await runOf(queue, runId)).lanes.find((lane) => lane.solverId === id)
  await untilRun(queue, runId, ({ counts }) => counts.solved >= 20)
  const left = (await laneOf(second.id))?.counts.queued ?? 0
  expect(left).toBeGreaterThan(0)
  expect(await laneOf(second.id)).toMatchObject({ state: 'paused' })
  expect(await laneOf(queue.solver.id)).toMatchObject({ state: 'done' })
  await queue.tasks['runs.pause']({ id: runId })
  await queue.tasks['runs.resume']({ id: runId, solverId: second.id })
  const run = await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(run.counts.solved).toBe(40)
  expect(queue.store.runs.get(runId)?.solvers).toContainEqual({ solverId: queue.solver.id, paused: true })
})

test('cancelling a run cancels what is queued and keeps the results of what was sent', async () => {
  const server = await openServer({ ready: 'later', latencyMs: 40 })
  const queue = await openQueue({ baseUrl: server.url, profile: '2captcha', count: 40, concurrency: 4 })
  const { runId, jobId } = await sendRun(queue)
  await queue.until(() => server.tally().created >= 4)
  const cancelled = await queue.tasks['runs.cancel']({ id: runId })
  expect(cancelled.state).toBe('cancelled')
  expect((await queue.ended(jobId)).state).toBe('cancelled')
  await queue.until(() => queue.store.runs.get(runId)?.endedAt !== undefined)
  const { counts, state } = await runOf(queue, runId)
  expect(state).toBe('cancelled')
  expect(counts).toMatchObject({ solved: server.tally().created, queued: 0, waiting: 0, submitting: 0 })
  expect(counts.cancelled).toBe(40 - server.tally().created)
  expect(endings(queue)).toEqual([])
  expect(await queue.tasks['runs.resume']({ id: runId })).toMatchObject({ state: 'cancelled' })
})

test('several runs go on at once, each with its own counts', async () => {
  const server = await openServer({ latencyMs: 3 })
  const queue = await openQueue({ baseUrl: server.url, count: 20, concurrency: 2 })
  const { solver: second } = await queue.solvers['solvers.save']({ solver: { ...queue.solver, name: 'Second' } })
  await queue.solvers['solvers.setKey']({ id: second.id, key: CANARY })
  const first = await sendRun(queue)
  const other = await sendRun(queue, { solverIds: [second.id] })
  await queue.tasks['runs.pause']({ id: first.runId })
  await queue.ended(other.jobId)
  expect((await runOf(queue, other.runId)).counts.solved).toBe(20)
  expect((await runOf(queue, first.runId)).state).toBe('paused')
  await queue.tasks['runs.resume']({ id: first.runId })
  await queue.ended(first.jobId)
  const list = await queue.tasks['runs.list']({ limit: 10 })
  expect(list.map(({ number, counts }) => [number, counts.solved])).toEqual([
    [2, 20],
    [1, 20],
  ])
  expect(await queue.tasks['runs.list']({ limit: 10, before: 2 })).toHaveLength(1)
})

test('a run is told at most ten times a second, and the last state is told', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 400, concurrency: 8 })
  const times: number[] = []
  let seen = 0
  const watched = queue.until(() => {
    const told = queue.events.slice(seen).filter((event) => event.name === 'run.changed')
    seen = queue.events.length
    times.push(...told.map(() => performance.now()))
    return told.some((event) => event.payload.state === 'done')
  })
  const { runId } = await sendRun(queue)
  await watched
  expect(times.length).toBeGreaterThan(3)
  for (const from of times) expect(times.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(10)
  const last = await untilRun(queue, runId, ({ state }) => state === 'done')
  expect(last.counts.solved).toBe(400)
})

test('paused runs and solvers stay so after a restart', async () => {
  const server = await openServer({ latencyMs: 5 })
  const queue = await openQueue({ baseUrl: server.url, count: 60, concurrency: 1 })
  const { runId } = await sendRun(queue)
  await queue.tasks['runs.pause']({ id: runId })
  await queue.tasks.stop()
  const sent = server.tally().created
  const next = await openQueue({ baseUrl: server.url, count: 60, concurrency: 1, store: queue.store })
  next.tasks.start()
  expect(await runOf(next, runId)).toMatchObject({ state: 'paused', items: 60, lanes: [{ state: 'paused' }] })
  await next.tasks['tasks.send']({ items: { ids: ['item-0'] }, solverIds: [next.solver.id], onlyUnsolved: true })
  await next.tasks.stop()
  expect(server.tally().created).toBe(sent)
  const last = await openQueue({ baseUrl: server.url, count: 60, store: queue.store })
  last.tasks.start()
  await last.tasks['runs.resume']({ id: runId })
  await untilRun(last, runId, ({ state }) => state === 'done')
  expect(server.tally().created).toBe(60)
  expect(firstTasks(last)).toHaveLength(1)
})

test('a cancel that died half-way goes on at the next start', async () => {
  const server = await openServer({ latencyMs: 5 })
  const queue = await openQueue({ baseUrl: server.url, count: 30, concurrency: 1 })
  const { runId } = await sendRun(queue)
  await queue.tasks['runs.pause']({ id: runId })
  await queue.tasks.stop()
  const { store } = queue
  const stored = store.runs.get(runId)
  if (!stored) throw new Error('The run is gone.')
  store.transact(() => {
    store.runs.save({ ...stored, state: 'cancelled' })
  })
  const sent = server.tally().created
  const next = await openQueue({ baseUrl: server.url, store, concurrency: 1 })
  next.tasks.start()
  const run = await untilRun(next, runId, ({ endedAt }) => endedAt !== undefined)
  expect(run).toMatchObject({
    state: 'cancelled',
    items: 30,
    counts: { solved: sent, cancelled: 30 - sent, queued: 0 },
  })
  expect(server.tally().created).toBe(sent)
})

test('a run that lost its last step to a crash ends at the next start', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 2 })
  const { jobId, runId } = await sendRun(queue)
  await queue.ended(jobId)
  await queue.tasks.stop()
  const { store } = queue
  const stored = store.runs.get(runId)
  if (!stored) throw new Error('The run is gone.')
  const { endedAt: _, ...going } = stored
  store.transact(() => {
    store.runs.save({ ...going, state: 'running', items: 0 })
  })
  const next = await openQueue({ baseUrl: server.url, store })
  next.tasks.start()
  await untilRun(next, runId, ({ state }) => state === 'done')
  expect(store.runs.get(runId)).toMatchObject({ state: 'done', items: 2 })
  expect(server.tally().created).toBe(2)
})

test('a run of which everything is stored already is over at once, is in no list and tells nobody', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 3 })
  const { jobId } = await sendRun(queue)
  await queue.ended(jobId)
  const again = await sendRun(queue, { onlyUnsolved: true })
  expect(again.count).toBe(0)
  expect((await queue.ended(again.jobId)).state).toBe('done')
  expect(await queue.tasks['runs.list']({ limit: 10 })).toHaveLength(1)
  expect(endings(queue)).toHaveLength(1)
})

test('a run that does not exist is not found', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  for (const method of ['runs.get', 'runs.pause', 'runs.resume'] as const) {
    expect(() => queue.tasks[method]({ id: 'none' })).toThrow('does not exist')
  }
  await expect(async () => queue.tasks['runs.cancel']({ id: 'none' })).rejects.toThrow('does not exist')
})
