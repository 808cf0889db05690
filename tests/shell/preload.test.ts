import { expect, test, vi } from 'vitest'
import { exposedAs, ipcMain, sendToWindow } from '../hosts/fake-bridge.ts'

vi.mock('electron', () => import('../hosts/fake-bridge.ts'))
await import('../../src/preload/index.ts')
const bridge = exposedAs('bridge') as Record<string, (...values: unknown[]) => unknown>

test('the page gets five functions and nothing of Electron', () => {
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['send', 'function'],
    ['listen', 'function'],
    ['pathOf', 'function'],
    ['upload', 'function'],
    ['setMenu', 'function'],
  ])
})

test('where a dropped file lies is asked of Electron', () => {
  expect(bridge['pathOf']?.(new File([], 'a.png'))).toBe('/dropped/a.png')
})

test('an event comes without what Electron adds, until nobody listens', () => {
  const heard: unknown[][] = []
  const stop = bridge['listen']?.((...values: unknown[]) => heard.push(values)) as () => void
  sendToWindow('event', { name: 'items.changed', payload: {} })
  stop()
  sendToWindow('event', { name: 'items.changed', payload: {} })
  expect(heard).toEqual([[{ name: 'items.changed', payload: {} }]])
})

test('commands for the menu are carried, and the answer comes back', async () => {
  const shown: unknown[] = []
  ipcMain.handle('menu', async (_event, items) => {
    shown.push(items)
    return { ok: true, value: {} }
  })
  const items = [{ id: 'undo', title: 'Undo', group: 'Edit', keys: 'Ctrl+Z', enabled: true }]
  expect(await bridge['setMenu']?.(items)).toEqual({ ok: true, value: {} })
  expect(shown).toEqual([items])
})
