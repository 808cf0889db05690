import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import type { App } from '../../src/main/app.ts'
import * as fake from './fake-electron.ts'

const IMAGE = 'a'.repeat(64)
const reached: string[] = []
const listeners = new Set<(event: AppEvent) => void>()
const app: App = {
  dispatch: async (name) => {
    reached.push(name)
    return { ok: true, value: {} }
  },
  listen: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  picture: async (hash) =>
    hash === IMAGE ? { bytes: Buffer.from('png'), contentType: 'image/png', width: 1, height: 1 } : undefined,
  upload: async (jobId, name, bytes) => {
    reached.push(`upload ${jobId} ${name} ${bytes.length}`)
    return { ok: true, value: {} }
  },
  close: async () => {
    reached.push('close')
  },
}
vi.mock('electron', () => import('./fake-electron.ts'))
vi.mock('../../src/main/app.ts', () => ({ createApp: async () => app }))

const home = join(fake.appFolder, 'home')
let window: fake.BrowserWindow

beforeAll(async () => {
  vi.stubEnv('POINTCHECK_HOME', home)
  await import('../../src/main/electron.ts')
  await vi.waitFor(() => {
    expect(fake.app.calls.filter((line) => line.startsWith('error box'))).toEqual([])
    expect(fake.BrowserWindow.made[0]?.calls ?? []).toContain('load pointcheck://app/')
  }, 20_000)
  window = fake.BrowserWindow.made[0] as fake.BrowserWindow
})
afterAll(() => {
  rmSync(fake.appFolder, { recursive: true })
})

const own = { senderFrame: { url: 'pointcheck://app/', parent: null } }
const call = async (channel: string, event: unknown, ...input: unknown[]) =>
  fake.ipcHandlers.get(channel)?.(event, ...input)

test('the window has every wall up and waits to be shown', () => {
  expect(fake.BrowserWindow.made).toHaveLength(1)
  expect(window.options).toMatchObject({
    show: false,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
  })
  window.emit('ready-to-show')
  expect(window.calls).toContain('show')
})

test('the menu of Electron, with its developer tools and links, is gone from the start', () => {
  expect(fake.menus[0]).toEqual([{ role: 'windowMenu' }])
})

