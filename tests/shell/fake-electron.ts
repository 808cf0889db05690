import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/*
 * Stands in for the `electron` module and writes down what the shell asks of it: windows with their options, handlers,
 * menus, quits. It does nothing by itself.
 */

export const appFolder = mkdtempSync(join(tmpdir(), 'pointcheck-shell-'))
mkdirSync(join(appFolder, 'out/renderer/assets'), { recursive: true })
writeFileSync(join(appFolder, 'out/renderer/index.html'), '<!doctype html><meta nonce="pointcheck-nonce">')
writeFileSync(join(appFolder, 'out/renderer/assets/main-abc.js'), 'export {}')

type Listener = (...values: never[]) => unknown

class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = []
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }
  send(...values: unknown[]): void {
    this.sent.push(values)
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly made: BrowserWindow[] = []
  readonly webContents = new FakeContents()
  readonly calls: string[] = []
  readonly options: Record<string, unknown>
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    BrowserWindow.made.push(this)
  }
  loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`)
    return Promise.resolve()
  }
  show(): void {
    this.calls.push('show')
  }
  focus(): void {
    this.calls.push('focus')
  }
  restore(): void {
    this.calls.push('restore')
  }
  maximize(): void {
    this.calls.push('maximize')
  }
  focused = false
  isFocused(): boolean {
    return this.focused
  }
  isMinimized(): boolean {
    return true
  }
  isMaximized(): boolean {
    return true
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 1000, height: 800 }
  }
}

class FakeApp extends EventEmitter {
  readonly calls: string[] = []
  hasLock = true
  setPath(name: string, path: string): void {
    this.calls.push(`${name} = ${path}`)
  }
  getVersion(): string {
    return '0.0.0'
  }
  getAppPath(): string {
    return appFolder
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
  requestSingleInstanceLock(): boolean {
    return this.hasLock
  }
  quit(): void {
    this.calls.push('quit')
  }
  exit(code: number): void {
    this.calls.push(`exit ${code}`)
  }
}
export const app = new FakeApp()

export const ipcHandlers = new Map<string, (event: unknown, ...input: unknown[]) => Promise<unknown>>()
export const ipcMain = {
  handle: (name: string, handler: (event: unknown, ...input: unknown[]) => Promise<unknown>) => {
    ipcHandlers.set(name, handler)
  },
}

export const schemes: unknown[] = []
export const schemeHandlers = new Map<string, (request: Request) => Promise<Response>>()
export const protocol = {
  registerSchemesAsPrivileged: (list: unknown[]) => schemes.push(...list),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => schemeHandlers.set(scheme, handler),
}

export const permissions: Record<string, Listener> = {}
const keepPermission = (name: string) => (handler: Listener) => {
  permissions[name] = handler
}
export const session = {
  defaultSession: {
    setPermissionRequestHandler: keepPermission('request'),
    setPermissionCheckHandler: keepPermission('check'),
    setDevicePermissionHandler: keepPermission('device'),
    setDisplayMediaRequestHandler: keepPermission('display'),
  },
}

interface FakeMenuItem {
  label?: string
  role?: string
  id?: string
  accelerator?: string
  registerAccelerator?: boolean
  enabled?: boolean
  submenu?: FakeMenuItem[]
  click?: () => void
}
export const menus: FakeMenuItem[][] = []
export const Menu = {
  buildFromTemplate: (template: FakeMenuItem[]) => template,
  setApplicationMenu: (menu: FakeMenuItem[]) => menus.push(menu),
}

export const dialog = {
  showOpenDialog: (): Promise<{ filePaths: string[] }> => Promise.resolve({ filePaths: [] }),
  showSaveDialog: (): Promise<{ canceled: boolean; filePath: string }> =>
    Promise.resolve({ canceled: true, filePath: '' }),
  showErrorBox: (title: string, text: string) => {
    app.calls.push(`error box: ${title}: ${text}`)
  },
}
export class Notification extends EventEmitter {
  static readonly made: Notification[] = []
  static supported = true
  static isSupported(): boolean {
    return Notification.supported
  }
  shown = false
  readonly options: { readonly title: string; readonly body: string }
  constructor(options: { readonly title: string; readonly body: string }) {
    super()
    this.options = options
    Notification.made.push(this)
  }
  show(): void {
    this.shown = true
  }
}
export const shell = { showItemInFolder: (): void => undefined }
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export const safeStorage = { isAsyncEncryptionAvailable: () => Promise.resolve(false) }
export const utilityProcess = { fork: (): never => assertUnused() }

function assertUnused(): never {
  throw new Error('No picture is decoded in these tests.')
}
