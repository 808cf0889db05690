// Plain JavaScript that an old Node can read: it has to explain itself there.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const WANTED = 24
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Imports `entry` in this process where it is Node 24, else runs this very command again under the Node that the dependency `node` brings. */
export async function runUnderNode24(entry) {
  if (Number.parseInt(process.versions.node, 10) >= WANTED) {
    await import(entry)
    return
  }
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const node = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, import.meta.url))
  if (!existsSync(node)) {
    process.stderr.write(
      `Pointcheck needs Node ${WANTED} and this is ${process.version}: run "npm ci" in its folder, which brings one along, and try again.\n`,
    )
    process.exitCode = 2
    return
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`Pointcheck could not start ${node}: ${error.message}\n`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => {
    for (const each of SIGNALS) process.removeAllListeners(each)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code ?? 1
  })
}
