import type { BrowserWindow, Dialog, OpenDialogOptions, SaveDialogOptions } from 'electron'
import { expect, test } from 'vitest'
import { createNatives } from '../../src/main/electron/natives.ts'

const window = { id: 1 } as BrowserWindow

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
  return { asked, shown, natives: createNatives(dialog, shell, () => window) }
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
