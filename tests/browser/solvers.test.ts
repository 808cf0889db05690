import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStandAloneAnswerers } from '../../src/main/app/stand-alone-answerers.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { type SolverServer, startSolverServer } from '../../src/main/solver-server/solver-server.ts'
import { type OpenWindow, openWindow } from './open-window.ts'
import { seriousViolations } from './violations.ts'

const KEY = 'a-key-that-nobody-may-see-7c2e'

let open: OpenWindow
let server: SolverServer
let closeAnswerers: () => void
beforeAll(async () => {
  const { answerers, close } = openStandAloneAnswerers(spawnNodeDecoder, undefined)
  closeAnswerers = close
  server = await startSolverServer({
    answerers,
    default: 'shapes',
    key: KEY,
    onBroken: (error) => {
      throw error
    },
  })
  open = await openWindow()
  const { page } = open
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  // The first item is reviewed, so that readings can be counted against its truth.
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').getByText('4 points').waitFor()
  await page.keyboard.press('u')
  await page.keyboard.press('Enter')
  await page.getByRole('option').first().getByRole('img', { name: 'Reviewed' }).waitFor()
  await page.getByRole('option').first().click()
  await page.getByRole('heading', { name: 'shapes.png' }).waitFor()
})
afterAll(async () => {
  await open.close()
  await server.close()
  closeAnswerers()
})

const row = (name: string): Locator =>
  open.page
    .getByRole('grid', { name: 'Solvers' })
    .getByRole('row')
    .filter({ has: open.page.locator('.name', { hasText: new RegExp(`^${name}$`) }) })
const details = (name: string): Locator => open.page.getByRole('complementary', { name, exact: true })

/** Names of the solvers, in the order of the list. */
const order = async (): Promise<string[]> =>
  open.page.getByRole('grid', { name: 'Solvers' }).locator('.name').allInnerTexts()

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await open.page.keyboard.press(key)
}

/** Everything the page holds: its text, its attributes, and what stands in its fields. */
const allOfPage = async (): Promise<string> =>
  open.page.evaluate(() =>
    [document.documentElement.outerHTML, ...[...document.querySelectorAll('input')].map(({ value }) => value)].join(),
  )

test('a service is added by keyboard, and its test shows the balance but never the key', async () => {
  const { page } = open
  await page.getByRole('application').focus()
  await press('g', 'v')
  await page.getByRole('heading', { name: 'Solvers', level: 1 }).waitFor()
  expect(await seriousViolations(open)).toEqual([])
  await page.getByRole('button', { name: 'Add solver' }).focus()
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add solver' })
  await dialog.getByRole('radio', { name: 'uCaptcha', checked: true }).waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'kind')
  expect(await seriousViolations(open)).toEqual([])
  await press('ArrowDown')
  await dialog.getByRole('radio', { name: '2Captcha v2', checked: true }).waitFor()
  await press('Tab', 'Control+A')
  await page.keyboard.type('Loopback')
  await press('Tab', 'Control+A')
  await page.keyboard.type(server.url)
  await press('Tab')
  await page.keyboard.type(KEY)
  await press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await details('Loopback').getByText('Works').waitFor()
  await row('Loopback').getByText('Balance $1,000.00').waitFor()
  const sent = await details('Loopback').getByLabel('What was sent').innerText()
  expect(sent).toContain('POST /getBalance')
  expect(sent).toContain(`••••${KEY.slice(-4)}`)
  expect(await allOfPage()).not.toContain(KEY)
})

test('an address that keys must not go to is refused beside its field, and another origin asks for the key again', async () => {
  const { page } = open
  const address = details('Loopback').getByLabel('Address')
  await address.fill('http://example.com')
  await press('Enter')
  await details('Loopback').getByRole('alert').getByText(/https/).waitFor()
  await press('Escape')
  expect(await address.inputValue()).toBe(server.url)
  await address.fill(server.url.replace('127.0.0.1', 'localhost'))
  await press('Enter')
  await row('Loopback').getByRole('button', { name: 'Enter key of Loopback again' }).waitFor()
  await details('Loopback')
    .getByText(/^The key was entered for 127\.0\.0\.1/)
    .waitFor()
  await page.getByLabel('Key', { exact: true }).fill(KEY)
  await press('Enter')
  await details('Loopback')
    .getByText(/^Entered for localhost/)
    .waitFor()
  expect(await allOfPage()).not.toContain(KEY)
})

