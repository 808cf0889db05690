import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../shapes/random.ts'
import type { IconScene } from '../similar/scene.ts'
import { drawScene } from '../similar/scene.ts'
import { type OpenWindow, openWindow } from './open-window.ts'
import { seriousViolations } from './violations.ts'

const COPIES = 12

let folder: string
let scene: IconScene
let open: OpenWindow

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointcheck-similar-'))
  const wish = { width: 1_200, height: 900, copies: COPIES, distractors: 10, side: 64, scale: 1.25, turn: 30 }
  scene = await drawScene(createRandom(62), wish)
  await writeFile(join(folder, 'icons.jpg'), scene.bytes)
  // The same icons in other places.
  await writeFile(join(folder, 'more icons.jpg'), (await drawScene(createRandom(63), wish)).bytes)
  open = await openWindow({ project: join(folder, 'icons.pointcheck') })
  const { page } = open
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose images' }).click()
  await (await chooser).setFiles([join(folder, 'icons.jpg'), join(folder, 'more icons.jpg')])
  await page.getByRole('option').nth(1).waitFor()
  // They come in in the order in which they are decoded.
  await page.getByRole('option', { name: /^icons\.jpg/ }).click()
  await page.getByRole('heading', { name: 'icons.jpg', exact: true }).waitFor()
})

afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

/** Draws a box round a copy with the mouse. */
async function drawBox(at: number): Promise<void> {
  const { page } = open
  const canvas = page.getByRole('application')
  await canvas.focus()
  await page.keyboard.press('0')
  const bounds = await canvas.boundingBox()
  const box = scene.copies[at]?.box
  if (!bounds || !box) throw new Error('There is nothing to draw round.')
  const status = await page.locator('.canvas-zoom b').innerText()
  const zoom = Number.parseFloat(status) / 100
  const left = bounds.x + (bounds.width - scene.width * zoom) / 2
  const top = bounds.y + (bounds.height - scene.height * zoom) / 2
  await page.mouse.move(left + box.x * zoom, top + box.y * zoom)
  await page.mouse.down()
  await page.mouse.move(left + (box.x + box.width / 2) * zoom, top + (box.y + box.height / 2) * zoom)
  await page.mouse.move(left + (box.x + box.width) * zoom, top + (box.y + box.height) * zoom)
  await page.mouse.up()
}

test('one box finds the copies, and the threshold says how many count', async () => {
  const { page } = open
  const panel = page.getByRole('complementary', { name: 'Find similar' })
  await page.getByRole('application').focus()
  await page.keyboard.press('y')
  await panel.getByText('Draw a box round one thing').waitFor()
  expect(await seriousViolations(open)).toEqual([])
  await drawBox(0)
  await panel.getByText(`${COPIES} matches`).waitFor()
  expect(await panel.getByRole('img', { name: 'Example on icons.jpg' }).count()).toBe(1)
  const slider = panel.getByRole('slider', { name: 'Least likeness' })
  await slider.focus()
  await page.keyboard.press('End')
  await panel.getByText(/^[01] match(es)?$/).waitFor()
  await slider.fill('80')
  await panel.getByText(`${COPIES} matches`).waitFor()
  expect(await seriousViolations(open)).toEqual([])
})

test('adding is one step that undo takes back, and a second time nothing is added twice', async () => {
  const { page } = open
  const panel = page.getByRole('complementary', { name: 'Find similar' })
  await panel.getByRole('button', { name: `Add ${COPIES} targets` }).click()
  await page.getByText('Saved, revision 1').waitFor()
  await panel.getByText(`${COPIES} where a target is already`).waitFor()
  expect(await panel.getByRole('button', { name: 'Add targets' }).isDisabled()).toBe(true)
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+z')
  await page.getByText('Saved, revision 2').waitFor()
  await panel.getByRole('button', { name: `Add ${COPIES} targets` }).waitFor()
  await page.keyboard.press('Control+Shift+z')
  await page.getByText('Saved, revision 3').waitFor()
  await panel.getByText(`${COPIES} where a target is already`).waitFor()
})

test('what counts can be kept as an answer, and Escape leaves', async () => {
  const { page } = open
  const panel = page.getByRole('complementary', { name: 'Find similar' })
  await panel.getByRole('button', { name: 'Keep as an answer' }).click()
  await page.getByText(`${COPIES} matches kept as an answer of Find similar.`).waitFor()
  await panel.getByRole('slider').press('Escape')
  await panel.waitFor({ state: 'detached' })
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('article').getByText('Find similar').waitFor()
  await inspector.getByText(`Added ${COPIES} similar targets`).first().waitFor()
})

test('examples stay for the next image, and the keyboard alone marks one there', async () => {
  const { page } = open
  const panel = page.getByRole('complementary', { name: 'Find similar' })
  await page.getByRole('application').focus()
  await page.getByRole('option', { name: /^more icons/ }).click()
  await page.getByRole('heading', { name: 'more icons.jpg' }).waitFor()
  await page.keyboard.press('y')
  await panel.getByRole('button', { name: 'Search this image too' }).click()
  await panel.getByRole('slider').waitFor()
  await panel.getByText('on icons.jpg').waitFor()
  await page.getByRole('application').focus()
  await page.keyboard.press('ArrowRight')
  await panel.getByRole('button', { name: 'Mark at cross-hair' }).focus()
  await page.keyboard.press('Enter')
  await panel.getByText('2 of 10').waitFor()
  await panel.getByRole('button', { name: 'Remove example 1' }).focus()
  await page.keyboard.press('Enter')
  await panel.getByText('1 of 10').waitFor()
  expect(open.trouble).toEqual([])
})
