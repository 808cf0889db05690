import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenWindow, openWindow } from './open-window.ts'
import { seriousViolations } from './violations.ts'

describe('the review of the samples', () => {
  let open: OpenWindow
  beforeAll(async () => {
    open = await openWindow()
  })
  afterAll(async () => {
    await open.close()
  })

  test('is ready with the first sample open and the tour at its first step', async () => {
    const { page } = open
    await page.getByRole('option').nth(7).waitFor()
    await page.getByText('1 of 5').waitFor()
    expect(await page.getByRole('option').first().getAttribute('aria-selected')).toBe('true')
    expect(await page.evaluate('location.hash')).toBe('')
    expect(await seriousViolations(open)).toEqual([])
  })

  test('one key sends, one takes the answer, and the keyboard corrects it', async () => {
    const { page } = open
    await page.getByRole('button', { name: 'Skip the tour' }).click()
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('article').getByText('4 points').waitFor()
    await page.keyboard.press('u')
    await page.getByText('Saved, revision 1').waitFor()
    await page.keyboard.press('Tab')
    const x = page.getByRole('textbox', { name: 'x of target 1, pixels' })
    expect(await x.inputValue()).toBe('330.0')
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByText('Saved, revision 2').waitFor()
    expect(await x.inputValue()).toBe('340.0')
    await page.getByText('Moved 1 by +10.0, +0.0').waitFor()
    expect(await page.getByRole('article').innerText()).toContain('Right')
    expect(await seriousViolations(open)).toEqual([])
  })

  test('the table moves a target, and undo brings it back after a reload', async () => {
    const { page } = open
    const x = page.getByRole('textbox', { name: 'x of target 1, pixels' })
    await x.fill('500')
    await x.press('Enter')
    await page.getByText('Saved, revision 3').waitFor()
    await page.getByRole('article').getByText('Wrong').waitFor()
    await page.reload()
    await page.getByText('Saved, revision 3').waitFor()
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+z')
    await page.getByText('Saved, revision 4').waitFor()
    expect(await x.inputValue()).toBe('340.0')
  })

  test('accepting goes on to the next item and shows the error of the one before', async () => {
    const { page } = open
    await page.getByRole('application').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'squares.png' }).waitFor()
    await page.getByRole('option').first().getByRole('img', { name: 'Reviewed' }).waitFor()
    expect(await page.getByRole('option').first().innerText()).toMatch(/\d\.\d px/)
  })

  test('a flag and verified empty are one key each', async () => {
    const { page } = open
    await page.keyboard.press('f')
    await page.getByRole('option').nth(1).getByRole('img', { name: 'Flagged' }).waitFor()
    await page.keyboard.press('e')
    await page.getByRole('option').nth(1).getByRole('img', { name: 'Reviewed, empty' }).waitFor()
  })

  test('a search leaves what matches and the chip what is left to do', async () => {
    const { page } = open
    await page.keyboard.press('/')
    await page.keyboard.type('star')
    await page.getByText('1 item', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('8 items', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Unreviewed', exact: true }).click()
    await page.getByText('6 items', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'All', exact: true }).click()
  })

  test('palette, sheet, export, settings and datasets have names and can be left', async () => {
    const { page } = open
    await page.getByText('8 items', { exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByLabel('Command or item').waitFor()
    expect(await seriousViolations(open)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByLabel('Command or item').waitFor({ state: 'detached' })
    for (const [key, name] of [
      ['?', 'Shortcuts'],
      ['Control+e', 'Export'],
    ] as const) {
      await page.getByRole('application').focus()
      await page.keyboard.press(key)
      await page.getByRole('dialog', { name }).waitFor()
      await page.locator('.preview[aria-busy="true"]').waitFor({ state: 'detached' })
      expect(await seriousViolations(open)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
    }
    for (const name of ['Settings', 'Datasets']) {
      await page.getByRole('navigation').getByRole('button', { name }).click()
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      expect(await seriousViolations(open)).toEqual([])
    }
    await page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
  })

  test('light has the contrast that dark has', async () => {
    const { page } = open
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('[data-theme="light"]').waitFor()
    expect(await seriousViolations(open)).toEqual([])
  })

  test('nothing was refused by the policy of the page, and nothing failed', () => {
    expect(open.trouble).toEqual([])
  })

  test('without the app the window says so', async () => {
    await open.endApp()
    await open.page.getByText('The connection to Pointcheck is lost.').waitFor()
    expect(await open.page.getByRole('contentinfo', { name: 'Status' }).innerText()).toContain('Connection lost')
  })
})
