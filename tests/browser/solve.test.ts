import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Unsolvable } from '../../src/main/solver-server/answerer.ts'
import { type SolverServer, startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import type { WireFault } from '../../src/main/solver-server/wire-faults.ts'
import { type ManyItems, openManyItems } from './many-items.ts'
import { seriousViolations } from './violations.ts'

const KEY = 'canary-solve-51e2'
const PRICE = 0.001
const ITEMS = 40

/** How the service behaves from now on. */
const service = {
  latencyMs: 0,
  /** Items that it cannot solve, by what their instruction ends with. */
  unsolvable: undefined as RegExp | undefined,
  fault: undefined as WireFault | undefined,
}

const serve = async (port = 0): Promise<SolverServer> =>
  startSolverServer({
    port,
    answerers: {
      shapes: async ({ instruction }) => {
        if (service.latencyMs > 0) await sleep(service.latencyMs)
        if (service.unsolvable?.test(instruction)) throw new Unsolvable('Nothing of that is in the picture.')
        return [{ x: 100, y: 100 }]
      },
    },
    default: 'shapes',
    key: KEY,
    price: PRICE,
    onBroken: (error) => {
      throw error
    },
    wire: ({ kind }) => {
      if (kind !== 'create') return undefined
      const { fault } = service
      service.fault = undefined
      return fault
    },
  })

let server: SolverServer
let open: ManyItems
beforeAll(async () => {
  server = await serve()
  open = await openManyItems(ITEMS, [{ name: 'Alpha', baseUrl: server.url, key: KEY, concurrency: 2 }])
  open.page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await open.close()
  await server.close()
})

const region = (name: string | RegExp): Locator => open.page.getByRole('region', { name })
const pressed = async (keys: string): Promise<void> => {
  for (const key of keys.split(' ')) await open.page.keyboard.press(key)
}
const status = (): Locator => open.page.getByRole('contentinfo', { name: 'Status' })

describe('a run from the Solve view', () => {
  test('before anything was started the view says what it is for, and what the next run would take', async () => {
    const { page } = open
    await page.getByRole('option').first().waitFor()
    await pressed('g l')
    await page.getByRole('heading', { name: 'Nothing was started yet' }).waitFor()
    await page.getByText('40 chosen').waitFor()
    await page.getByRole('button', { name: 'Start 40 tasks, price unknown' }).waitFor()
    expect(await seriousViolations(open)).toEqual([])
  })

  test('without a solver the button says why it cannot be pressed', async () => {
    const { page } = open
    const alpha = page.getByRole('checkbox', { name: /Alpha/ })
    await alpha.uncheck()
    const start = page.getByRole('button', { name: /^Start/ })
    expect(await start.isDisabled()).toBe(true)
    expect(await region('Start').innerText()).toContain('No solver is chosen.')
    await alpha.check()
  })

  test('text and chips leave what matches', async () => {
    const { page } = open
    await page.getByRole('searchbox').fill('item-0000')
    await page.getByRole('button', { name: 'Start 9 tasks, price unknown' }).waitFor()
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('menuitem', { name: 'Reviewed', exact: true }).click()
    await page.getByText('0 chosen').waitFor()
    expect(await region('Start').innerText()).toContain('No item matches.')
    await page.getByRole('button', { name: 'Remove the filter: Reviewed' }).press('Enter')
    // What had the keyboard is gone; its neighbour has it.
    await page.locator('button:focus', { hasText: 'Add a filter' }).waitFor()
    await page.getByRole('button', { name: 'Start 9 tasks, price unknown' }).waitFor()
  })

  test('the keyboard alone starts it, and it is followed to its end', async () => {
    const { page } = open
    service.unsolvable = /[37]$/
    await page.getByRole('heading', { name: 'Solve', level: 1 }).click()
    await pressed('r s')
    const run = region('Run 1')
    await run.getByText('Done', { exact: true }).waitFor()
    expect(await run.innerText()).toMatch(/100 %\s+9 of 9/)
    expect(await run.innerText()).toContain('Solved 7')
    expect(await run.innerText()).toContain('Failed 2')
    expect(await run.innerText()).toContain(`$${(7 * PRICE).toFixed(4)}`)
    expect(await region('Lanes').getByRole('row', { name: /Alpha/ }).innerText()).toMatch(/Done[\s\S]*7 \/ 9/)
    expect(await seriousViolations(open)).toEqual([])
  })

  test('what failed is grouped, can be looked at in Review, and is retried with one press', async () => {
    const { page } = open
    const failed = region('Failed')
    await failed.getByText('2 tasks, 1 cause').waitFor()
    await failed.getByRole('button', { name: /^Show 2 in Review/ }).click()
    await page.getByText('2 items', { exact: true }).waitFor()
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('item-00003'),
      expect.stringContaining('item-00007'),
    ])
    await page.getByRole('button', { name: /^Show all items again/ }).click()
    await page.getByText('40 items', { exact: true }).waitFor()
    service.unsolvable = undefined
    await pressed('g l')
    await region('Failed')
      .getByRole('button', { name: /^Retry 2/ })
      .click()
    await region('Run 2').getByText('Solved 2').waitFor()
    await page.getByRole('button', { name: 'Earlier runs' }).click()
    await page.getByRole('menuitem', { name: /^Run 1/ }).click()
    await region('Run 1').waitFor()
    await region('Failed').waitFor({ state: 'detached' })
  })

  test('the list of what failed is a text file', async () => {
    const { page } = open
    service.unsolvable = /item-00010$/
    await page.getByRole('searchbox').fill('item-00010')
    await page.getByRole('button', { name: /^Start 1 task / }).click()
    await region('Run 3').getByText('Failed 1').waitFor()
    service.unsolvable = undefined
    const download = page.waitForEvent('download')
    await region('Failed').getByRole('button', { name: 'Save list' }).click()
    const stream = await (await download).createReadStream()
    let text = ''
    for await (const chunk of stream) text += String(chunk)
    expect(text).toContain('item-00010\tClick on item-00010')
    expect(text).toContain('ERROR_CAPTCHA_UNSOLVABLE')
  })

  test('a limit stops it, and raising the limit lets it go on', async () => {
    const { page } = open
    await page.getByRole('searchbox').fill('item-0002')
    await page.getByRole('textbox', { name: 'Limit for the run, dollars' }).fill('0.003')
    await page.getByRole('button', { name: `Start 10 tasks for about $${(10 * PRICE).toFixed(4)}` }).click()
    const lanes = region('Lanes')
    await lanes.getByText('Alpha has reached its limit').waitFor()
    const before = server.tally()
    expect(await region('Run 4').innerText()).toMatch(/Solved [3-5]\b/)
    expect(await seriousViolations(open)).toEqual([])
    await lanes.getByRole('button', { name: 'Raise the limit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Budget of run 4' })
    await dialog.getByRole('textbox', { name: 'Limit for the run, dollars' }).fill('1')
    await page.keyboard.press('Enter')
    await region('Run 4').getByText('Solved 10').waitFor()
    expect(server.tally()).not.toEqual(before)
    await page.getByRole('textbox', { name: 'Limit for the run, dollars' }).fill('')
  })

  test('it is paused and resumed, and a cancel says first what it leaves', async () => {
    const { page } = open
    service.latencyMs = 800
    await page.getByRole('searchbox').fill('item-0003')
    await page.getByRole('button', { name: /^Start 10 tasks/ }).click()
    const run = region('Run 5')
    await run.getByRole('button', { name: 'Pause all' }).waitFor()
    await page.getByRole('heading', { name: 'Solve', level: 1 }).click()
    await pressed('r p')
    await run.getByText('Paused', { exact: true }).waitFor()
    expect(await status().innerText()).toContain('paused')
    await pressed('r p')
    await run.getByRole('button', { name: 'Pause all' }).waitFor()
    await region('Lanes').getByRole('button', { name: 'Pause Alpha' }).press('Enter')
    await region('Lanes').getByRole('cell', { name: 'Paused' }).waitFor()
    await region('Lanes').getByRole('button', { name: 'Resume Alpha' }).press('Enter')
    await region('Lanes')
      .getByText(/^Running/)
      .waitFor()
    await page.getByRole('heading', { name: 'Solve', level: 1 }).click()
    await pressed('r p')
    await run.getByRole('button', { name: 'Resume' }).waitFor()
    await pressed('r c')
    const dialog = page.getByRole('dialog', { name: 'Cancel run 5?' })
    await dialog.getByText(/in the queue will not be sent/).waitFor()
    expect(await seriousViolations(open)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel run' }).click()
    await run.getByText('Cancelled', { exact: true }).waitFor()
    expect(await run.innerText()).toMatch(/Cancelled \d/)
    service.latencyMs = 0
  })

  test('what nobody knows to be paid is listed until a person decides', async () => {
    const { page } = open
    service.fault = { kind: 'reset' }
    await page.getByRole('searchbox').fill('item-00040')
    await page.getByRole('button', { name: /^Start 1 task / }).click()
    const unconfirmed = region('Unconfirmed')
    await unconfirmed.getByText('item-00040').waitFor()
    await status().getByText('1 unconfirmed').waitFor()
    expect(await page.getByRole('button', { name: /resolve all/i }).count()).toBe(0)
    expect(await seriousViolations(open)).toEqual([])
    await unconfirmed.getByRole('button', { name: 'Mark item-00040 as failed' }).click()
    await unconfirmed.waitFor({ state: 'detached' })
    await status().getByText('1 unconfirmed').waitFor({ state: 'detached' })
  })

  test('items picked in Review are sent alone', async () => {
    const { page } = open
    await pressed('g r')
    await page.getByRole('option').nth(1).click()
    await pressed('x')
    await page
      .getByRole('option')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 picked').waitFor()
    await pressed('g l')
    await page.getByText('Selection 3', { exact: true }).click()
    await page.getByRole('button', { name: /^Start 3 tasks/ }).waitFor()
  })

  test('what cannot be reached is said, and goes on when a person says so', async () => {
    const { page } = open
    const { port } = server
    await server.close()
    await page.getByText('Unsolved', { exact: true }).click()
    await page.getByRole('searchbox').fill('item-00011')
    await page.getByRole('button', { name: /^Start 1 task / }).click()
    await status().getByText('Alpha cannot be reached').waitFor()
    await page.getByText('What you start is queued').waitFor()
    // All was done before: nothing of what is sent now goes on by itself.
    await page.getByRole('searchbox').fill('item-00012')
    await page.getByRole('button', { name: /^Start 1 task / }).click()
    await region('Run 8').waitFor()
    server = await serve(port)
    await status().getByRole('button', { name: 'Go on with 2 tasks' }).click()
    await status().getByText('Online').waitFor()
    await region('Run 8').getByText('Solved 1').waitFor()
  })

  test('the end of a run is told where that was allowed, and nobody is asked unasked', async () => {
    const { page } = open
    await page.addInitScript(() => {
      const told: string[] = []
      class FakeNotification extends EventTarget {
        static permission = 'default'
        static async requestPermission(): Promise<string> {
          FakeNotification.permission = 'granted'
          return Promise.resolve('granted')
        }
        constructor(title: string) {
          super()
          told.push(title)
        }
      }
      Object.assign(window, { Notification: FakeNotification, told })
    })
    await page.reload()
    await page.getByRole('option').first().waitFor()
    await pressed('g l')
    const allow = page.getByRole('button', { name: 'Tell me at the end' })
    await allow.click()
    await allow.waitFor({ state: 'detached' })
    await page.getByText('All', { exact: true }).click()
    await page.getByRole('button', { name: /^Start 40 tasks/ }).click()
    await page.waitForFunction(() => (window as unknown as { told: string[] }).told.length === 1)
    expect(await page.evaluate(() => (window as unknown as { told: string[] }).told[0])).toContain('Run 9')
  })

  test('without a network the status line and the view say so', async () => {
    const { page } = open
    await page.context().setOffline(true)
    await status().getByText('Offline').waitFor()
    await page.getByText('This machine has no network.').waitFor()
    await page.context().setOffline(false)
    await status().getByText('Online').waitFor()
  })

  test('light has the contrast that dark has, and a small window shows the same', async () => {
    const { page } = open
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('[data-theme="light"]').waitFor()
    expect(await seriousViolations(open)).toEqual([])
    await page.setViewportSize({ width: 1024, height: 700 })
    expect(await seriousViolations(open)).toEqual([])
    expect(await page.getByRole('button', { name: /^Start/ }).isVisible()).toBe(true)
  })

  test('nothing was refused by the policy of the page, and nothing failed', () => {
    expect(open.trouble.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})
