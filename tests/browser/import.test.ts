import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenWindow, openWindow } from './open-window.ts'

const sample = (name: string): string => join(import.meta.dirname, '../../resources/samples', name)

let open: OpenWindow
beforeAll(async () => {
  open = await openWindow({ project: 'mine.pointcheck' })
})
afterAll(async () => {
  await open.close()
})

test('an empty project says what it takes', async () => {
  await open.page.getByRole('heading', { name: 'Drop images or a folder here' }).waitFor()
  expect(await open.page.getByText('No items yet.').count()).toBe(1)
})

test('chosen images become items with the typed instruction; what is no image is listed with a reason', async () => {
  const { page } = open
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Click on all red circles')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose images' }).click()
  await (
    await chooser
  ).setFiles([
    { name: 'shapes.png', mimeType: 'image/png', buffer: await readFile(sample('shapes.png')) },
    { name: 'again.png', mimeType: 'image/png', buffer: await readFile(sample('shapes.png')) },
    { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('these are only words') },
  ])
  const result = page.getByRole('status', { name: 'Result of the import' })
  await result.getByText('notes.png').waitFor()
  expect(await result.getByRole('listitem').count()).toBe(1)
  await page.getByRole('heading', { name: 'shapes.png' }).waitFor()
  await page.getByRole('option').first().waitFor()
  expect(await page.getByRole('option').count()).toBe(1)
  expect(await page.getByRole('option').innerText()).toContain('Click on all red circles')
  await result.getByRole('button', { name: 'Dismiss' }).click()
})

test('files dropped anywhere on the window come in', async () => {
  const { page } = open
  const bytes = (await readFile(sample('stars.png'))).toString('base64')
  await page.evaluate(async (text) => {
    const transfer = new DataTransfer()
    const picture = Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0)
    transfer.items.add(new File([picture], 'stars.png', { type: 'image/png' }))
    document
      .querySelector('.rail')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, bytes)
  await page.getByRole('option').nth(1).waitFor()
  expect(await page.getByRole('option').nth(1).innerText()).toContain('stars.png')
})

test('a pasted picture comes in, and text that is pasted is left alone', async () => {
  const { page } = open
  const bytes = (await readFile(sample('discs.png'))).toString('base64')
  const taken = await page.evaluate(async (text) => {
    const words = new DataTransfer()
    words.setData('text/plain', 'words')
    const pictures = new DataTransfer()
    const picture = Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0)
    pictures.items.add(new File([picture], 'image.png', { type: 'image/png' }))
    return [words, pictures].map(
      (clipboardData) =>
        !document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    )
  }, bytes)
  expect(taken).toEqual([false, true])
  await page.getByRole('option').nth(2).waitFor()
  expect(await page.getByRole('option').count()).toBe(3)
})

test('a dropped folder comes in with all that is in it, and what is no image is listed', async () => {
  const { page, home } = open
  const folder = join(home, 'photos')
  await mkdir(join(folder, 'deeper'), { recursive: true })
  await copyFile(sample('triangle.png'), join(folder, 'deeper', 'one.png'))
  await copyFile(sample('squares.png'), join(folder, 'two.png'))
  await writeFile(join(folder, 'bad.png'), 'these are only words')
  // A real drop, as from a file manager: the browser itself opens the folder.
  const devTools = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [folder], dragOperationsMask: 1 }
    await devTools.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  }
  const result = page.getByRole('status', { name: 'Result of the import' })
  await result.getByText('photos/bad.png').waitFor()
  await page.getByRole('option').nth(4).waitFor()
  const names = await page.getByRole('option').allInnerTexts()
  expect(names.filter((text) => /photos\/deeper\/one\.png|photos\/two\.png/.test(text))).toHaveLength(2)
  await result.getByRole('button', { name: 'Dismiss' }).click()
})

test('a picture is exported as its labels once it is reviewed', async () => {
  const { page, home } = open
  await page.getByRole('option').first().click()
  await page.getByRole('heading', { name: 'shapes.png' }).waitFor()
  await page.getByRole('button', { name: 'Empty' }).click()
  await page.getByRole('option').first().getByRole('img', { name: 'Reviewed, empty' }).waitFor()
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('radio', { name: /^JSON Lines/ }).check()
  await dialog.getByRole('textbox', { name: 'To' }).fill(join(home, 'out'))
  await dialog.getByRole('button', { name: 'Export 1 item' }).click()
  await page.getByRole('dialog', { name: 'Exported' }).waitFor()
  const [line = ''] = (await readFile(join(home, 'out/items.jsonl'), 'utf8')).split('\n')
  expect(JSON.parse(line)).toMatchObject({
    instruction: 'Click on all red circles',
    truth: [],
    review: { state: 'reviewed' },
  })
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('navigation').getByRole('button', { name: 'Datasets' }).click()
  await page.getByRole('table', { name: 'Earlier exports' }).getByText(join(home, 'out')).waitFor()
  expect(open.trouble).toEqual([])
})
