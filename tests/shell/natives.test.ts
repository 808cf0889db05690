import type { BrowserWindow, Dialog, Notification, OpenDialogOptions, SaveDialogOptions } from 'electron'
import { beforeEach, expect, test } from 'vitest'
import { createNatives } from '../../src/main/electron/natives.ts'
import { Notification as Notice } from './fake-electron.ts'

const calls: string[] = []
const window = {
  id: 1,
  isMinimized: () => true,
  restore: () => calls.push('restore'),
  focus: () => calls.push('focus'),
} as unknown as BrowserWindow

beforeEach(() => {
  calls.length = 0
  Notice.made.length = 0
  Notice.supported = true
})

/** Dialogs in which a person picks `picked`, or gives up where there is none. */
function natives(picked?: string) {
  const asked: unknown[] = []
  const shown: string[] = []
  const dialog = {
    showOpenDialog: async (over: BrowserWindow, options: OpenDialogOptions) => {
      expect(over).toBe(window)
      asked.push(options)
      return { canceled: picked === undefined, filePaths: picked === undefined ? [] : [picked] }
    },
    showSaveDialog: async (over: BrowserWindow, options: SaveDialogOptions) => {
      expect(over).toBe(window)
      asked.push(options)
      return { canceled: picked === undefined, filePath: picked ?? '' }
    },
  } as unknown as Dialog
  const shell = { showItemInFolder: (path: string) => shown.push(path) }
  const made = createNatives({
    dialog,
    shell,
    Notification: Notice as unknown as typeof Notification,
    window: () => window,
  })
  return { asked, shown, natives: made }
}

test('images are picked as files of the kinds that can be read, or as folders', async () => {
  const { asked, natives: own } = natives('/photos/a.png')
  expect(await own.openImages(false)).toEqual(['/photos/a.png'])
  expect(await own.openImages(true)).toEqual(['/photos/a.png'])
  expect(asked).toEqual([
    {
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Images', extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif'] }],
    },
    { properties: ['openDirectory', 'multiSelections'] },
  ])
})

test('a project is a folder', async () => {
  const { asked, natives: own } = natives('/projects/A.pointcheck')
  expect(await own.openProject()).toBe('/projects/A.pointcheck')
  expect(asked).toEqual([{ properties: ['openDirectory'] }])
})

test('an export is saved from what is suggested', async () => {
  const { asked, natives: own } = natives('/out/labels.zip')
  expect(await own.saveExport('/home/labels.zip', 'zip')).toBe('/out/labels.zip')
  expect(await own.saveExport('/home/labels', 'folder')).toBe('/out/labels.zip')
  expect(asked).toEqual([
    { defaultPath: '/home/labels.zip', filters: [{ name: 'Zip file', extensions: ['zip'] }] },
    { defaultPath: '/home/labels', filters: [] },
  ])
})

test('who gives up has picked nothing', async () => {
  const { natives: own } = natives()
  expect([await own.openImages(false), await own.openProject(), await own.saveExport('/x', 'zip')]).toEqual([
    [],
    undefined,
    undefined,
  ])
})

test('a folder is shown by the system', () => {
  const { shown, natives: own } = natives()
  own.showInFolder('/out/labels.zip')
  expect(shown).toEqual(['/out/labels.zip'])
})

test('a file is picked among those of its purpose; several where answers are read', async () => {
  const { asked, natives: own } = natives('/models/shapes.onnx')
  for (const of of ['model', 'answers', 'profiles', 'picture'] as const) {
    expect(await own.openFile(of)).toEqual(['/models/shapes.onnx'])
  }
  expect(asked).toEqual([
    { properties: ['openFile'], filters: [{ name: 'ONNX models', extensions: ['onnx'] }] },
    {
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Answers', extensions: ['jsonl', 'ndjson', 'json', 'csv'] }],
    },
    { properties: ['openFile'], filters: [{ name: 'Solver profiles', extensions: ['json'] }] },
    { properties: ['openFile'], filters: [{ name: 'Images', extensions: ['jpg', 'jpeg', 'png', 'gif'] }] },
  ])
  expect(await natives().natives.openFile('model')).toEqual([])
})

test('a notification is shown by the system, and brings the window when it is pressed', () => {
  natives().natives.notify('Run 3 is done', '12 solved.')
  const [notice] = Notice.made
  expect(notice?.options).toEqual({ title: 'Run 3 is done', body: '12 solved.' })
  expect(notice?.shown).toBe(true)
  expect(calls).toEqual([])
  notice?.emit('click')
  expect(calls).toEqual(['restore', 'focus'])
})

test('a system without notifications is not asked for one', () => {
  Notice.supported = false
  natives().natives.notify('Run 3 is done', '12 solved.')
  expect(Notice.made).toEqual([])
})
