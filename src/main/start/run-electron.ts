import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isStale } from '../host/staleness.ts'

const SOURCES = ['src', 'electron.vite.config.ts', 'package-lock.json']

/** Builds main, preload and page where a source is newer than what was built. */
export async function ensureDesktopBuild(root: string, say: (text: string) => void): Promise<void> {
  const built = join(root, 'out/main/main/electron.js')
  if (existsSync(join(root, 'out/renderer/index.html')) && !(await isStale(root, SOURCES, built))) return
  say('Building, a few seconds…')
  const { build } = await import('electron-vite')
  await build({ root, logLevel: 'warn' })
}

/** Runs the desktop app until it is closed. Resolves with its exit code. */
export function runElectron(binary: string, root: string, args: readonly string[]): Promise<number> {
  const child = spawn(binary, [root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      resolve(code ?? 1)
    })
  })
}
