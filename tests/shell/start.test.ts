import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'

const createApp = vi.fn()
vi.mock('../../src/main/app.ts', () => ({ createApp }))

beforeEach(() => {
  vi.resetModules()
  createApp.mockReset()
  createApp.mockResolvedValue({ listen: () => () => undefined, close: async () => undefined })
})

/** A fake of Electron nobody has used yet; `start` runs the shell over it. */
async function freshElectron() {
  const fake = await import('./fake-electron.ts')
  vi.doMock('electron', () => fake)
  const home = join(fake.appFolder, 'home')
  vi.stubEnv('POINTCHECK_HOME', home)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(fake.appFolder, { recursive: true })
  })
  return { fake, home, start: () => import('../../src/main/electron.ts') }
}

test('where another instance runs, this one opens nothing and goes', async () => {
  const { fake, start } = await freshElectron()
  fake.app.hasLock = false
  await start()
  expect(fake.app.calls.at(-1)).toBe('quit')
  expect(createApp).not.toHaveBeenCalled()
  expect(fake.BrowserWindow.made).toEqual([])
})

test('the window comes back where it was, and as large', async () => {
  const { fake, home, start } = await freshElectron()
  const bounds = { x: 30, y: 40, width: 1_100, height: 700 }
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'window.json'), JSON.stringify({ bounds, maximized: true }))
  await start()
  await vi.waitFor(() => {
    expect(fake.BrowserWindow.made).toHaveLength(1)
  })
  const [window] = fake.BrowserWindow.made
  expect(window?.options).toMatchObject(bounds)
  await vi.waitFor(() => {
    expect(window?.calls).toContain('load pointcheck://app/')
  })
  window?.emit('ready-to-show')
  expect(window?.calls).toEqual(['load pointcheck://app/', 'maximize', 'show'])
})

test('where the first project cannot be opened, it says why and ends', async () => {
  const { fake, start } = await freshElectron()
  createApp.mockRejectedValue(new Error('The database of this project is damaged.'))
  await start()
  await vi.waitFor(() => {
    expect(fake.app.calls.slice(-2)).toEqual([
      'error box: Pointcheck could not start: The database of this project is damaged.',
      'exit 1',
    ])
  })
})
