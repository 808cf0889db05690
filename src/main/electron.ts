import { join } from 'node:path'
import {
  app as electron,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { createApp } from './app.ts'
import { channel } from './electron/channels.ts'
import { answerWindow } from './electron/ipc.ts'
import { createKeyringVault } from './electron/keyring-vault.ts'
import { denyNavigation, denyPermissions } from './electron/lock-down.ts'
import { type MenuItems, menuTemplate } from './electron/menu.ts'
import { createNatives } from './electron/natives.ts'
import { PAGE_URL, SCHEME } from './electron/own-page.ts'
import { createSchemeHandler } from './electron/scheme.ts'
import { createUtilitySpawner } from './electron/spawn-utility-decoder.ts'
import { readWindowState, writeWindowState } from './electron/window-state.ts'
import { dataFolder, privateFolder } from './host/data-folder.ts'
import { loadStaticFiles } from './host/static-files.ts'
import { createStderrLog } from './host/stderr-log.ts'

/** Projects, settings and keys stand where the other doors look for them; Chromium's own files in a folder below. */
const dataDir = privateFolder(dataFolder())
electron.setPath('userData', join(dataDir, 'desktop'))
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

async function main(): Promise<void> {
  let window: BrowserWindow | undefined
  electron.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  electron.on('window-all-closed', () => {
    electron.quit()
  })
  await electron.whenReady()

  const log = createStderrLog()
  const root = electron.getAppPath()
  const natives = createNatives({ dialog, shell, Notification, window: () => shown() })
  const app = await createApp({
    version: electron.getVersion(),
    dataDir,
    resourcesDir: join(root, 'resources'),
    spawnDecoder: createUtilitySpawner(utilityProcess, join(import.meta.dirname, 'workers')),
    keys: await createKeyringVault({
      keyring: safeStorage,
      file: join(dataDir, 'keys.json'),
      platform: process.platform,
      log,
    }),
    natives,
    log,
  })

  const files = await loadStaticFiles(join(root, 'out/renderer'))
  denyPermissions(session.defaultSession)
  protocol.handle(SCHEME, createSchemeHandler(files, app))

  const stateFile = join(dataDir, 'window.json')
  const state = readWindowState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  window = new BrowserWindow({
    ...(state?.bounds ?? { width: 1_440, height: 900 }),
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#101216',
    title: 'Pointcheck',
    webPreferences: {
      preload: join(root, 'out/preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  })
  const shown = (): BrowserWindow => {
    if (!window) throw new Error('The window is closed.')
    return window
  }
  const { webContents } = window
  denyNavigation(webContents)
  const runCommand = (id: string): void => {
    webContents.send(channel.event, { name: 'command.run', payload: { id } })
  }
  const showMenu = (items: MenuItems): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(items, runCommand, process.platform)))
  }
  // Electron's own menu opens developer tools and web pages; until the window tells its commands there is next to none.
  showMenu([])
  answerWindow(ipcMain, app, showMenu)
  const stop = app.listen((event) => {
    webContents.send(channel.event, event)
    // Who looks at the window sees it there.
    if (event.name === 'run.ended' && !window?.isFocused()) natives.notify(event.payload.title, event.payload.body)
  })
  window.once('ready-to-show', () => {
    if (state?.maximized) window?.maximize()
    window?.show()
  })
  window.on('close', () => {
    if (window) writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  window.on('closed', () => {
    stop()
    window = undefined
  })

  let closed = false
  const closeThenQuit = async (): Promise<void> => {
    try {
      await app.close()
      closed = true
      electron.quit()
    } catch (error) {
      log('error', 'Closing the project failed', error)
      electron.exit(1)
    }
  }
  electron.on('before-quit', (event) => {
    if (closed) return
    // Everything is stored first; then quitting goes on.
    event.preventDefault()
    void closeThenQuit()
  })
  await window.loadURL(PAGE_URL)
}

if (electron.requestSingleInstanceLock()) {
  main().catch((error: unknown) => {
    dialog.showErrorBox('Pointcheck could not start', error instanceof Error ? error.message : String(error))
    electron.exit(1)
  })
} else {
  electron.quit()
}
