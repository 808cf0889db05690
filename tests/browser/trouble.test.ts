import { copyFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
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

/** A service that gives every request the same body, on a port of its own. */
async function startService(body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(body)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function addSolver(name: string, url: string): Promise<void> {
  await open.page.getByRole('button', { name: 'Add solver' }).click()
  const dialog = open.page.getByRole('dialog', { name: 'Add solver' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Address').fill(url)
  await dialog.getByLabel('Key', { exact: true }).fill('a key')
  await dialog.getByRole('button', { name: 'Add and test' }).click()
  await dialog.waitFor({ state: 'detached' })
  await open.page.getByText('Does not work').waitFor()
  await open.page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
}

test('under a dialog no key decides, and behind it the keyboard is where it was', async () => {
  const { page } = open
  await page.getByRole('application').focus()
  await page.keyboard.press('c')
  await page.getByText('Saved, revision 1').waitFor()
  await page.keyboard.press('Control+e')
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('radio', { name: /^JSON Lines/, checked: true }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.role === 'application')
  expect(await page.getByRole('textbox', { name: /^x of target/ }).count()).toBe(1)
})

test('F6 leaves the picture, and comes round to it again', async () => {
  const { page } = open
  await page.getByRole('application').focus()
  const places: string[] = []
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6')
    places.push(
      await page.evaluate(() => document.activeElement?.closest('[data-pane]')?.classList.toString() ?? 'nowhere'),
    )
  }
  expect(places).toEqual(['pane inspect', 'rail', 'pane queue', 'bar', 'stage'])
})

test('a request of which nobody knows how it ended asks what to do, and is not sent again by itself', async () => {
  const { page } = open
  await addSolver('Odd service', await startService('{"errorId":0'))
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+Enter')
  const band = page.getByRole('status').filter({ hasText: 'Nobody knows whether Odd service took the picture.' })
  await band.getByRole('button', { name: 'Send again' }).waitFor()
  await page.getByRole('article', { name: 'Answer of Odd service' }).getByText('Unconfirmed').waitFor()
  await band.getByRole('button', { name: 'Count as failed' }).click()
  await page.getByRole('alert').getByText('Odd service did not answer').waitFor()
})

test('a solver whose key is refused is on hold, and says why', async () => {
  const { page } = open
  const refusal = { errorId: 1, errorCode: 'ERROR_KEY_DOES_NOT_EXIST', errorDescription: 'No such key.' }
  await page.getByRole('switch', { name: /^Odd service/ }).click()
  await addSolver('Strict service', await startService(JSON.stringify(refusal)))
  await page.getByRole('option').nth(1).click()
  await page.getByRole('heading', { name: 'squares.png' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Strict service is on hold; what is to be sent to it waits.').waitFor()
  await page.getByRole('switch', { name: /^Strict service, is on hold/ }).waitFor()
  await page.getByRole('article', { name: 'Answer of Strict service' }).getByText('On hold').waitFor()
})

test('a picture whose file is gone says so, takes no points, and comes back with the file', async () => {
  const { page, home } = open
  const project = join(home, 'pointcheck/projects/Samples.pointcheck')
  await rm(join(project, 'images'), { recursive: true })
  await rm(join(project, 'cache'), { recursive: true })
  await page.reload()
  await page.getByRole('heading', { name: 'This image cannot be read' }).waitFor()
  await page.getByRole('alert').getByText('shapes.png is missing').waitFor()
  expect(await page.getByRole('button', { name: 'Accept + next' }).isDisabled()).toBe(true)
  await page.keyboard.press('c')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose the file' }).click()
  const file = join(home, 'shapes.png')
  await copyFile(join(import.meta.dirname, '../../resources/samples/shapes.png'), file)
  await (await chooser).setFiles(file)
  await page.getByRole('application').waitFor()
  expect(await page.getByRole('textbox', { name: /^x of target/ }).count()).toBe(1)
})
