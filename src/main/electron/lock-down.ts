import type { Session, WebContents } from 'electron'

/** The only permission of the web platform that the window needs: copying text. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Denies every permission but the table's, every device and every capture of the screen. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(GRANTED.has(permission))
  })
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer({})
  })
}

const prevent = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}

/** The window shows one page for all its life: it goes nowhere, opens nothing and embeds nothing. */
export function denyNavigation(contents: WebContents): void {
  contents.on('will-navigate', prevent)
  contents.on('will-redirect', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-attach-webview', prevent)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
