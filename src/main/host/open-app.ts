import { resolve } from 'node:path'
import { type App, type AppOptions, createApp } from '../app.ts'
import type { Log } from '../services/context.ts'
import { ownVersion, resourcesDir } from './checkout.ts'
import { dataFolder, privateFolder } from './data-folder.ts'
import { spawnNodeDecoder } from '../images/spawn-node-decoder.ts'
import { createSessionVault } from './session-vault.ts'

/**
 * Builds the app for a door that runs under Node: decoding in forked processes, keys for this session only.
 * `project` is made where it is missing. Rejects with a ContractError where it cannot be opened.
 */
export async function openApp(options: { project?: string | undefined; dataDir?: string; log: Log }): Promise<App> {
  const appOptions: AppOptions = {
    version: ownVersion(),
    dataDir: options.dataDir ?? privateFolder(dataFolder()),
    resourcesDir,
    spawnDecoder: spawnNodeDecoder,
    keys: createSessionVault(),
    log: options.log,
    ...(options.project === undefined ? {} : { projectPath: resolve(options.project) }),
  }
  return createApp(appOptions)
}
