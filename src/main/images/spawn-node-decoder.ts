import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SpawnDecoder } from './decoder.ts'

/** Heap of a child, MB. Pixels live outside it and are watched by the child itself. */
const HEAP = 256

const fileOf = (work: string): string =>
  fileURLToPath(new URL(`../workers/${work}${extname(import.meta.filename)}`, import.meta.url))

/** Variables that the system itself needs to load libraries; nothing else of ours reaches a decoder. */
export function decoderEnvironment(): Record<string, string> {
  const { SystemRoot, TEMP, TMPDIR } = process.env
  return { ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }), ...(TMPDIR && { TMPDIR }) }
}

/** Starts a decoder child under the Node that runs this. */
export const spawnNodeDecoder: SpawnDecoder = (work = 'decode') => {
  const child = fork(fileOf(work), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP}`],
    env: decoderEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exitListeners: ((code: number | null) => void)[] = []
  let exited = false
  const exit = (code: number | null) => {
    if (exited) return
    exited = true
    for (const listener of exitListeners) listener(code)
  }
  child.once('exit', exit)
  // A process that could not be started, or that died between two messages, has no use any more.
  child.on('error', () => {
    child.kill('SIGKILL')
    exit(null)
  })
  return {
    pid: child.pid,
    send: (message) => {
      child.send(message as object)
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      exitListeners.push(listener)
    },
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
