import type { BrowserWindow, Dialog, FileFilter, Notification, Shell } from 'electron'
import type { Natives } from '../services/context.ts'

const EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif']

/** What is offered where a file is wanted for a purpose. */
const filterFor: Readonly<Record<Parameters<Natives['openFile']>[0], FileFilter>> = {
  model: { name: 'ONNX models', extensions: ['onnx'] },
  answers: { name: 'Answers', extensions: ['jsonl', 'ndjson', 'json', 'csv'] },
  profiles: { name: 'Solver profiles', extensions: ['json'] },
  picture: { name: 'Images', extensions: ['jpg', 'jpeg', 'png', 'gif'] },
}

/** What of `electron` the dialogs and notifications are made with. */
interface Parts {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>
  readonly shell: Pick<Shell, 'showItemInFolder'>
  readonly Notification: typeof Notification
  readonly window: () => BrowserWindow
}

/** The system's own dialogs, over the window, and its notifications. */
export function createNatives({ dialog, shell, Notification: Notice, window }: Parts): Natives {
  // Without a reference a notification may be collected before it is pressed.
  const notices = new Set<Notification>()

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
    // Several files of answers may be read as those of one solver.
    openFile: async (of) =>
      open({
        properties: of === 'answers' ? ['openFile', 'multiSelections'] : ['openFile'],
        filters: [filterFor[of]],
      }),
    notify: (title, body) => {
      if (!Notice.isSupported()) return
      const notice = new Notice({ title, body })
      notices.add(notice)
      notice.on('close', () => {
        notices.delete(notice)
      })
      notice.on('click', () => {
        notices.delete(notice)
        const shown = window()
        if (shown.isMinimized()) shown.restore()
        shown.focus()
      })
      notice.show()
    },
  }
}
