import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, isAbsolute, sep } from 'node:path'
import type { Problem } from '../../contract/payloads.ts'

/** Deepest folder that is looked into, and most files of one import. */
const MAX_DEPTH = 100
const MAX_FILES = 200_000

interface FoundFile {
  /** Bytes, because a name on disk need not be text. */
  readonly path: Buffer
  /** Folder-relative, with `/`, for people. */
  readonly name: string
  /** Asked for by its own name, not found in a folder. */
  readonly named: boolean
}

export interface Found {
  readonly files: readonly FoundFile[]
  readonly problems: readonly Problem[]
  /** Links, pipes, devices and sockets inside folders: never followed or opened. */
  readonly skipped: number
  /** Set where there was more than one import takes. */
  readonly note?: string
}

const byName = new Intl.Collator('en', { numeric: true })
const separator = Buffer.from(sep)
const DOT = 0x2e

const unreadable = (name: string, error: unknown): Problem => ({
  name,
  reason: `It cannot be opened (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}).`,
  remedy: 'Check that it is still there and that you may read it.',
})

/**
 * The files that paths name and that the folders among them hold, in the order of their names. Written by hand because
 * `readdir` with `recursive` follows links to folders. Hidden files are left out unless they are named. Stops early on `signal`.
 */
export async function findFiles(paths: readonly string[], signal: AbortSignal): Promise<Found> {
  const files: FoundFile[] = []
  const problems: Problem[] = []
  let skipped = 0
  let tooMany = false
  let tooDeep = false

  const look = async (folder: Buffer, name: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) {
      tooDeep = true
      return
    }
    let entries: Dirent<Buffer>[]
    try {
      entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
    } catch (error) {
      problems.push(unreadable(name, error))
      return
    }
    const visible = entries
      .filter((entry) => entry.name[0] !== DOT)
      .map((entry) => ({ entry, label: `${name}/${entry.name.toString()}` }))
      .sort((a, b) => byName.compare(a.label, b.label))
    for (const { entry, label } of visible) {
      if (signal.aborted) return
      const path = Buffer.concat([folder, separator, entry.name])
      if (entry.isDirectory()) await look(path, label, depth + 1)
      else if (!entry.isFile()) skipped += 1
      else if (files.length < MAX_FILES) files.push({ path, name: label, named: false })
      else tooMany = true
    }
  }

  for (const path of paths) {
    const name = basename(path)
    const bytes = Buffer.from(path)
    if (!isAbsolute(path)) {
      problems.push({ name, reason: 'It is not a full path.', remedy: 'Give the path from the root of the disk.' })
      continue
    }
    try {
      const status = await lstat(path)
      if (status.isDirectory()) await look(bytes, name, 1)
      else if (status.isFile()) files.push({ path: bytes, name, named: true })
      else
        problems.push({
          name,
          reason: status.isSymbolicLink() ? 'It is a link.' : 'It is not an ordinary file.',
          remedy: 'Add the picture itself.',
        })
    } catch (error) {
      problems.push(unreadable(name, error))
    }
  }
  const limits = [
    ...(tooMany ? [`Only the first ${MAX_FILES.toLocaleString('en')} files were looked at.`] : []),
    ...(tooDeep ? [`Folders more than ${MAX_DEPTH} levels deep were left out.`] : []),
  ]
  return { files, problems, skipped, ...(limits.length > 0 && { note: limits.join(' ') }) }
}
