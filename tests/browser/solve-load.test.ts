import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SolverServer, startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import { type ManyItems, openManyItems } from './many-items.ts'

const ITEMS = 2_500
/** Four solvers: that many tasks in all. */
const TASKS = 10_000
const KEY = 'canary-load-88d0'

const start = async (): Promise<SolverServer> =>
  startSolverServer({
    answerers: { shapes: async () => Promise.resolve([{ x: 100, y: 100 }]) },
    default: 'shapes',
    key: KEY,
    onBroken: (error) => {
      throw error
    },
  })

let servers: readonly SolverServer[]
let open: ManyItems
beforeAll(async () => {
  servers = await Promise.all([start(), start(), start(), start()])
  open = await openManyItems(
    ITEMS,
    servers.map(({ url }, place) => ({ name: `Solver ${String(place + 1)}`, baseUrl: url, key: KEY, concurrency: 16 })),
  )
})
afterAll(async () => {
  await open.close()
  await Promise.all(servers.map(async (server) => server.close()))
})

interface Watch {
  /** Tasks of the main thread over 50 ms, in ms. */
  readonly long: number[]
  /** Moments at which the figures, or the list, were written anew, ms since the page began. */
  readonly figures: number[]
  readonly list: number[]
}

/** Notes what the main thread does, and when what it shows changes. Runs in the page. */
function watchPage(): void {
  const watch: Watch = { long: [], figures: [], list: [] }
  Object.assign(window, { watch })
  new PerformanceObserver((seen) => {
    for (const { duration } of seen.getEntries()) watch.long.push(Math.round(duration))
  }).observe({ type: 'longtask' })
  for (const [selector, moments] of [
    ['.run', watch.figures],
    ['.queue-list', watch.list],
  ] as const) {
    const element = document.querySelector(selector)
    if (!element) continue
    new MutationObserver(() => moments.push(performance.now())).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
  }
}

/** The most moments within any second. */
function mostInASecond(moments: readonly number[]): number {
  let most = 0
  let first = 0
  for (const [index, at] of moments.entries()) {
    while (at - (moments[first] ?? at) >= 1_000) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

const report = (where: string, { long, figures, list }: Watch): void => {
  process.stdout.write(
    `${where}: longest task ${String(Math.max(0, ...long))} ms, ${String(long.length)} over 50 ms; ` +
      `figures written ${String(figures.length)} times, at most ${String(mostInASecond(figures))} a second; ` +
      `list ${String(list.length)} times, at most ${String(mostInASecond(list))} a second\n`,
  )
}

const solved = (): number => servers.reduce((sum, server) => sum + server.tally().solved, 0)

/** A long task may be another program's: noise only ever adds, so the quietest of these counts. */
const SPANS = 3
const SPAN_MS = 4_000

/** Watches the page while tasks end, until a span had no task over 100 ms, at most `SPANS` times. `work` is what a person does meanwhile. */
async function watchWhileSolving(where: string, work: () => Promise<void>): Promise<Watch> {
  for (let span = 1; ; span += 1) {
    await open.page.evaluate(watchPage)
    const before = solved()
    await work()
    const watch = await open.page.evaluate(() => (window as unknown as { watch: Watch }).watch)
    report(`${where}, ${String(solved() - before)} tasks solved`, watch)
    expect(solved()).toBeGreaterThan(before)
    if (span === SPANS || Math.max(0, ...watch.long) <= 100) return watch
  }
}

test('with 10,000 tasks running the window stays usable', { timeout: 300_000 }, async () => {
  const { page } = open
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('button', { name: `Start ${TASKS.toLocaleString('en')} tasks, price unknown` }).click()
  await page
    .getByRole('region', { name: 'Run 1' })
    .getByText(/^Solved/)
    .waitFor()
  const watching = await watchWhileSolving('Solve', async () => page.waitForTimeout(SPAN_MS))

  // The list follows too, and going through it works meanwhile.
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.getByRole('option').first().waitFor()
  const reviewing = await watchWhileSolving('Review', async () => {
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('j')
      await page.waitForTimeout(SPAN_MS / 8)
    }
  })

  for (const { long } of [watching, reviewing]) expect(long.filter((ms) => ms > 100)).toEqual([])
  // Figures come with one frame each, and the list is written by the steps of the reviewer too.
  expect(mostInASecond(watching.figures)).toBeLessThanOrEqual(10)
  expect(mostInASecond(reviewing.list)).toBeLessThanOrEqual(10 + 4)
  expect(watching.figures.length).toBeGreaterThan(4)
  expect(open.trouble).toEqual([])
})
