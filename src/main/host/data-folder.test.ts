import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolder, privateFolder } from './data-folder.ts'

test.each([
  [{ POINTCHECK_HOME: '/own' }, 'linux', '/own'],
  [{ XDG_DATA_HOME: '/xdg' }, 'linux', '/xdg/pointcheck'],
  [{ XDG_DATA_HOME: '' }, 'linux', '/people/x/.local/share/pointcheck'],
  [{}, 'darwin', '/people/x/Library/Application Support/Pointcheck'],
] as const)('%j on %s', (environment, platform, folder) => {
  expect(dataFolder(environment, platform, '/people/x')).toBe(folder)
})

test('K07 the folder is closed to other users, whatever the umask and whoever made it', () => {
  const parent = mkdtempSync(join(tmpdir(), 'pointcheck-data-'))
  const umask = process.umask(0)
  onTestFinished(() => {
    process.umask(umask)
    rmSync(parent, { recursive: true })
  })
  const folder = join(parent, 'a/b')
  expect(statSync(privateFolder(folder)).mode & 0o777).toBe(0o700)
  chmodSync(folder, 0o777)
  expect(statSync(privateFolder(folder)).mode & 0o777).toBe(0o700)
})
