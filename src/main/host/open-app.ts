import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type App, type AppOptions, createApp } from '../app.ts'
import type { Log } from '../services/context.ts'
import { resourcesDir } from './checkout.ts'
import { dataFolder, privateFolder } from './data-folder.ts'
import { spawnNodeDecoder } from '../images/spawn-node-decoder.ts'
import { createSessionVault } from './session-vault.ts'

/**
 * Where `--project DIR` leads: an existing project, or a folder in which one may be made, which is one that does not
 * exist or is named `….pointcheck`. Throws for another folder, so that a project never lands among somebody's files.
 */
export function projectPath(folder: string): string {
  const path = resolve(folder)
  if (existsSync(path) && !path.endsWith('.pointcheck') && !existsSync(join(path, 'project.db'))) {
    throw new Error(
      `${path} is a folder without a project. Name one that ends in .pointcheck, or that does not exist yet.`,
    )
  }
  return path
}

/** Builds the app for a door that runs under Node: decoding in forked processes, keys for this session only. */
export async function openApp(options: { project?: string | undefined; dataDir?: string; log: Log }): Promise<App> {
  const appOptions: AppOptions = {
    dataDir: options.dataDir ?? privateFolder(dataFolder()),
    resourcesDir,
    spawnDecoder: spawnNodeDecoder,
    keys: createSessionVault(),
    log: options.log,
    ...(options.project === undefined ? {} : { projectPath: projectPath(options.project) }),
  }
  return createApp(appOptions)
}
