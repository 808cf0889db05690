import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { syncFolder } from '../../store/durable-file.ts'

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw error
    },
  )

/** A name beside `path` that is free: `a.json.old`, then `a.json.old-2` and so on. */
async function freeNameOf(path: string): Promise<string> {
  let free = `${path}.old`
  for (let number = 2; await exists(free); number += 1) free = `${path}.old-${number}`
  return free
}

/**
 * Moves finished files, on the same disk, into a folder that may hold other files. What stands there under the same name
 * with other content is kept beside it as `NAME.old`. `onKept` hears the new name of each such file.
 */
export async function placeAmongOthers(from: string, into: string, onKept: (path: string) => void): Promise<void> {
  await mkdir(into, { recursive: true })
  const folders = new Set([into])
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(into, relative(from, source))
    if (await exists(target)) {
      if ((await readFile(target)).equals(await readFile(source))) continue
      const old = await freeNameOf(target)
      await rename(target, old)
      onKept(old)
    }
    await mkdir(dirname(target), { recursive: true })
    await rename(source, target)
    folders.add(dirname(target))
  }
  for (const folder of folders) syncFolder(folder)
  await rm(from, { recursive: true })
}
