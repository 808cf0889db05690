import type { BrowserWindow, Dialog, Shell } from 'electron'
import type { Natives } from '../services/context.ts'

const EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif']

/** The system's own dialogs, over the window. */
export function createNatives(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  shell: Pick<Shell, 'showItemInFolder'>,
  window: () => BrowserWindow,
): Natives {
  const open = async (options: Electron.OpenDialogOptions): Promise<string[]> =>
    (await dialog.showOpenDialog(window(), options)).filePaths

  return {
    openImages: async (folder) =>
      open(
        folder
          ? { properties: ['openDirectory', 'multiSelections'] }
          : { properties: ['openFile', 'multiSelections'], filters: [{ name: 'Images', extensions: EXTENSIONS }] },
      ),
    openProject: async () => (await open({ properties: ['openDirectory'] }))[0],
    saveExport: async (suggested, container) => {
      const filters = container === 'zip' ? [{ name: 'Zip file', extensions: ['zip'] }] : []
      const { canceled, filePath } = await dialog.showSaveDialog(window(), { defaultPath: suggested, filters })
      return canceled ? undefined : filePath
    },
    showInFolder: (path) => {
      shell.showItemInFolder(path)
    },
  }
}
