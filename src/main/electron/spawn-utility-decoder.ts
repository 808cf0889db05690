import { join } from 'node:path'
import type { utilityProcess } from 'electron'
import type { SpawnDecoder } from '../images/decoder.ts'
import { decoderEnvironment } from '../images/spawn-node-decoder.ts'

/** Heap of a child, MB. Pixels live outside it and are watched by the child itself. */
const HEAP = 256

/** Starts decoder children as Electron's utility processes. `folder` holds the built workers. */
export function createUtilitySpawner(processes: Pick<typeof utilityProcess, 'fork'>, folder: string): SpawnDecoder {
  return (work = 'decode') => {
    const child = processes.fork(join(folder, `${work}.js`), [], {
      serviceName: 'Pointcheck decoder',
      stdio: 'ignore',
      execArgv: [`--max-old-space-size=${HEAP}`],
      env: decoderEnvironment(),
    })
    return {
      pid: child.pid,
      send: (message) => {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
        child.postMessage(message)
      },
      onMessage: (listener) => {
        child.on('message', listener)
      },
      onExit: (listener) => {
        child.once('exit', listener)
      },
      kill: () => {
        child.kill()
      },
    }
  }
}
