import { expect, test } from 'vitest'
import { ImageRefused } from '../../src/main/images/image-refused.ts'
import { openOddService, READY, says } from './odd-service.ts'
import type { QueueUnderTest } from './support.ts'
import { firstTasks, openQueue } from './support.ts'

/** More than one transaction takes in. */
const MANY = 1_000

const send = async ({ tasks, solver }: QueueUnderTest) =>
  tasks['tasks.send']({ items: {}, solverIds: [solver.id], onlyUnsolved: false })

const statuses = ({ store, itemIds }: QueueUnderTest) => itemIds.map((id) => store.tasks.ofItem(id)[0]?.status)

/** The id of the job of a send that has begun and has not returned yet. */
async function firstJob(queue: QueueUnderTest): Promise<string> {
  const begun = () => queue.events.find((event) => event.name === 'job.changed')
  await queue.until(() => begun() !== undefined)
  return begun()?.payload.id ?? ''
}

test('a send that is cancelled while it takes in tasks takes in no more', async () => {
  const service = await openOddService(() => () => undefined)
  const queue = await openQueue({ baseUrl: service.url, count: MANY, concurrency: 1 })
  const sending = send(queue)
  await queue.jobs['jobs.cancel']({ id: await firstJob(queue) })
  const { count } = await sending
  expect(count).toBeLessThan(MANY)
  await queue.until(() => !statuses(queue).includes('queued'))
  const found = statuses(queue)
  expect(found.filter((status) => status !== undefined)).toHaveLength(count)
})

test('a send that is under way when the app ends stores no more, starts nothing and holds nobody up', async () => {
  const service = await openOddService(() => says(READY))
  const queue = await openQueue({ baseUrl: service.url, count: MANY, concurrency: 1 })
  const sending = send(queue).then(
    () => 'all',
    (error: unknown) => (error as { code?: string }).code,
  )
  // Lists are told at once of many.
  await queue.until(() => queue.events.some(({ name }) => name === 'items.changed' || name === 'item.changed'))
  await queue.tasks.stop()
  await queue.jobs.close()
  expect(await sending).toBe('closing')
  const sent = service.seen.length
  expect(statuses(queue).filter((status) => status === 'solved')).toHaveLength(sent)
  expect(statuses(queue)).toContain('queued')
})

const noBalance = says('{"errorId":10,"errorCode":"ERROR_ZERO_BALANCE"}')

test('what a person cancelled while its request was under way is not sent again after a hold', async () => {
  let cancel: (() => void) | undefined
  const service = await openOddService((_path, count) =>
    count > 1
      ? says(READY)
      : (response, request) => {
          cancel?.()
          noBalance(response, request)
        },
  )
  const queue = await openQueue({ baseUrl: service.url })
  cancel = () => void queue.tasks['tasks.cancel']({ ids: firstTasks(queue).map(({ id }) => id) })
  const { jobId } = await send(queue)
  await queue.ended(jobId)
  expect(statuses(queue)).toEqual(['cancelled'])
  queue.tasks.resume(queue.solver.id)
  await queue.tasks.stop()
  expect(service.seen).toHaveLength(1)
})

test('a picture that was being made when the app ended is no failure: its task stays queued', async () => {
  const service = await openOddService(() => says(READY))
  const { promise: picture, reject } = Promise.withResolvers<never>()
  const queue = await openQueue({ baseUrl: service.url, forSolver: () => picture })
  await send(queue)
  const stopping = queue.tasks.stop()
  reject(new ImageRefused('The decoder stopped while reading it.', 'Try again.'))
  await stopping
  expect(statuses(queue)).toEqual(['queued'])
})

test('a built-in solver that is cut off when the app ends charged nobody: its task stays queued', async () => {
  const service = await openOddService(() => () => undefined)
  const deadlines = { connect: 5_000, headers: 10_000, idle: 10_000, total: 20_000, thinking: 20_000 }
  const queue = await openQueue({ baseUrl: service.url, tuning: { deadlines } })
  const builtIn = queue.store.solvers.list().find((solver) => solver.builtIn === 'shapes')
  await queue.tasks['tasks.send']({ items: {}, solverIds: [builtIn?.id ?? ''], onlyUnsolved: false })
  await queue.until(() => statuses(queue)[0] === 'submitting')
  await queue.tasks.stop()
  expect(statuses(queue)).toEqual(['queued'])
})

test('a service that refused to work for one task of a send is not asked again for the rest of it', async () => {
  const service = await openOddService(() => noBalance)
  const queue = await openQueue({ baseUrl: service.url, count: MANY, concurrency: 1 })
  const job = await queue.sendAll()
  expect(job).toMatchObject({ state: 'failed', total: MANY })
  expect(job.message).toContain(`${MANY.toLocaleString('en')} tasks left to send`)
  expect(service.seen).toHaveLength(1)
  // Sending again is a new wish of a person, and lifts the hold although all of it is queued already.
  await send(queue)
  await queue.until(() => service.seen.length === 2)
})
