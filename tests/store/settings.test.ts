import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AppEvent } from '../../src/contract/contract.ts'
import { Settings } from '../../src/contract/payloads.ts'
import { createSettingsService } from '../../src/main/services/settings.ts'
import { temporaryFolder } from './support.ts'

function settingsIn(dataDir: string) {
  const sent: AppEvent[] = []
  const logged: string[] = []
  const service = createSettingsService({
    dataDir,
    emit: (event) => {
      sent.push(event)
    },
    now: () => 1_234,
    log: (_level, message) => {
      logged.push(message)
    },
  })
  return { service, sent, logged }
}

test('settings outlive a restart, for their owner alone', async () => {
  const dataDir = temporaryFolder()
  const { service, sent } = settingsIn(dataDir)
  const next: Settings = { ...service.current(), theme: 'dark', hitRadius: { unit: 'px', value: 12 } }
  expect(await service['settings.set'](next)).toEqual(next)
  expect(sent).toEqual([{ name: 'settings.changed', payload: next }])
  expect(readdirSync(dataDir)).toEqual(['settings.json'])
  expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600)
  expect(await settingsIn(dataDir).service['settings.get']({})).toEqual(next)
})

test('what an older file does not name takes its default', () => {
  const dataDir = temporaryFolder()
  writeFileSync(join(dataDir, 'settings.json'), '{"theme":"light"}')
  expect(settingsIn(dataDir).service.current()).toEqual({ ...Settings.parse({}), theme: 'light' })
})

test.each(['', 'no JSON', '{"theme":"purple"}'])('a damaged file (%j) is kept aside and said so', (text) => {
  const dataDir = temporaryFolder()
  const path = join(dataDir, 'settings.json')
  writeFileSync(path, text)
  const { service, logged } = settingsIn(dataDir)
  expect(service.current()).toEqual(Settings.parse({}))
  expect(readFileSync(`${path}.damaged-1234`, 'utf8')).toBe(text)
  expect(logged).toHaveLength(1)
  expect(settingsIn(dataDir).logged).toEqual([])
})
