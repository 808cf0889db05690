import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Time of the newest change in a file or folder, milliseconds since 1970; 0 where there is none. Tests do not count. */
async function newestChange(path: string): Promise<number> {
  if (!existsSync(path)) return 0
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const times = await Promise.all(
    (await readdir(path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  )
  return Math.max(0, ...times)
}

/** Whether `built` is missing or older than one of its sources. Sources are relative to `root`. */
export async function isStale(root: string, sources: readonly string[], built: string): Promise<boolean> {
  const time = await newestChange(built)
  const times = await Promise.all(sources.map(async (path) => newestChange(join(root, path))))
  return time === 0 || Math.max(...times) > time
}
