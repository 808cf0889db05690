import { contract } from '../../contract/contract.ts'
import { createClient } from '../../contract/rpc.ts'
import type { App } from '../app.ts'
import { type ExitCode, exitCode, type Output } from '../host/output.ts'
import { askedToEnd } from '../host/asked-to-end.ts'
import { dataFolder, privateFolder } from '../host/data-folder.ts'
import { hasDisplay } from '../host/display.ts'
import { type BrowserDoor, type Page, serve } from '../serve.ts'
import type { Log } from '../services/context.ts'
import { openBrowser } from './open-browser.ts'

/** Everything acknowledged is on disk already; a stop that takes longer than this is cut short, milliseconds. */
const STOP_MS = 2_500

/**
 * Runs the browser door until the process is told to end: prints the link, opens a browser where one can be shown,
 * then closes door and app and says where the project is.
 */
export async function runBrowserDoor(options: {
  app: App
  page: Page
  port: number
  open: boolean
  log: Log
  output: Output
}): Promise<ExitCode> {
  const { app, page, port, log, output } = options
  const ended = askedToEnd()
  let door: BrowserDoor
  try {
    door = await serve({ app, page, port, log })
  } catch (error) {
    await app.close()
    throw new Error(`Port ${port} cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  output.event({ event: 'listening', url: door.link })
  output.say(`Pointcheck is at ${door.link}`)
  const { readOnly } = (await createClient(contract, { send: app.dispatch })['app.info']({})).project
  if (readOnly !== undefined) output.note(`This project can only be read. ${readOnly}`)
  output.note('The link opens this project to whoever has it. Ctrl+C ends.')

  let removeFile: (() => void) | undefined
  if (options.open && hasDisplay()) {
    removeFile = openBrowser(door.newOneTimeLink(), privateFolder(dataFolder()), (reason) => {
      output.note(`No browser could be opened (${reason}). Open the address above yourself.`)
    })
  }

  await ended
  removeFile?.()
  const { project } = await createClient(contract, { send: app.dispatch })['app.info']({})
  const timer = setTimeout(() => {
    log('error', 'Closing took too long and was cut short. What was saved is on disk.')
    process.exit(exitCode.failed)
  }, STOP_MS)
  await door.close()
  await app.close()
  clearTimeout(timer)
  output.event({ event: 'closed', project: project.path })
  output.say(`Everything is stored in ${project.path}`)
  return exitCode.done
}
