import { checkoutRoot } from '../host/checkout.ts'
import { ensureRenderer } from '../host/renderer-build.ts'
import { createStderrLog } from '../host/stderr-log.ts'
import { loadStaticFiles } from '../host/static-files.ts'
import { runBrowserDoor } from '../serve/run-browser-door.ts'
import { wholeNumber } from './check-arguments.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { createOutput } from '../host/output.ts'

export const serveCommand = command({
  name: 'serve',
  description: 'Show the app in a browser on this machine',
  args: {
    ...commonArguments,
    port: { type: 'string', default: '0', description: 'Port on 127.0.0.1; 0: one that the system chooses' },
    open: {
      type: 'boolean',
      default: true,
      description: 'Open a browser',
      negativeDescription: 'Only print the address',
    },
  },
  run: async (args) => {
    const output = createOutput(args.json ?? false)
    const port = wholeNumber('port', args.port, 0, 65_535)
    const folder = await ensureRenderer(checkoutRoot, output.note)
    const files = await loadStaticFiles(folder)
    const log = createStderrLog()
    const { openApp } = await import('../host/open-app.ts')
    const app = await openApp({ project: args.project, log })
    return runBrowserDoor({ app, page: { kind: 'built', files }, port, open: args.open, log, output })
  },
})
