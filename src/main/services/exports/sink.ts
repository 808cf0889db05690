import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { syncFolder } from '../../store/durable-file.ts'
import { ZIP_COMMENT } from './destination.ts'

/** Where the files of an export go. Nothing stands at the destination before `commit`, and nothing is left after `discard`. */
export interface Sink {
  /** Writes one file. `path` is relative, with `/`, and made of safe names. */
  write(path: string, content: AsyncIterable<Uint8Array>): Promise<void>
  /** Puts what was written in the place of the destination, on disk when this resolves. */
  commit(): Promise<void>
  discard(): Promise<void>
}

/** The last moment at which a zip does not depend on the clock; in local time, because zip has no time zone. */
const ZIP_TIME = new Date(1980, 0, 1)
const SYNC_LANES = 8
/** Already compressed: not worth another try. */
const COMPRESSED = /\.(?:png|jpg|webp|gif)$/

/** A hidden name beside the destination, on the same disk so that a rename is all it takes. */
const besideOf = (destination: string, id: string, kind: string): string =>
  join(dirname(destination), `.${basename(destination).slice(0, 100)}.${id}.${kind}`)

/** Swaps a folder that was written for what stands there; puts the old back where that fails. */
async function putInPlace(part: string, destination: string, id: string): Promise<void> {
  const old = besideOf(destination, id, 'old')
  let hadOld = true
  try {
    await rename(destination, old)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    hadOld = false
  }
  try {
    await rename(part, destination)
  } catch (error) {
    if (hadOld) await rename(old, destination)
    throw error
  }
  syncFolder(dirname(destination))
  if (hadOld) await rm(old, { recursive: true })
}

/** Folders that were made for the destination, from the outermost; they go again if nothing comes of it. */
async function makeParents(destination: string): Promise<() => Promise<void>> {
  const parent = dirname(destination)
  const first = await mkdir(parent, { recursive: true })
  return async () => {
    if (first === undefined) return
    for (let folder = parent; folder.length >= first.length; folder = dirname(folder)) {
      if ((await readdir(folder)).length > 0) return
      await rmdir(folder)
    }
  }
}

/** Brings files to the disk. All at the end and several at once: the disk then does many with one effort. */
async function syncFiles(paths: readonly string[]): Promise<void> {
  const left = paths.values()
  const lane = async () => {
    for (const path of left) {
      const file = await open(path, 'r+')
      await file.sync().finally(() => file.close())
    }
  }
  await Promise.all(Array.from({ length: SYNC_LANES }, lane))
}

/**
 * Writes into a folder. `id` makes the temporary name unique; `place` puts the finished folder where it belongs, by
 * default in the place of the destination.
 */
export async function openFolderSink(
  destination: string,
  id: string,
  place: (part: string) => Promise<void> = async (part) => putInPlace(part, destination, id),
): Promise<Sink> {
  const removeParents = await makeParents(destination)
  const part = besideOf(destination, id, 'part')
  await mkdir(part)
  const folders = new Set([part])
  const files: string[] = []
  return {
    write: async (path, content) => {
      const target = join(part, path)
      const folder = dirname(target)
      if (!folders.has(folder)) await mkdir(folder, { recursive: true })
      folders.add(folder)
      const file = await open(target, 'wx')
      try {
        for await (const bytes of content) await file.writeFile(bytes)
      } finally {
        await file.close()
      }
      files.push(target)
    },
    commit: async () => {
      await syncFiles(files)
      for (const folder of folders) syncFolder(folder)
      await place(part)
    },
    discard: async () => {
      await rm(part, { recursive: true, force: true })
      await removeParents()
    },
  }
}

/** Writes one zip file. Same content, same bytes: times and modes are fixed. */
export async function openZipSink(destination: string, id: string): Promise<Sink> {
  const removeParents = await makeParents(destination)
  const part = besideOf(destination, id, 'part')
  const zip = new ZipFile()
  const output = createWriteStream(part, { flags: 'wx', flush: true })
  const failed = Promise.withResolvers<never>()
  zip.on('error', failed.reject)
  const written = pipeline(zip.outputStream, output)
  written.catch(failed.reject)
  // Somebody may be waiting for neither when a stream fails; `write` and `commit` report it.
  failed.promise.catch(() => undefined)
  return {
    write: async (path, content) => {
      const input = Readable.from(content, { objectMode: false })
      zip.addReadStream(input, path, {
        mtime: ZIP_TIME,
        forceDosTimestamp: true,
        mode: 0o100644,
        compress: !COMPRESSED.test(path),
      })
      await Promise.race([finished(input), failed.promise])
    },
    commit: async () => {
      zip.end({ comment: ZIP_COMMENT, forceZip64Format: false })
      await Promise.race([written, failed.promise])
      // Unlike a folder, a file takes the place of another in one step: there is never none.
      await rename(part, destination)
      syncFolder(dirname(destination))
    },
    discard: async () => {
      output.destroy()
      if (!output.closed) await once(output, 'close')
      await rm(part, { force: true })
      await removeParents()
    },
  }
}
