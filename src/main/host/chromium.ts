import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chromium to try the page in: `CHROMIUM_PATH`, the usual places, Playwright's own; undefined where there is none. */
export function findChromium(): string | undefined {
  const own = process.env['CHROMIUM_PATH']
  if (own) return existsSync(own) ? own : undefined
  return [...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path))
}
