import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where settings and projects live: `POINTCHECK_HOME`, or the place that the platform keeps for such data. */
export function dataFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const own = environment['POINTCHECK_HOME']
  if (own) return own
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Pointcheck')
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Pointcheck')
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'pointcheck')
}

/** Makes the folder where it is missing; no other user may look inside. Returns it. */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  // A folder that was there, or a permissive umask, may have left it open.
  chmodSync(path, 0o700)
  return path
}
