import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of package.json: the doors that run from the source find what they need there. */
export const checkoutRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** Sample images and whatever else is shipped as it is. */
export const resourcesDir = join(checkoutRoot, 'resources')

/** Version of this copy of Pointcheck. */
export function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(join(checkoutRoot, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