test('the scheme has no more rights than a page needs', () => {
  expect(fake.schemes).toEqual([
    { scheme: 'pointcheck', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
})

test('the end of a run is told by the system while nobody looks at the window', () => {
  const payload = { id: 'run', title: 'Run 3 is done', body: '12 solved.' }
  for (const focused of [true, false]) {
    window.focused = focused
    for (const listener of listeners) listener({ name: 'run.ended', payload })
    expect(fake.Notification.made).toHaveLength(focused ? 0 : 1)
  }
  expect(fake.Notification.made[0]).toMatchObject({
    options: { title: 'Run 3 is done', body: '12 solved.' },
    shown: true,
  })
  const event = { name: 'run.ended', payload }
  expect(window.webContents.sent.splice(0)).toEqual([
    ['event', event],
    ['event', event],
  ])
})

describe('E02 only the top frame of our own page is answered', () => {
  const forged: [string, unknown][] = [
    ['no frame', null],
    ['a frame within', { url: 'pointcheck://app/', parent: { url: 'pointcheck://app/' } }],
    ['another scheme', { url: 'https://app/', parent: null }],
    ['a look-alike', { url: 'pointcheck://app.evil/', parent: null }],
    ['a port', { url: 'pointcheck://app:1/', parent: null }],
    ['a user', { url: 'pointcheck://x@app/', parent: null }],
    ['about:blank', { url: 'about:blank', parent: null }],
    ['data', { url: 'data:text/html,x', parent: null }],
    ['a file', { url: 'file:///pointcheck://app/', parent: null }],
    ['nothing', { url: '', parent: null }],
  ]
  test('the channels are these and no others', () => {
    expect([...fake.ipcHandlers.keys()].sort()).toEqual(['menu', 'send', 'upload'])
  })
  test.each(forged)('%s', async (_name, senderFrame) => {
    reached.length = 0
    for (const channel of fake.ipcHandlers.keys()) {
      await expect(call(channel, { senderFrame }, 'app.info', {})).rejects.toThrow('Only the window')
    }
    expect(reached).toEqual([])
  })
  test('our own page', async () => {
    reached.length = 0
    expect(await call('send', own, 'app.info', {})).toEqual({ ok: true, value: {} })
    expect(await call('upload', own, 'j', 'a.png', new Uint8Array(3))).toEqual({ ok: true, value: {} })
    expect(reached).toEqual(['app.info', 'upload j a.png 3'])
  })
})

test('E03 what a channel does not carry is an answer and reaches nothing', async () => {
  reached.length = 0
  const bad = { ok: false, error: { code: 'bad-input' } }
  expect(await call('send', own, { toString: 'x' }, {})).toMatchObject(bad)
  expect(await call('upload', own, 'j', 'a.png', 'text')).toMatchObject(bad)
  expect(await call('upload', own, 1, 'a.png', new Uint8Array(1))).toMatchObject(bad)
  expect(await call('menu', own, [{ id: 'x', title: '', group: 'Edit', enabled: true }])).toMatchObject(bad)
  expect(await call('menu', own, { length: 1e9 })).toMatchObject(bad)
  expect(reached).toEqual([])
})

test('E04 the window goes nowhere, opens nothing and embeds nothing', () => {
  const targets = [
    'https://example.test/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:1',
    'data:text/html,x',
    'pointcheck://app.evil/',
  ]
  for (const url of targets) {
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      let prevented = false
      window.webContents.emit(name, { url, preventDefault: () => (prevented = true) })
      expect(prevented, `${name} ${url}`).toBe(true)
    }
    expect(window.webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
  }
})

test('E06 every permission is denied but copying text', () => {
  const names = [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'hid',
    'usb',
    'fileSystem',
    'display-capture',
    'unknown',
  ]
  const granted: string[] = []
  for (const name of [...names, 'clipboard-sanitized-write']) {
    if (fake.permissions['check']?.(null as never, name as never)) granted.push(`check ${name}`)
    fake.permissions['request']?.(
      null as never,
      name as never,
      ((yes: boolean) => yes && granted.push(`request ${name}`)) as never,
    )
  }
  expect(granted).toEqual(['check clipboard-sanitized-write', 'request clipboard-sanitized-write'])
  expect(fake.permissions['device']?.()).toBe(false)
  let streams: unknown
  fake.permissions['display']?.(null as never, ((given: unknown) => (streams = given)) as never)
  expect(streams).toEqual({})
})

const getFromScheme = async (url: string, method = 'GET') => {
  const handler = fake.schemeHandlers.get('pointcheck')
  if (!handler) throw new Error('The scheme has no handler.')
  // Node's Request refuses nothing of this, but normalises as Chromium does.
  return handler(new Request(url, { method }))
}

describe('E07, E08 the scheme', () => {
  test('gives the page, its files and pictures', async () => {
    expect((await getFromScheme('pointcheck://app/')).headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await getFromScheme('pointcheck://app/assets/main-abc.js')).status).toBe(200)
    const picture = await getFromScheme(`pointcheck://app/images/${IMAGE}?size=full`)
    expect([picture.status, picture.headers.get('content-type'), await picture.text()]).toEqual([
      200,
      'image/png',
      'png',
    ])
  })
  test.each([
    'pointcheck://app/../etc/passwd',
    'pointcheck://app/%2e%2e%2fetc/passwd',
    'pointcheck://app/..%5c..%5cx',
    'pointcheck://app/%00',
    'pointcheck://app.evil/',
    'pointcheck://other/',
    'pointcheck://app/images/',
    'pointcheck://app/images/../../x?size=full',
    `pointcheck://app/images/${IMAGE.toUpperCase()}?size=full`,
    `pointcheck://app/images/${'b'.repeat(64)}?size=full`,
  ])('%s is not found', async (url) => {
    expect((await getFromScheme(url)).status).toBe(404)
  })
  test('is read-only and takes known sizes only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect((await getFromScheme('pointcheck://app/', method)).status).toBe(405)
    expect((await getFromScheme(`pointcheck://app/images/${IMAGE}?size=../x`)).status).toBe(400)
  })
  test('locks every response down', async () => {
    for (const url of ['pointcheck://app/', 'pointcheck://app/x', `pointcheck://app/images/${IMAGE}?size=thumb`]) {
      const { headers } = await getFromScheme(url)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
    }
  })
})

test('events reach the window, and a command of the menu is one of them', async () => {
  const event = { name: 'items.changed', payload: {} } as const
  for (const listener of listeners) listener(event)
  const items = [
    { id: 'undo', title: 'Undo', group: 'Edit', keys: 'Ctrl+Z', enabled: true },
    { id: 'fit', title: 'Fit', group: 'View', keys: '0', enabled: false },
  ]
  expect(await call('menu', own, items)).toEqual({ ok: true, value: {} })
  const [edit, view] = fake.menus.at(-1)?.filter(({ label }) => label) ?? []
  expect([edit?.label, view?.label]).toEqual(['Edit', 'View'])
  expect(edit?.submenu?.[0]).toMatchObject({ label: 'Undo', accelerator: 'Ctrl+Z', registerAccelerator: false })
  expect(view?.submenu?.[0]).toMatchObject({ label: 'Fit', enabled: false })
  edit?.submenu?.[0]?.click?.()
  expect(window.webContents.sent).toEqual([
    ['event', event],
    ['event', { name: 'command.run', payload: { id: 'undo' } }],
  ])
})

test('a second instance brings the window to the front', () => {
  fake.app.emit('second-instance')
  expect(window.calls.slice(-2)).toEqual(['restore', 'focus'])
})

test('the place of the window is kept in a file of its user', () => {
  window.emit('close')
  const file = join(home, 'window.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    bounds: { x: 10, y: 20, width: 1000, height: 800 },
    maximized: true,
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(home).mode & 0o777).toBe(0o700)
})

test('quitting waits until everything is stored, once', async () => {
  reached.length = 0
  let prevented = 0
  const quit = () => fake.app.emit('before-quit', { preventDefault: () => (prevented += 1) })
  quit()
  await vi.waitFor(() => {
    expect(fake.app.calls).toContain('quit')
  })
  quit()
  expect(prevented).toBe(1)
  expect(reached).toEqual(['close'])
  expect(fake.app.calls.filter((line) => line.startsWith('error box'))).toEqual([])
})
