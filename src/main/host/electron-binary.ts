import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The Electron binary that is there, or undefined. `ELECTRON_PATH` names another one. */
export function electronBinary(root: string): string | undefined {
  const own = process.env['ELECTRON_PATH']
  if (own) return existsSync(own) ? own : undefined
  const folder = join(root, 'node_modules/electron')
  const name = join(folder, 'path.txt')
  if (!existsSync(name)) return undefined
  const binary = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(name, 'utf8').trim(),
  )
  return existsSync(binary) ? binary : undefined
}
