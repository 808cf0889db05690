import { create } from 'zustand'
import { host } from '../host.ts'
import { showView } from './view.ts'

/** The desktop window says it through the system itself. */
const isBrowserDoor = host.setMenu === undefined && 'Notification' in window

/** Whether the browser may say that a run has ended; `unneeded` where the app does it. */
export const useNotify = create<{ readonly permission: NotificationPermission | 'unneeded' }>(() => ({
  permission: isBrowserDoor ? Notification.permission : 'unneeded',
}))

/** Lets the browser ask. Call from a press of a button only: nobody is asked unasked. */
export async function allowNotifications(): Promise<void> {
  useNotify.setState({ permission: await Notification.requestPermission() })
}

/** Says that a run has ended, where that was allowed. */
export function notifyEnd({ id, title, body }: { id: string; title: string; body: string }): void {
  if (!isBrowserDoor || Notification.permission !== 'granted') return
  const shown = new Notification(title, { body, tag: id })
  shown.addEventListener('click', () => {
    window.focus()
    showView('solve')
  })
}
