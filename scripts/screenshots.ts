/* `npm run screenshots`: the app behind its browser door with the samples, driven and photographed into docs/screenshots. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWindow } from '../tests/browser/open-window.ts'
import { root } from './run.ts'

const out = process.argv[3] ?? join(root, 'docs/screenshots')
const wide = { width: 1440, height: 900 }
const narrow = { width: 1024, height: 700 }

const open = await openWindow({ viewport: wide })
const { page } = open

const shoot = async (name: string): Promise<void> => {
  await page.screenshot({ path: join(out, `${name}.png`) })
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

  // An instruction that the built-in solver cannot read fails, and says why.
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Click on everything that feels lonely')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/did not answer/).waitFor()
  await settle(page)
  await shoot('error')

  await page.getByRole('button', { name: /^Project/ }).click()
  await page.getByRole('menuitem', { name: 'New project…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('untitled')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByText('Drop images or a folder here').waitFor()
  await settle(page)
  await shoot('empty')
} catch (error) {
  await shoot('failed')
  throw error
} finally {
  await open.close()
  for (const text of open.trouble) console.error(text)
}
