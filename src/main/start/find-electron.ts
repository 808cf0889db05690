import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { lookup } from 'node:dns/promises'
import { join } from 'node:path'
import { electronBinary } from '../host/electron-binary.ts'

/** How long the download may take before the browser is used instead, milliseconds. */
const DOWNLOAD_MS = 180_000
/** How long the name of its host may take to be found, milliseconds. */
const LOOKUP_MS = 3_000

/** Whether the place from which Electron's installer downloads can be found at all. A mirror or a proxy is taken at its word. */
async function isNetworkLikely(): Promise<boolean> {
  const elsewhere = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy']
  if (elsewhere.some((name) => process.env[name])) return true
  const late = new Promise<false>((resolve) => {
    setTimeout(resolve, LOOKUP_MS, false).unref()
  })
  const found = lookup('github.com').then(
    () => true,
    () => false,
  )
  return Promise.race([found, late])
}

/** Runs Electron's own installer, which fetches the binary on first use. Resolves whether it succeeded in time. */
function runInstaller(root: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: DOWNLOAD_MS,
    })
    child.on('error', () => {
      resolve(false)
    })
    child.on('exit', (code) => {
      resolve(code === 0)
    })
  })
}

/** The binary, fetched first where it is missing and a network is there; or, in words, why there is none. */
export async function findElectron(
  root: string,
  say: (text: string) => void,
): Promise<{ readonly binary: string } | { readonly reason: string }> {
  const present = electronBinary(root)
  if (present !== undefined) return { binary: present }
  if (!existsSync(join(root, 'node_modules/electron/install.js'))) return { reason: 'Electron is not installed' }
  if (!(await isNetworkLikely()))
    return { reason: "Electron's program is not here and there is no network to fetch it" }
  say("Fetching Electron's program, once. After three minutes without it the browser is used instead.")
  await runInstaller(root)
  const fetched = electronBinary(root)
  return fetched === undefined ? { reason: "Electron's program could not be fetched" } : { binary: fetched }
}
