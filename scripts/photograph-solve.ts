import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { Unsolvable } from '../src/main/solver-server/answerer.ts'
import { type SolverServer, startSolverServer } from '../src/main/solver-server/solver-server.ts'
import type { Call, WireFault } from '../src/main/solver-server/wire-faults.ts'
import { openManyItems } from '../tests/browser/many-items.ts'

const KEY = 'a key for the pictures'
const ITEMS = 812

/** An embedded server that takes its time, gives up where `unsolvable` says so, and fails on the wire as asked. */
const serve = async (options: {
  latencyMs: number
  price: number
  unsolvable?: RegExp
  wire?: (call: Call) => WireFault | undefined
}): Promise<SolverServer> =>
  startSolverServer({
    answerers: {
      shapes: async ({ instruction }) => {
        await sleep(options.latencyMs)
        if (options.unsolvable?.test(instruction)) throw new Unsolvable('Nothing of that is in the picture.')
        return [{ x: 100, y: 100 }]
      },
    },
    default: 'shapes',
    key: KEY,
    price: options.price,
    onBroken: (error) => {
      throw error
    },
    ...(options.wire && { wire: options.wire }),
  })

const isCreate = ({ kind }: Call): boolean => kind === 'create'

/** Photographs a run in the middle, with failures, waits and unconfirmed tasks, as real services make them. `shoot` gets the page of this window. */
export async function photographSolve(shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const servers = await Promise.all([
    serve({ latencyMs: 150, price: 0.001_18, unsolvable: /[05]7$/ }),
    serve({
      latencyMs: 300,
      price: 0.001_2,
      unsolvable: /3$/,
      wire: (call) => (isCreate(call) && [40, 90].includes(call.count) ? { kind: 'reset' } : undefined),
    }),
    serve({
      latencyMs: 200,
      price: 0.002_1,
      wire: (call) =>
        isCreate(call) && call.count > 120
          ? { kind: 'instead', of: () => ({ status: 429, headers: { 'retry-after': '90' } }) }
          : undefined,
    }),
  ])
  const names = ['Northern', 'Harbour', 'Third floor']
  const open = await openManyItems(
    ITEMS,
    servers.map(({ url }, place) => ({ name: names[place] ?? '', baseUrl: url, key: KEY, concurrency: 8 - 2 * place })),
  )
  const { page } = open
  try {
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await page.getByRole('textbox', { name: 'Limit for the run, dollars' }).fill('4.50')
    await page.getByRole('button', { name: /^Start 2,436 tasks/ }).click()
    const run = page.getByRole('region', { name: 'Run 1' })
    await page.getByText('429: waits').waitFor()
    await page.getByRole('region', { name: 'Unconfirmed' }).waitFor()
    await run.getByText(/Solved [6-9]\d\d/).waitFor()
    await shoot(page, 'solve')
    await page.emulateMedia({ colorScheme: 'light' })
    await shoot(page, 'solve-light')
  } finally {
    await open.close()
    await Promise.all(servers.map(async (server) => server.close()))
    for (const text of open.trouble) console.error(text)
  }
}
