import { randomUUID } from 'node:crypto'
import { readFile as readFileWithCallback } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** Makes a quarter of the objects that the one of `fs/promises` does, which shows where thousands of pictures are sent. */
const readFile = promisify(readFileWithCallback)

/** Files that are written once and whole, in sub-folders by the first two characters of their name. Private to the user. */
export interface BlobFolder {
  read(name: string): Promise<Uint8Array | undefined>
  /** After this the file is there whole, or as it was before. Replaces what was there. */
  write(name: string, bytes: Uint8Array): Promise<void>
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function flushFolder(path: string): Promise<void> {
  // Windows has no folder handles to flush; its rename is journalled.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** `durable` makes a write survive a power loss; a cache does without, because it can be made again. */
export function createBlobFolder(root: string, durable: boolean): BlobFolder {
  const pathOf = (name: string) => join(root, name.slice(0, 2), name)
  return {
    read: async (name) => {
      try {
        return await readFile(pathOf(name))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    write: async (name, bytes) => {
      const path = pathOf(name)
      const part = `${path}.${randomUUID()}.part`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        const file = await open(part, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          if (durable) await file.sync()
        } finally {
          await file.close()
        }
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      if (durable) await flushFolder(dirname(path))
    },
  }
}
