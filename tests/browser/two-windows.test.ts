import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type OpenWindow, openWindow } from './open-window.ts'

let open: OpenWindow
beforeAll(async () => {
  open = await openWindow()
  await open.page.getByRole('button', { name: 'Skip the tour' }).click()
})
afterAll(async () => {
  await open.close()
})

/** Adds a target in the middle of the picture. */
async function addTarget(page: Page): Promise<void> {
  await page.getByRole('application').focus()
  await page.keyboard.press('c')
}

test('what one window saves appears in the other', async () => {
  const other = await open.page.context().newPage()
  onTestFinished(async () => other.close())
  await other.goto(open.url)
  await other.getByRole('heading', { name: 'shapes.png' }).waitFor()
  await addTarget(open.page)
  await open.page.getByText('Saved, revision 1').waitFor()
  await other.getByText('Saved, revision 1').waitFor()
  expect(await other.getByRole('textbox', { name: 'x of target 1, pixels' }).inputValue()).toBe('800.0')
})

test('a window that has not heard of the other asks whose version counts, and keeps both', async () => {
  const deaf = await open.page.context().newPage()
  onTestFinished(async () => deaf.close())
  await deaf.routeWebSocket('**/events', () => undefined)
  await deaf.goto(open.url)
  await deaf.getByText('Saved, revision 1').waitFor()
  await addTarget(open.page)
  await open.page.getByText('Saved, revision 2').waitFor()

  await addTarget(deaf)
  const dialog = deaf.getByRole('dialog', { name: 'Saved elsewhere in the meantime' })
  await dialog.waitFor()
  expect(await deaf.getByText('Not saved, your edit is kept').count()).toBe(1)
  await dialog.getByRole('button', { name: 'Put mine on top' }).click()
  await deaf.getByText('Saved, revision 3').waitFor()
  await open.page.getByText('Saved, revision 3').waitFor()
  expect(await open.page.getByRole('textbox', { name: /^x of target/ }).count()).toBe(3)
})

test('a second app on the same project can read it and says why it cannot write', async () => {
  const project = join(open.home, 'pointcheck/projects/Samples.pointcheck')
  const second = await openWindow({ project })
  onTestFinished(async () => second.close())
  const { page } = second
  await page.getByText('This project can only be read.').waitFor()
  await page.getByRole('textbox', { name: 'x of target 1, pixels' }).waitFor()
  await addTarget(page)
  expect(await page.getByRole('textbox', { name: /^x of target/ }).count()).toBe(3)
  expect(await page.getByRole('button', { name: 'Flag', exact: true }).isDisabled()).toBe(true)
})
