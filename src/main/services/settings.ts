import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { AppEvent, AppHandlers } from '../../contract/contract.ts'
import { Settings } from '../../contract/payloads.ts'
import { replaceFile } from '../store/durable-file.ts'
import type { Log } from './context.ts'

export interface SettingsService extends Pick<AppHandlers, 'settings.get' | 'settings.set'> {
  readonly current: () => Settings
}

/**
 * The settings of this user, in `settings.json` of the data folder. A file that cannot be read is kept beside it
 * and the defaults apply; what is missing in it, for example after an upgrade, takes its default.
 */
export function createSettingsService(parts: {
  readonly dataDir: string
  readonly emit: (event: AppEvent) => void
  readonly now: () => number
  readonly log: Log
}): SettingsService {
  const path = join(parts.dataDir, 'settings.json')
  let settings = existsSync(path) ? read(path, parts) : Settings.parse({})
  return {
    current: () => settings,
    'settings.get': () => settings,
    'settings.set': (next) => {
      replaceFile(path, `${JSON.stringify(next, undefined, 2)}\n`)
      settings = next
      parts.emit({ name: 'settings.changed', payload: next })
      return next
    },
  }
}

function read(path: string, { now, log }: { readonly now: () => number; readonly log: Log }): Settings {
  try {
    return Settings.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const kept = `${path}.damaged-${now()}`
    renameSync(path, kept)
    log('warn', `The settings could not be read and start from their defaults. The old file is kept as ${kept}.`, error)
    return Settings.parse({})
  }
}
