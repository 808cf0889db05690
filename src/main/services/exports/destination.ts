import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { lstat, open, readdir, readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FormatId } from '../../../contract/payloads.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { ExportRequest } from '../../../contract/payloads.ts'
import { projectName } from '../../store/project-folder.ts'

/** Lists every file of an export with its SHA-256, as `sha256sum -c` reads it. By it an earlier export is known as ours. */
export const SUMS_FILE = 'SHA256SUMS'
/** Comment at the end of every zip of ours. */
export const ZIP_COMMENT = 'Pointcheck export'

type Container = ExportRequest['container']

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Whether a folder holds exactly what an export of ours put there, unchanged. */
async function isOurFolder(folder: string): Promise<boolean> {
  const sums = await statOf(join(folder, SUMS_FILE))
  if (!sums?.isFile()) return false
  const listed = new Map(
    (await readFile(join(folder, SUMS_FILE), 'utf8'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).split(sep).join('/')
    if (name === SUMS_FILE) continue
    if (!entry.isFile() || listed.get(name) !== (await sha256Of(path))) return false
  }
  return true
}

/** Whether a file ends as a zip of ours does. */
async function isOurZip(path: string, { size }: Stats): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const tail = Buffer.alloc(Math.min(size, ZIP_COMMENT.length))
    await handle.read(tail, 0, tail.length, size - tail.length)
    return tail.toString('latin1') === ZIP_COMMENT
  } finally {
    await handle.close()
  }
}

/**
 * Checks where an export is to go. Throws `bad-destination` where it cannot go there at all, and `exists` where something
 * stands there that is neither empty nor an untouched earlier export, unless the files are to go among others.
 */
export async function checkDestination(
  destination: string,
  { container, amongOthers }: Pick<ExportRequest, 'container' | 'amongOthers'>,
  projectFolder: string,
): Promise<void> {
  if (!isAbsolute(destination) || destination.includes('\0') || dirname(resolve(destination)) === resolve(destination))
    throw new ContractError('bad-destination', 'Give the full path of a folder or file that is to be made.')
  const path = resolve(destination)
  if (path === projectFolder || path.startsWith(`${projectFolder}${sep}`) || projectFolder.startsWith(`${path}${sep}`))
    throw new ContractError('bad-destination', 'An export cannot be in the folder of the project, nor take its place.')
  const found = await statOf(path)
  if (!found) return
  const exists = (what: string) =>
    new ContractError('exists', `${path} ${what} Choose another place, or remove it first.`)
  if (found.isSymbolicLink())
    throw new ContractError('bad-destination', `${path} is a link. Give the place it leads to.`)
  if (container === 'zip') {
    if (!found.isFile()) throw exists('is not a file.')
    if (!(await isOurZip(path, found))) throw exists('is a file that Pointcheck did not write.')
    return
  }
  if (!found.isDirectory()) throw exists('is not a folder.')
  if (!amongOthers && (await readdir(path)).length > 0 && !(await isOurFolder(path)))
    throw exists('holds something other than an untouched earlier export.')
}

/** A free place beside the project: `exports/NAME-FORMAT`, numbered where that is taken. */
export async function suggestDestination(
  projectFolder: string,
  format: FormatId,
  container: Container,
): Promise<string> {
  const stem = join(dirname(projectFolder), 'exports', `${projectName(projectFolder)}-${format}`)
  for (let number = 1; ; number += 1) {
    const path = `${stem}${number === 1 ? '' : `-${number}`}${container === 'zip' ? '.zip' : ''}`
    if (!(await statOf(path))) return path
  }
}
