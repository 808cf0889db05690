import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SolverServer, startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import { type ManyItems, openManyItems } from './many-items.ts'
import { seriousViolations } from './violations.ts'

const KEY = 'canary-feedback-70b1'

let server: SolverServer
let open: ManyItems
beforeAll(async () => {
  server = await startSolverServer({
    answerers: { shapes: async () => Promise.resolve([{ x: 100, y: 100 }]) },
    default: 'shapes',
    key: KEY,
    price: 0.001,
    // Only an answer with a task id can be reported.
    ready: 'later',
    onBroken: (error) => {
      throw error
    },
  })
  open = await openManyItems(2, [{ name: 'Alpha', baseUrl: server.url, key: KEY, concurrency: 1 }])
  open.page.setDefaultTimeout(30_000)
})
afterAll(async () => {
  await open.close()
  await server.close()
})

test('a verdict is offered where the service takes one, told once with a key, and kept with the answer', async () => {
  const { page } = open
  await page.getByRole('option').first().waitFor()
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+Enter')
  const card = page.getByRole('article', { name: 'Answer of Alpha' })
  await card.getByRole('button', { name: 'Tell Alpha that the answer is wrong' }).waitFor()
  expect(await card.innerText()).toMatch(/Cost\s+\$0\.0010/)
  expect(await seriousViolations(open)).toEqual([])
  await page.getByRole('application').focus()
  await page.keyboard.press('t')
  await page.keyboard.press('w')
  await card.getByText('Told Alpha: wrong').waitFor()
  expect(await card.getByRole('button', { name: /^Tell Alpha/ }).count()).toBe(0)
  await page.reload()
  await card.getByText('Told Alpha: wrong').waitFor()
  expect(await seriousViolations(open)).toEqual([])
  expect(open.trouble).toEqual([])
})
