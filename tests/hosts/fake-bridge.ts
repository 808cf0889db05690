/*
 * Stands in for the half of the `electron` module that a window's preload sees. What is invoked is cloned structurally
 * and handed to the handlers of a fake `ipcMain`, as from the top frame of our own page; nothing else happens.
 */

type Handler = (event: unknown, ...input: unknown[]) => Promise<unknown>
type Listener = (event: unknown, ...values: unknown[]) => void

const handlers = new Map<string, Handler>()
const listeners = new Map<string, Set<Listener>>()
const exposed = new Map<string, unknown>()

export const ipcMain = {
  handle: (name: string, handler: Handler) => {
    handlers.set(name, handler)
  },
}

export const ipcRenderer = {
  invoke: async (name: string, ...input: unknown[]): Promise<unknown> => {
    const handler = handlers.get(name)
    if (!handler) throw new Error(`No handler registered for '${name}'`)
    const event = { senderFrame: { url: 'pointcheck://app/', parent: null } }
    return structuredClone(await handler(event, ...structuredClone(input)))
  },
  on: (name: string, listener: Listener) => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
  },
  off: (name: string, listener: Listener) => {
    listeners.get(name)?.delete(listener)
  },
}

/** `webContents.send`. */
export function sendToWindow(name: string, ...values: unknown[]): void {
  for (const listener of listeners.get(name) ?? []) listener({}, ...structuredClone(values))
}

export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => {
    exposed.set(name, value)
  },
}

export const webUtils = {
  getPathForFile: ({ name }: File) => `/dropped/${name}`,
}

/** What the preload exposed to the page. */
export const exposedAs = (name: string): unknown => exposed.get(name)
