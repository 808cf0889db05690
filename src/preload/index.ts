import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Reply, Transport } from '../contract/rpc.ts'

/** What the window's menu shows; see `MenuItems` of the desktop door. */
type MenuItems = readonly { id: string; title: string; group: string; keys?: string; enabled: boolean }[]

const transport: Transport = {
  send: (method, input) => ipcRenderer.invoke('send', method, input) as Promise<Reply>,
  listen: (onEvent) => {
    const forward = (_event: unknown, event: { name: string; payload: unknown }): void => {
      onEvent(event)
    }
    ipcRenderer.on('event', forward)
    return () => {
      ipcRenderer.off('event', forward)
    }
  },
}

contextBridge.exposeInMainWorld('bridge', {
  ...transport,
  /** Where a dropped file or folder lies on this machine. */
  pathOf: (file: File) => webUtils.getPathForFile(file),
  // Failures cross as replies: an error that is thrown here reaches the page without its code.
  upload: (jobId: string, name: string, bytes: Uint8Array) =>
    ipcRenderer.invoke('upload', jobId, name, bytes) as Promise<Reply>,
  setMenu: (items: MenuItems) => ipcRenderer.invoke('menu', items) as Promise<Reply>,
})
