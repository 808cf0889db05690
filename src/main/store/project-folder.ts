import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Access } from './database.ts'
import { createDatabase, openDatabase } from './database.ts'
import { syncFolder } from './durable-file.ts'
import { createEmptyFile, takeLock } from './lock.ts'
import type { Store } from './store.ts'
import { createStore } from './store.ts'
import { StoreError } from './store-error.ts'

export const PROJECT_SUFFIX = '.pointcheck'

const databaseOf = (folder: string): string => join(folder, 'project.db')

/** The name of a project is that of its folder. */
export const projectName = (folder: string): string => basename(resolve(folder), PROJECT_SUFFIX)

/** Whether a folder looks like a project; opening may still refuse it. */
export const isProject = (folder: string): boolean => existsSync(databaseOf(folder))

/**
 * Makes a project folder that nobody but its owner can look into. It appears under its name when it is complete.
 * Throws `exists` where the name is taken by anything but an empty folder.
 */
export function createProject(folder: string): void {
  const target = resolve(folder)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const unfinished = mkdtempSync(join(dirname(target), '.new-project-'))
  try {
    for (const name of ['images', 'cache']) mkdirSync(join(unfinished, name), { mode: 0o700 })
    createEmptyFile(databaseOf(unfinished))
    createDatabase(databaseOf(unfinished))
    syncFolder(unfinished)
    putInPlace(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    throw error
  }
  syncFolder(dirname(target))
}

function putInPlace(unfinished: string, target: string): void {
  try {
    renameSync(unfinished, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    throw new StoreError('exists', `${target} exists and is not an empty folder.`, { cause: error })
  }
}

/**
 * Opens a project for writing, or for reading where another Pointcheck writes it or the disk does not allow it:
 * `readOnly` of the store then says why. Throws `not-a-project`, `from-the-future`, `damaged`, `in-use`, `not-writable`, `unsafe-database`.
 */
export function openProject(given: string): Store {
  if (!isProject(given)) throw new StoreError('not-a-project', `${given} is not a Pointcheck project.`)
  const folder = realpathSync(given)
  const path = databaseOf(folder)
  if (!mayWrite(folder) || !mayWrite(path)) {
    return open(folder, 'read-unwritable', 'The folder of this project cannot be written.')
  }
  const lock = takeLock(join(folder, 'lock'))
  if (!lock) return open(folder, 'read', 'Another Pointcheck has this project open.')
  try {
    return open(folder, 'write', undefined, lock.release)
  } catch (error) {
    lock.release()
    throw error
  }
}

function open(folder: string, access: Access, readOnly?: string, onClose?: () => void): Store {
  return createStore(openDatabase(databaseOf(folder), access), { folder, readOnly, onClose })
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return false
    throw error
  }
}