test('options are taken over when their field is left, and stay after a reload', async () => {
  const { page } = open
  const least = details('Loopback').getByLabel('Fewest clicks')
  await least.fill('200')
  await press('Tab')
  await details('Loopback').getByText('A whole number from 1 to 100.').waitFor()
  await least.fill('2')
  await press('Tab')
  await details('Loopback').getByText('A whole number from 1 to 100.').waitFor({ state: 'detached' })
  await details('Loopback').getByRole('radio', { name: 'Violet hexagon' }).focus()
  await press('Space')
  await details('Loopback').getByRole('radio', { name: 'Violet hexagon', checked: true }).waitFor()
  await page.reload()
  await page.getByRole('navigation').getByRole('button', { name: 'Solvers' }).click()
  await row('Loopback').click()
  expect(await least.inputValue()).toBe('2')
  expect(await details('Loopback').getByRole('radio', { name: 'Violet hexagon' }).isChecked()).toBe(true)
})

test('a copy has no key; rows are switched, moved and removed by keyboard', async () => {
  const { page } = open
  await details('Loopback').getByRole('button', { name: 'Duplicate' }).focus()
  await press('Enter')
  await row('Loopback 2').getByRole('button', { name: 'Enter key of Loopback 2' }).waitFor()
  expect(await details('Loopback 2').getByLabel('Fewest clicks').inputValue()).toBe('2')
  await row('Loopback 2').focus()
  await press('Space')
  await row('Loopback 2').getByRole('switch', { checked: false }).waitFor()
  await press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['Shapes, built in', 'Known truth, built in', 'Loopback 2', 'Loopback'])
  await press('ArrowDown')
  await details('Loopback').waitFor()
  await press('Home')
  await details('Shapes, built in').waitFor()
  await row('Loopback 2').focus()
  await row('Loopback 2').click()
  await details('Loopback 2').getByRole('button', { name: 'Remove' }).focus()
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Remove Loopback 2?' })
  await dialog.getByText(/stay in the project/).waitFor()
  await dialog.getByRole('button', { name: 'Remove' }).focus()
  await press('Enter')
  await row('Loopback 2').waitFor({ state: 'detached' })
  expect(await order()).toEqual(['Shapes, built in', 'Known truth, built in', 'Loopback'])
})

test('a model whose numbers could mean anything keeps its reply until a reading is chosen', async () => {
  const { page } = open
  await page.getByRole('button', { name: 'Add solver' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add solver' })
  await dialog.getByRole('radio', { name: 'OpenAI-compatible' }).check()
  await dialog.getByLabel('Name').fill('Vision model')
  await dialog.getByLabel('Address').fill(`${server.url}/v1`)
  await dialog.getByLabel('Model').fill('qwen3-vl')
  await dialog.getByLabel('Key', { exact: true }).fill(KEY)
  await dialog.getByRole('button', { name: 'Add and test' }).click()
  await details('Vision model').getByText('Works').waitFor()
  await details('Vision model')
    .getByRole('button', { name: /^One-image trial/ })
    .click()
  await row('Vision model').getByText('Convention not chosen').waitFor()
  await row('Vision model').getByText('1 reply kept').waitFor()
})

test('the right reading is seen side by side, chosen by keyboard, and can be taken back', async () => {
  const { page } = open
  await row('Vision model').getByRole('button', { name: 'Choose how Vision model says where' }).focus()
  await press('Enter')
  const readings = page.getByRole('radiogroup', { name: 'Reading' })
  await readings.getByRole('radio').nth(5).waitFor()
  // The keyboard begins at the title, and Escape goes back to where it came from.
  await page.locator('h2:focus', { hasText: 'How does it say where?' }).waitFor()
  await press('Tab', 'Escape')
  await page.locator('tr:focus', { hasText: 'Vision model' }).waitFor()
  await row('Vision model').getByRole('button', { name: 'Choose how Vision model says where' }).press('Enter')
  await readings.getByRole('radio').nth(5).waitFor()
  await page.getByText('all 4 points lie outside').first().waitFor()
  await page.getByText('4 of 4 near', { exact: true }).waitFor()
  expect(await seriousViolations(open)).toEqual([])
  await readings.getByRole('radio', { name: 'Pixels of the sent image', exact: true }).focus()
  await press('Space', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await readings.getByRole('radio', { name: '0 to 1000', exact: true, checked: true }).waitFor()
  await page.getByText('1 task without an answer gets one.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Use and re-read 1' }).focus()
  await press('Enter')
  await row('Vision model').getByText('0 to 1000').waitFor()
  await details('Vision model').getByText('not chosen → 0 to 1000').waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-selected') === 'true')
  await details('Vision model').getByRole('button', { name: 'Undo' }).click()
  await row('Vision model').getByText('1 reply kept').waitFor()
})

test('light has the contrast that dark has, in the list and in a narrow window', async () => {
  const { page } = open
  await page.emulateMedia({ colorScheme: 'light' })
  await page.locator('[data-theme="light"]').waitFor()
  expect(await seriousViolations(open)).toEqual([])
  await page.setViewportSize({ width: 1024, height: 700 })
  expect(await seriousViolations(open)).toEqual([])
})

test('nothing was refused by the policy of the page, and nothing failed', () => {
  expect(open.trouble).toEqual([])
})
