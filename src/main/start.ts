import { checkoutRoot } from './host/checkout.ts'
import { hasDisplay } from './host/display.ts'
import { openApp } from './host/open-app.ts'
import { createOutput } from './host/output.ts'
import { ensureRenderer } from './host/renderer-build.ts'
import { createStderrLog } from './host/stderr-log.ts'
import { runBrowserDoor } from './serve/run-browser-door.ts'
import { loadStaticFiles } from './host/static-files.ts'
import { findElectron } from './start/find-electron.ts'
import { ensureDesktopBuild, runElectron } from './start/run-electron.ts'

/** What `npm start` runs: the desktop app, or where it cannot run, the same app in a browser. */
const output = createOutput(false)

/** Electron's program, or why the browser has to do. */
async function desktop(): Promise<{ readonly binary: string } | { readonly reason: string }> {
  if (!hasDisplay()) return { reason: 'there is no display' }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { reason: 'Electron keeps its sandbox only for an ordinary user, and this is root' }
  }
  return findElectron(checkoutRoot, output.note)
}

async function browser(): Promise<number> {
  const files = await loadStaticFiles(await ensureRenderer(checkoutRoot, output.note))
  const log = createStderrLog()
  const app = await openApp({ log })
  return runBrowserDoor({ app, page: { kind: 'built', files }, port: 0, open: true, log, output })
}

const found = await desktop()
if ('binary' in found) {
  await ensureDesktopBuild(checkoutRoot, output.note)
  process.exitCode = await runElectron(found.binary, checkoutRoot, process.argv.slice(2))
} else {
  output.note(`The desktop window cannot be shown because ${found.reason}; this is the same app in a browser.`)
  process.exitCode = await browser()
}
