import type { BlobFolder } from './blob-folder.ts'
import type { Encoded } from './decode-job.ts'

const endsOf = {
  jpeg: { start: [0xff, 0xd8, 0xff], end: [0xff, 0xd9] },
  png: { start: [0x89, 0x50, 0x4e, 0x47], end: [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82] },
} as const

/**
 * Which of our two formats a cached file has, or undefined where it is not whole:
 * the cache is not flushed to disk, so after a power loss a file may be empty or full of zeros.
 */
function formatOf(bytes: Uint8Array): Encoded['format'] | undefined {
  for (const format of ['jpeg', 'png'] as const) {
    const { start, end } = endsOf[format]
    const from = bytes.length - end.length
    if (start.every((byte, at) => bytes[at] === byte) && end.every((byte, at) => bytes[from + at] === byte))
      return format
  }
  return undefined
}

export interface CachedPicture {
  readonly bytes: Uint8Array
  readonly format: Encoded['format']
}

/** Copies that can be made again, at most once at a time each. */
export interface PictureCache {
  /** The cached copy, or the one that `make` makes. Whatever is asked for meanwhile under the same name gets the same. */
  get(name: string, make: () => Promise<CachedPicture>): Promise<CachedPicture>
  put(name: string, bytes: Uint8Array): Promise<void>
}

/** `warn` hears of a copy that could not be kept: the picture is shown all the same, and made again next time. */
export function createPictureCache(folder: BlobFolder, warn: (message: string, error: unknown) => void): PictureCache {
  const running = new Map<string, Promise<CachedPicture>>()

  const put = async (name: string, bytes: Uint8Array) => {
    try {
      await folder.write(name, bytes)
    } catch (error) {
      warn('A picture could not be kept in the cache.', error)
    }
  }

  const find = async (name: string, make: () => Promise<CachedPicture>): Promise<CachedPicture> => {
    const bytes = await folder.read(name)
    const format = bytes && formatOf(bytes)
    if (format) return { bytes, format }
    const made = await make()
    await put(name, made.bytes)
    return made
  }

  return {
    put,
    get: (name, make) => {
      const known = running.get(name)
      if (known) return known
      const found = find(name, make).finally(() => running.delete(name))
      running.set(name, found)
      return found
    },
  }
}
