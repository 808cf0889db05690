import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ManyItems, openManyItems } from './many-items.ts'
import { seriousViolations } from './violations.ts'

let open: ManyItems
beforeAll(async () => {
  open = await openManyItems(2, [])
  open.page.setDefaultTimeout(30_000)
})
afterAll(async () => {
  await open.close()
})

test('answers of a file become those of a solver, and what could not be read is listed', async () => {
  const { page } = open
  await page.getByRole('option').first().waitFor()
  await page.getByRole('navigation').getByRole('button', { name: 'Datasets' }).click()
  await page.getByRole('button', { name: 'Import answers' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import answers' })
  expect(await seriousViolations(open)).toEqual([])
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose…' }).click()
  const lines = [
    { image: 'item-00001', points: [{ x: 330, y: 330, score: 0.91 }] },
    { image: 'item-99999', points: [{ x: 1, y: 1 }] },
  ]
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  await (
    await chooser
  ).setFiles([{ name: 'field trial.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(text) }])
  const solver = dialog.getByRole('textbox', { name: 'Solver' })
  expect(await solver.inputValue()).toBe('field trial')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  const result = dialog.getByRole('status', { name: 'Result of the import' })
  await result.getByText('item-99999').waitFor()
  expect(await result.getByRole('listitem').count()).toBe(1)
  expect(await seriousViolations(open)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
  await page.getByRole('option').first().click()
  const card = page.getByRole('article', { name: 'Answer of field trial' })
  await card.getByText('1 point').waitFor()
  expect(await card.innerText()).toMatch(/Score\s+0\.91/)
  expect(await seriousViolations(open)).toEqual([])
  expect(open.trouble).toEqual([])
})
