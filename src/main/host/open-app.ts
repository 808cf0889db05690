import { resolve } from 'node:path'
import { type App, type AppOptions, createApp } from '../app.ts'
import type { Log } from '../services/context.ts'
import { ownVersion, resourcesDir } from './checkout.ts'
import { dataFolder, privateFolder } from './data-folder.ts'
import { spawnNodeDecoder } from '../images/spawn-node-decoder.ts'
import { createNodeVault, takePassphrase } from './node-vault.ts'

/**
 * Builds the app for a door that runs under Node: decoding in forked processes, keys in a file sealed with the passphrase given here or
 * in POINTCHECK_PASSPHRASE, else for this session only. `project` is made where it is missing; `dataDir` is the folder of projects and
 * settings, and keys stay in the user's own. Rejects with a ContractError where project or keys cannot be opened.
 */
export async function openApp(options: {
  project?: string | undefined
  dataDir?: string
  passphrase?: string | undefined
  log: Log
}): Promise<App> {
  const own = privateFolder(dataFolder())
  const appOptions: AppOptions = {
    version: ownVersion(),
    dataDir: options.dataDir ?? own,
    resourcesDir,
    spawnDecoder: spawnNodeDecoder,
    keys: await createNodeVault(own, options.passphrase ?? takePassphrase()),
    log: options.log,
    ...(options.project === undefined ? {} : { projectPath: resolve(options.project) }),
  }
  return createApp(appOptions)
}
