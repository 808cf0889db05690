import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contract } from '../../src/contract/contract.ts'
import { createClient } from '../../src/contract/rpc.ts'
import { createApp } from '../../src/main/app.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { createProject } from '../../src/main/store/project-folder.ts'
import { temporaryFolder } from '../store/support.ts'

/** A data folder whose last project has a database that is none. */
function brokenLast() {
  const dataDir = temporaryFolder()
  const path = join(dataDir, 'projects', 'Broken.pointcheck')
  mkdirSync(join(dataDir, 'projects'))
  createProject(path)
  writeFileSync(join(path, 'project.db'), 'no database')
  writeFileSync(join(dataDir, 'last-project'), path)
  return { dataDir, path }
}

const start = (dataDir: string, logged: string[], projectPath?: string) =>
  createApp({
    version: '1',
    dataDir,
    ...(projectPath !== undefined && { projectPath }),
    resourcesDir: join(import.meta.dirname, '../../resources'),
    spawnDecoder: spawnNodeDecoder,
    keys: createSessionVault(),
    log: (level, message) => logged.push(`${level}: ${message}`),
  })

test('a last project that cannot be opened does not keep the app from starting', async () => {
  const { dataDir, path } = brokenLast()
  const logged: string[] = []
  const app = await start(dataDir, logged)
  onTestFinished(() => app.close())
  const client = createClient(contract, { send: app.dispatch })
  expect((await client['app.info']({})).project.isSamples).toBe(true)
  expect(logged).toEqual([expect.stringContaining(path)])
  await expect(client['projects.open']({ path })).rejects.toMatchObject({ code: 'damaged' })
})

test('a project that was asked for is opened or refused, and nothing else is opened in its place', async () => {
  const { dataDir, path } = brokenLast()
  await expect(start(dataDir, [], path)).rejects.toMatchObject({ code: 'damaged' })
})
