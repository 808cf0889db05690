import { expect, test } from 'vitest'
import { CANARY, openQueue, openServer } from './support.ts'

const service = { name: 'Two', profile: '2captcha', enabled: true, concurrency: 1, options: {} } as const

test('a new project has the built-in solvers, and one that was removed does not come back', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url })
  const [shapes, truth] = await queue.solvers['solvers.list']({})
  expect(shapes).toMatchObject({ solver: { name: 'Shapes, built in', enabled: true }, key: { kind: 'not-needed' } })
  expect(truth).toMatchObject({ solver: { name: 'Known truth, built in', enabled: false } })
  await queue.solvers['solvers.remove']({ id: truth?.solver.id ?? '' })
  const again = await openQueue({ baseUrl: server.url, store: queue.store })
  expect((await again.solvers['solvers.list']({})).map(({ solver }) => solver.name)).toEqual([
    'Shapes, built in',
    'Service',
  ])
})

test.each(['http://api.example.com', 'https://user:word@api.example.com', 'ftp://api.example.com'])(
  'the address %s is refused',
  async (baseUrl) => {
    const queue = await openQueue({ baseUrl: 'http://127.0.0.1:1' })
    await expect(
      (async () => queue.solvers['solvers.save']({ solver: { ...service, baseUrl } }))(),
    ).rejects.toMatchObject({
      code: 'bad-url',
    })
  },
)

test('a key belongs to the origin it was entered for: after a change it is asked for again, and nothing is sent', async () => {
  const [first, second] = [await openServer(), await openServer()]
  const queue = await openQueue({ baseUrl: first.url })
  const { solver, solvers, tasks } = queue
  const moved = await solvers['solvers.save']({ id: solver.id, solver: { ...solver, baseUrl: `${second.url}/shapes` } })
  expect(moved.key).toEqual({ kind: 'other-origin', origin: first.url })
  await expect(solvers['solvers.balance']({ id: solver.id })).rejects.toMatchObject({ code: 'no-key' })
  await expect(tasks['tasks.send']({ items: {}, solverIds: [solver.id], onlyUnsolved: false })).rejects.toMatchObject({
    code: 'no-key',
  })
  await solvers['solvers.setKey']({ id: solver.id, key: ` ${CANARY}\n` })
  expect(await solvers['solvers.balance']({ id: solver.id })).toEqual({ balance: 1_000 })
})

test('the balance says in words why there is none', async () => {
  const server = await openServer({ key: 'another-key' })
  const queue = await openQueue({ baseUrl: server.url })
  await expect(queue.solvers['solvers.balance']({ id: queue.solver.id })).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('ERROR_KEY_DOES_NOT_EXIST') as string,
  })
  await server.close()
  await expect(queue.solvers['solvers.balance']({ id: queue.solver.id })).rejects.toMatchObject({ code: 'unreachable' })
})

test('removing a solver cancels what it has not sent and keeps its answers', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 2 })
  await queue.tasks['tasks.send']({ items: { ids: ['item-0'] }, solverIds: [queue.solver.id], onlyUnsolved: false })
  await queue.until(() => queue.store.answers.ofItem('item-0').length === 1)
  queue.store.transact(() => {
    const task = { id: 't', itemId: 'item-1', solverId: queue.solver.id, instruction: 'x', createdAt: 1 } as const
    queue.store.tasks.insert({ ...task, status: 'queued' })
  })
  await queue.solvers['solvers.remove']({ id: queue.solver.id })
  expect(queue.store.tasks.get('t')?.status).toBe('cancelled')
  expect(queue.store.answers.ofItem('item-0')).toHaveLength(1)
  await expect(
    queue.tasks['tasks.send']({ items: {}, solverIds: [queue.solver.id], onlyUnsolved: false }),
  ).rejects.toMatchObject({ code: 'no-solver' })
})

test('only items without an answer of that solver are asked again', async () => {
  const server = await openServer()
  const queue = await openQueue({ baseUrl: server.url, count: 3 })
  const send = (ids: string[] | undefined) =>
    queue.tasks['tasks.send']({ items: ids ? { ids } : {}, solverIds: [queue.solver.id], onlyUnsolved: true })
  await queue.ended((await send(['item-1'])).jobId)
  expect((await send(undefined)).count).toBe(2)
})
