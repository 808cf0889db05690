import type { Page } from 'playwright-core'
import { openStandAloneAnswerers } from '../src/main/app/stand-alone-answerers.ts'
import { spawnNodeDecoder } from '../src/main/images/spawn-node-decoder.ts'
import { startSolverServer } from '../src/main/solver-server/solver-server.ts'

interface NewSolver {
  readonly kind: string
  readonly name: string
  readonly address: string
  readonly key: string
  readonly model?: string
}

async function addSolver(page: Page, { kind, name, address, key, model }: NewSolver): Promise<void> {
  await page.getByRole('button', { name: 'Add solver' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add solver' })
  await dialog.getByRole('radio', { name: kind, exact: true }).check()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Address').fill(address)
  if (model !== undefined) await dialog.getByLabel('Model').fill(model)
  await dialog.getByLabel('Key', { exact: true }).fill(key)
  await dialog.getByRole('button', { name: 'Add and test' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page
    .getByRole('complementary', { name })
    .getByText(/^(Works|Does not work)/)
    .waitFor()
}

/** Accepts the answers to the third, fourth and fifth sample, so that readings can be counted against them. */
async function reviewSome(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
  for (const at of [2, 3, 4]) {
    const item = page.getByRole('option').nth(at)
    await item.click()
    await page.locator('.queue-list [aria-selected="true"]').and(item).waitFor()
    await page
      .getByRole('article')
      .getByText(/points?$/)
      .first()
      .waitFor()
    await page.getByRole('application').focus()
    await page.keyboard.press('Enter')
    await item.getByRole('img', { name: 'Reviewed' }).waitFor()
  }
  await page.getByRole('navigation').getByRole('button', { name: 'Solvers' }).click()
}

/** Adds solvers at the embedded server, has the samples solved by one, and photographs the list and the choice of its convention. */
export async function photographSolvers(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  const answerers = openStandAloneAnswerers(spawnNodeDecoder, undefined)
  const server = await startSolverServer({
    answerers: answerers.answerers,
    default: 'shapes',
    price: 0.001_18,
    onBroken: (error) => {
      throw error
    },
  })
  const { url, key } = server
  try {
    await page.getByRole('navigation').getByRole('button', { name: 'Solvers' }).click()
    await addSolver(page, { kind: 'uCaptcha', name: 'Service', address: url, key })
    await addSolver(page, { kind: 'Anti-Captcha', name: 'Service, old key', address: url, key: 'a key of yesterday' })
    const model = { kind: 'OpenAI-compatible', name: 'Vision model', address: `${url}/v1`, key, model: 'qwen3-vl' }
    await addSolver(page, model)
    await page.getByRole('switch', { name: 'Ask Service, old key' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+Shift+Enter')
    await page.getByRole('navigation').getByRole('button', { name: 'Solvers' }).click()
    // Of the eight samples one has an instruction by now that nobody can answer, and one is no drawing.
    await page.getByText('6 replies kept').waitFor()
    await reviewSome(page)
    await page.locator('.solver-table .name', { hasText: /^Service$/ }).click()
    await shoot('solvers')
    await page.getByRole('button', { name: 'Choose how Vision model says where' }).click()
    await page.getByRole('radio', { name: '0 to 1000', exact: true }).check()
    await page.locator('[aria-labelledby="over-all"][aria-busy="false"]').waitFor()
    await page.getByText('What changes').waitFor()
    await shoot('solvers-convention')
    await page.getByRole('button', { name: /^Use and re-read/ }).click()
    await page.getByRole('grid', { name: 'Solvers' }).waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await page.getByText(/read again\.$/).waitFor({ state: 'detached' })
    await page.getByRole('navigation').getByRole('button', { name: 'Review' }).click()
  } finally {
    await server.close()
    answerers.close()
  }
}
