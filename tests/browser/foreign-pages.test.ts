import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { findChromium } from '../../src/main/host/chromium.ts'
import { IMAGE, type OpenDoor, openDoor, SECRET } from '../serve/open-door.ts'

const executablePath = findChromium()

/** A page of another origin that holds nothing. */
async function openForeignPage(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>foreign</title>')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

async function launch(args: string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error('These tests need Chromium: "npm test" finds or names one.')
  // Root has no sandbox of its own.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args: [...asRoot, ...args] })
}

test('L03 a name that was made to point here gets nothing', async () => {
  const door = await openDoor()
  const misled = await launch(['--host-resolver-rules=MAP rebind.test 127.0.0.1'])
  onTestFinished(async () => {
    await misled.close()
  })
  const page = await misled.newPage()
  for (const path of ['/', '/assets/main-abc.js', `/images/${IMAGE}?size=full`]) {
    const response = await page.goto(`http://rebind.test:${door.port}${path}`)
    expect([response?.status(), await page.content()]).toEqual([403, expect.not.stringContaining(SECRET)])
  }
  expect(door.reached).toEqual([])
})

/** What a page of another origin may try, by name; each resolves with what came of it. */
const attempts: Record<string, (address: string, token: string) => Promise<unknown>> = {
  read: async (address) => (await fetch(address)).text(),
  'read with token': async (address, token) =>
    (
      await fetch(`${address}/rpc/app.info`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: '{}',
      })
    ).text(),
  'post JSON': async (address) =>
    (
      await fetch(`${address}/rpc/app.info`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    ).text(),
  'post blindly': async (address) => {
    if (!navigator.sendBeacon(`${address}/rpc/app.info`, '{}')) throw new Error('not sent')
    return (await fetch(`${address}/rpc/app.info`, { method: 'POST', mode: 'no-cors', body: '{}' })).type
  },
  script: async (address) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src: `${address}/assets/main-abc.js` })
      script.addEventListener('load', resolve)
      script.addEventListener('error', reject)
      document.body.append(script)
    }),
  WebSocket: async (address, token) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}/events`, ['pointcheck', token])
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    }),
}

const tryOn = (page: Page, attempt: (address: string, token: string) => Promise<unknown>, door: OpenDoor) =>
  page.evaluate(`(${attempt.toString()})('${door.address}', '${door.token}').then(() => 'worked')`)

test.each(Object.entries(attempts))(
  'L04 %s: from another origin it fails, from our own it works',
  async (_name, attempt) => {
    const door = await openDoor()
    const page = await browser.newPage()
    await page.goto(await openForeignPage())
    await expect(tryOn(page, attempt, door)).rejects.toThrow()
    expect(door.reached).toEqual([])
    await page.goto(door.address)
    expect(await tryOn(page, attempt, door)).toBe('worked')
  },
)

test('L06 a page of another origin cannot frame the page', async () => {
  const door = await openDoor()
  const page = await browser.newPage()
  await page.goto(await openForeignPage())
  const answered = page.waitForResponse((response) => response.url().startsWith(door.address))
  await page.evaluate((address) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${address}/` }))
  }, door.address)
  expect((await answered).status()).toBe(403)
})

test('the page runs its own script and no other', async () => {
  const door = await openDoor()
  const page = await browser.newPage()
  await page.goto(door.link)
  await page.waitForFunction(() => document.title === 'loaded')
  const ran = await page.evaluate(() => {
    const marks = globalThis as unknown as { ran?: string }
    const script = document.createElement('script')
    script.textContent = 'globalThis.ran = "inline"'
    document.body.append(script)
    const image = document.createElement('img')
    image.setAttribute('onerror', 'globalThis.ran = "handler"')
    image.dispatchEvent(new Event('error'))
    return marks.ran ?? 'nothing'
  })
  expect(ran).toBe('nothing')
})
