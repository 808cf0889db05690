import { expect, test } from 'vitest'
import { openOddService, says } from './odd-service.ts'
import { runOf, sendRun } from './runs-support.ts'
import { openQueue } from './support.ts'

/** Takes each task and never has a result. */
const openSlowService = async (idOf: (count: number) => number) =>
  openOddService((path, count) =>
    path === '/createTask'
      ? says(JSON.stringify({ errorId: 0, taskId: idOf(count) }))
      : says('{"errorId":0,"status":"processing"}'),
  )

test('what the service took counts against the budget although nobody wants its result any more', async () => {
  const service = await openSlowService((count) => count)
  const queue = await openQueue({ baseUrl: service.url, count: 10, concurrency: 2 })
  queue.store.transact(() => {
    queue.store.solvers.update({ ...queue.solver, price: 100 })
  })
  const waiting = () => queue.store.tasks.withStatus(queue.solver.id, 'waiting').map(({ id }) => id)
  const { runId } = await sendRun(queue, { budget: 0.2 })
  await queue.until(() => waiting().length === 2)
  await queue.tasks['tasks.cancel']({ ids: waiting() })
  await queue.until(() =>
    queue.store.runs.tallies(runId).some(({ status, tasks }) => status === 'cancelled' && tasks === 2),
  )
  const { spent, counts, lanes } = await runOf(queue, runId)
  expect(spent).toBeCloseTo(0.2)
  expect(counts.cancelled).toBe(2)
  expect(lanes[0]?.state).toBe('over-budget')
  // Between the two, half of the budget was left, and one more may have gone out.
  expect(counts.queued).toBeGreaterThanOrEqual(7)
  expect(service.seen.filter(({ path }) => path === '/createTask').length).toBeLessThanOrEqual(3)
})

test('a task whose id another one has counts with what it may have cost', async () => {
  const service = await openSlowService(() => 7)
  const queue = await openQueue({ baseUrl: service.url, count: 2, concurrency: 2 })
  queue.store.transact(() => {
    queue.store.solvers.update({ ...queue.solver, price: 100 })
  })
  const { runId } = await sendRun(queue)
  const failed = () => queue.store.runs.tallies(runId).find(({ status }) => status === 'failed')
  await queue.until(() => failed() !== undefined)
  expect(failed()).toMatchObject({ tasks: 1 })
  expect(failed()?.spent).toBeCloseTo(0.1)
})

test('a budget is refused where nobody could tell what counts against it', async () => {
  const service = await openSlowService((count) => count)
  const queue = await openQueue({ baseUrl: service.url, profile: 'legacy', count: 2 })
  const unpriced = { code: 'no-price', message: expect.stringContaining('Set its price in Solvers') }
  await expect(sendRun(queue, { budget: 1 })).rejects.toMatchObject(unpriced)
  await expect(sendRun(queue, { solverBudget: 1 })).rejects.toMatchObject(unpriced)
  expect(service.seen).toEqual([])
  queue.store.transact(() => {
    queue.store.solvers.update({ ...queue.solver, price: 2 })
  })
  const { count } = await sendRun(queue, { budget: 1 })
  expect(count).toBe(2)
})
