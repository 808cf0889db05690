/* `npm run screenshots`: the app behind its browser door with the samples, driven and photographed into docs/screenshots. */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWindow } from '../tests/browser/open-window.ts'
import { photographSimilar } from './photograph-similar.ts'
import { photographSolve } from './photograph-solve.ts'
import { photographSolvers } from './photograph-solvers.ts'
import { root } from './run.ts'

const out = process.argv[3] ?? join(root, 'docs/screenshots')
const wide = { width: 1440, height: 900 }
const narrow = { width: 1024, height: 700 }

const open = await openWindow({ viewport: wide })
const { page } = open

const sample = async (name: string): Promise<Buffer> => readFile(join(root, 'resources/samples', name))

const shoot = async (name: string, on = page): Promise<void> => {
  await on.screenshot({ path: join(out, `${name}.png`) })
  console.log(join(out, `${name}.png`))
}

/** The next picture is on the canvas and its item is in the inspector. */
const settle = async (on: Page): Promise<void> => {
  await on.waitForFunction(() => !document.querySelector('.queue-list [aria-busy="true"]'))
  await on.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('.thumbnail img')].every((one) => one.complete),
  )
  // Two frames: one in which what was read is laid out, one in which the canvas draws it.
  await on.evaluate(
    async () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve))
      }),
  )
}

try {
  await mkdir(out, { recursive: true })
  await page.getByRole('option').first().waitFor()
  await page.getByRole('button', { name: /^Fit/ }).first().waitFor()
  await page.getByText('1 of 5').waitFor()
  await settle(page)
  await shoot('first-run')

  // The whole sample project is solved with one key; the first item gets one target moved and one deleted.
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+Shift+Enter')
  await page
    .getByText(/answered, \d+ point/)
    .first()
    .waitFor()
  await page.locator('.status-job').waitFor({ state: 'detached', timeout: 60_000 })
  await page.keyboard.press('u')
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor()
  await page.getByRole('application').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Tab')
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowUp', 'ArrowRight']) await page.keyboard.press(key)
  await page.getByText('Saved, revision 5').waitFor()
  await settle(page)
  await shoot('review')

  await page.emulateMedia({ colorScheme: 'light' })
  await settle(page)
  await shoot('review-light')
  await page.emulateMedia({ colorScheme: 'dark' })

  await page.setViewportSize(narrow)
  await settle(page)
  await shoot('narrow')
  await page.setViewportSize(wide)

  await page.keyboard.press('Control+k')
  await page.getByLabel('Command or item').fill('acc')
  await page
    .getByRole('button', { name: /Accept/ })
    .first()
    .waitFor()
  await settle(page)
  await shoot('palette')
  await page.keyboard.press('Escape')
  await page.getByLabel('Command or item').waitFor({ state: 'detached' })

  await page.getByRole('application').focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor()
  await shoot('shortcuts')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.getByRole('application').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog', { name: 'Export' }).waitFor()
  await page.getByRole('radio', { name: /COCO/ }).check()
  await page.locator('.preview[aria-busy="true"]').waitFor()
  await page.locator('.preview[aria-busy="false"]').waitFor()
  await shoot('export')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  // A second window that hears of nothing edits what the first has saved.
  const deaf = await page.context().newPage()
  await deaf.routeWebSocket('**/events', () => undefined)
  await deaf.goto(open.url)
  await deaf.getByText('Saved, revision 6').waitFor()
  await page.getByRole('option').first().click()
  await page.getByText('Saved, revision 6').waitFor()
  await page.getByRole('application').focus()
  await page.keyboard.press('Control+z')
  await page.getByText('Saved, revision 7').waitFor()
  await deaf.getByRole('application').focus()
  await deaf.keyboard.press('Tab')
  await deaf.keyboard.press('Shift+ArrowDown')
  await deaf.getByRole('dialog', { name: 'Saved elsewhere in the meantime' }).waitFor()
  await deaf.screenshot({ path: join(out, 'conflict.png') })
  console.log(join(out, 'conflict.png'))
  await deaf.getByRole('button', { name: 'Take theirs' }).click()
  await deaf.close()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'squares.png' }).waitFor()

  // An instruction that the built-in solver cannot read fails, and says why.
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Click on everything that feels lonely')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/did not answer/).waitFor()
  await settle(page)
  await shoot('error')

  await photographSimilar(page, async (name) => {
    await settle(page)
    await shoot(name)
  })
  await photographSolvers(page, async (name) => {
    await settle(page)
    await shoot(name)
  })

  await page.getByRole('button', { name: /^Project/ }).click()
  await page.getByRole('menuitem', { name: 'New project…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('untitled')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByText('Drop images or a folder here').waitFor()
  await settle(page)
  await shoot('empty')

  // Two pictures among six files that are none.
  const street = await sample('street.jpg')
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Click on all traffic lights')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose images' }).click()
  await (
    await chooser
  ).setFiles([
    { name: 'street.jpg', mimeType: 'image/jpeg', buffer: street },
    { name: 'discs.png', mimeType: 'image/png', buffer: await sample('discs.png') },
    { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('these are only words') },
    { name: 'broken-off.jpg', mimeType: 'image/jpeg', buffer: street.subarray(0, street.length * 0.4) },
    { name: 'plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
    { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
  ])
  const result = page.getByRole('status', { name: 'Result of the import' })
  await result.getByText('empty.jpg').waitFor()
  await page.getByRole('heading', { name: 'street.jpg' }).waitFor()
  await settle(page)
  await shoot('import-result')
  await result.getByRole('button', { name: 'Dismiss' }).click()

  const project = join(open.home, 'pointcheck/projects/untitled.pointcheck')
  await rm(join(project, 'images'), { recursive: true })
  await rm(join(project, 'cache'), { recursive: true })
  await page.reload()
  await page.getByRole('heading', { name: 'This image cannot be read' }).waitFor()
  await settle(page)
  await shoot('error-image')

  await photographSolve(async (on, name) => {
    await settle(on)
    await shoot(name, on)
  })
} catch (error) {
  await shoot('failed')
  throw error
} finally {
  await open.close()
  for (const text of open.trouble) console.error(text)
}
