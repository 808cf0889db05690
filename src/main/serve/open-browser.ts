import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ONE_TIME_CODE_MS } from './session.ts'

/** The system's way to open a file in the browser. */
function openerOf(platform: NodeJS.Platform): readonly [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}

/**
 * Opens `link` in the user's browser through a file that only the user can read: a command line is visible to every
 * user of the machine, and the link holds a code. Returns a function that removes the file, which is also done after
 * a minute. `onFailure` hears of a system that could not open it.
 */
export function openBrowser(link: string, folder: string, onFailure: (reason: string) => void): () => void {
  const file = join(folder, `open-${randomUUID()}.html`)
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${link}"><title>Pointcheck</title>`
  writeFileSync(file, page, { flag: 'wx', mode: 0o600 })
  const remove = (): void => {
    rmSync(file, { force: true })
  }
  const timer = setTimeout(remove, ONE_TIME_CODE_MS)
  timer.unref()

  const [command, ...args] = openerOf(process.platform)
  const child = spawn(command, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true })
  child.on('error', (error) => {
    onFailure(error.message)
  })
  child.on('exit', (code) => {
    if (code) onFailure(`${command} ended with ${code}`)
  })
  child.unref()
  return () => {
    clearTimeout(timer)
    remove()
  }
}
