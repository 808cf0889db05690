import type { Page } from 'playwright-core'

/** A green disc of discs.png, 1280 × 960, with a little room round it. Pixels of the image. */
const disc = { left: 130, top: 150, right: 306, bottom: 326 }
const size = { width: 1280, height: 960 }

/** Marks one disc and photographs what is found to be like it. */
export async function photographSimilar(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('option', { name: /^discs\.png/ }).click()
  await page.getByRole('heading', { name: 'discs.png' }).waitFor()
  const canvas = page.getByRole('application')
  await canvas.focus()
  await page.keyboard.press('y')
  const panel = page.getByRole('complementary', { name: 'Find similar' })
  await panel.getByText('Draw a box round one thing').waitFor()
  await page.keyboard.press('0')
  const zoom = Number.parseFloat(await page.locator('.canvas-zoom b').innerText()) / 100
  const bounds = await canvas.boundingBox()
  if (!bounds) throw new Error('There is no picture to draw on.')
  const left = bounds.x + (bounds.width - size.width * zoom) / 2
  const top = bounds.y + (bounds.height - size.height * zoom) / 2
  await page.mouse.move(left + disc.left * zoom, top + disc.top * zoom)
  await page.mouse.down()
  await page.mouse.move(left + disc.right * zoom, top + disc.bottom * zoom, { steps: 4 })
  await page.mouse.up()
  await panel.getByText(/^\d+ matches$/).waitFor()
  await shoot('similar')
  await panel.getByRole('slider').press('Escape')
  await panel.waitFor({ state: 'detached' })
}
