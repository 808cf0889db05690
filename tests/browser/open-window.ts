import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../src/main/host/chromium.ts'

const root = join(import.meta.dirname, '../..')

/** The app behind its browser door with a data folder of its own, and a page that shows it. */
export interface OpenWindow {
  readonly page: Page
  /** The address with the code that opens it. */
  readonly url: string
  /** A folder of this window alone; removed by `close`. */
  readonly home: string
  /** What the page complained of so far: errors, and what its policy refused. */
  readonly trouble: readonly string[]
  /** Ends the app as a person at the terminal would; the page stays. */
  endApp(): Promise<void>
  close(): Promise<void>
}

/** Starts the real app with the samples, or with the project given (a name in its own folder, or a path), and opens it in Chromium. */
export async function openWindow(options: BrowserContextOptions & { project?: string } = {}): Promise<OpenWindow> {
  const { project, ...pageOptions } = options
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('There is no Chromium. Install it, or set CHROMIUM_PATH.')
  const home = await mkdtemp(join(tmpdir(), 'pointcheck-window-'))
  const place = project === undefined ? [] : ['--project', resolve(home, project)]
  const door = spawn(
    process.execPath,
    [join(root, 'bin/pointcheck.mjs'), 'serve', ...place, '--port', '0', '--no-open', '--json'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    },
  )
  const ended = once(door, 'exit')
  const [line] = (await once(createInterface(door.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url?: string }
  if (url === undefined) throw new Error(`The app did not open: ${line}`)

  // Root has no sandbox of its own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    ...pageOptions,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const trouble: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text())
  })
  page.on('pageerror', (error) => trouble.push(String(error)))
  await page.goto(url)
  // The page exchanges the code of the link by itself; before it has, nothing can be asked in its name.
  await page.waitForFunction(() => sessionStorage.getItem('pointcheck-token') !== null)

  const endApp = async (): Promise<void> => {
    door.kill('SIGTERM')
    await ended
  }
  return {
    page,
    url,
    home,
    trouble,
    endApp,
    close: async () => {
      await browser.close()
      await endApp()
      await rm(home, { recursive: true, force: true })
    },
  }
}
