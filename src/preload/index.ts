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
  upload: async (jobId: string, name: string, bytes: Uint8Array): Promise<void> => {
    const reply = (await ipcRenderer.invoke('upload', jobId, name, bytes)) as Reply
    if (!reply.ok) throw new Error(reply.error.message)
  },
  setMenu: async (items: MenuItems): Promise<void> => {
    const reply = (await ipcRenderer.invoke('menu', items)) as Reply
    if (!reply.ok) throw new Error(reply.error.message)
  },
})
