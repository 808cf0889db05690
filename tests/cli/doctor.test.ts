import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from './run-cli.ts'

test('on this machine nothing is broken, and every check has words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-doctor-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const { code, events } = await runCli(
    ['doctor', '--json', '--project', join(folder, 'p.pointcheck')],
    join(folder, 'home'),
  )
  expect(events.filter(({ state }) => state === 'broken')).toEqual([])
  expect(events.map(({ check }) => check)).toEqual([
    'versions',
    'data folder',
    'store',
    'decoders',
    'desktop window',
    'browser tests',
    'project',
  ])
  expect(events.every(({ words }) => typeof words === 'string' && words !== '')).toBe(true)
  expect(code).toBe(0)
})
