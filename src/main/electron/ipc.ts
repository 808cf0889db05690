import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { Reply } from '../../contract/rpc.ts'
import type { App } from '../app.ts'
import { channel } from './channels.ts'
import { MenuItems } from './menu.ts'
import { isOwnPage } from './own-page.ts'

/** Only the top frame of the window, showing our own page, may ask for anything. */
function isTrusted(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}

/** Answers the window's calls, and no other sender's. Every channel is registered here. */
export function answerWindow(
  ipc: Pick<IpcMain, 'handle'>,
  app: Pick<App, 'dispatch' | 'upload'>,
  showMenu: (items: MenuItems) => void,
): void {
  const handle = (name: string, answer: (...input: unknown[]) => Promise<Reply>): void => {
    ipc.handle(name, async (event, ...input: unknown[]) => {
      if (!isTrusted(event)) throw new Error('Only the window of the app is answered.')
      return answer(...input)
    })
  }
  const badInput: Reply = { ok: false, error: { code: 'bad-input', message: 'That is not what this channel carries.' } }

  handle(channel.send, async (method, input) => (typeof method === 'string' ? app.dispatch(method, input) : badInput))

  handle(channel.upload, async (jobId, name, bytes) => {
    if (typeof jobId !== 'string' || typeof name !== 'string' || !(bytes instanceof Uint8Array)) return badInput
    return app.upload(jobId, name, bytes)
  })

  handle(channel.menu, async (items) => {
    const parsed = MenuItems.safeParse(items)
    if (!parsed.success) return badInput
    showMenu(parsed.data)
    return { ok: true, value: {} }
  })
}
