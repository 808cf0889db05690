import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type AppClient, contract } from '../../src/contract/contract.ts'
import { createClient } from '../../src/contract/rpc.ts'
import { type App, createApp } from '../../src/main/app.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { type Door, openDesktop, openHttp, openInProcess } from './doors.ts'

vi.mock('electron', () => import('./fake-bridge.ts'))

/*
 * The same sentences over every transport: whoever is behind a door must not be able to tell which one it is.
 */
describe.each([
  ['in process', openInProcess],
  ['HTTP and WebSocket', openHttp],
  ['preload, IPC and scheme', openDesktop],
])('%s', (_name, open) => {
  let folder: string
  let app: App
  let door: Door
  let client: AppClient
  const broken: unknown[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pointcheck-hosts-'))
    app = await createApp({
      version: '0.0.0',
      dataDir: folder,
      projectPath: join(folder, 'doors.pointcheck'),
      resourcesDir: folder,
      spawnDecoder: spawnNodeDecoder,
      keys: createSessionVault(),
      log: (level, message, error) => {
        if (level === 'error') broken.push([message, error])
      },
    })
    door = await open(app)
    client = createClient(contract, door)
  })
  afterAll(async () => {
    await door.close()
    await app.close()
    rmSync(folder, { recursive: true })
  })

  /** Resolves with the first event of that name from now on. */
  const next = (name: string) =>
    new Promise<unknown>((resolve) => {
      const stop = door.listen((event) => {
        if (event.name !== name) return
        stop()
        resolve(event.payload)
      })
    })

  /** Adds one picture through the byte door and returns its item. */
  async function addPicture(name: string, colour: string): Promise<{ id: string; imageHash: string }> {
    const bytes = await sharp({ create: { width: 8, height: 6, channels: 3, background: colour } })
      .png()
      .toBuffer()
    const { jobId } = await client['imports.begin']({ total: 1, instruction: 'Click on it' })
    expect(await door.upload(jobId, name, bytes)).toEqual({ ok: true, value: {} })
    await client['imports.finish']({ jobId })
    const { itemIds, problems } = await client['jobs.get']({ id: jobId })
    expect(problems).toEqual([])
    const { item } = await client['items.get']({ id: itemIds[0] ?? '' })
    return { id: item.id, imageHash: item.image.hash }
  }

  test('says whose project is open', async () => {
    expect(await client['app.info']({})).toMatchObject({
      version: '0.0.0',
      project: { name: 'doors', isSamples: false },
      natives: { dialogs: false, dropPaths: false },
    })
  })

  test('a method that does not exist, and input that does not fit, are answers with a code', async () => {
    expect(await door.send('items.steal', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
    expect(await door.send('items.get', { id: 7 })).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    await expect(client['items.get']({ id: 'none' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(client['dialogs.openProject']({})).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('E03 hostile input is refused and changes nothing', async () => {
    const before = await client['settings.get']({})
    const hostile = [
      '{"__proto__":{"theme":"dark"},"theme":"purple"}',
      '[]',
      '"x"',
      'null',
      '{"theme":{"a":[[[[[1]]]]]}}',
    ]
    for (const text of hostile) {
      expect(await door.send('settings.set', JSON.parse(text))).toMatchObject({
        ok: false,
        error: { code: 'bad-input' },
      })
    }
    expect(await client['settings.get']({})).toEqual(before)
    expect(({} as { theme?: string }).theme).toBeUndefined()
  })

  test('an event is heard by whoever listens, with its whole payload', async () => {
    const heard = next('settings.changed')
    const settings = await client['settings.set']({ theme: 'dark', reviewer: 'Ä. Reviewer' })
    expect(await heard).toEqual(settings)
  })

  test('bytes come in, and the upright copy and its thumbnail go out', async () => {
    const { imageHash } = await addPicture('ein bild & mehr.png', '#c33')
    const full = await door.picture(imageHash, 'full')
    expect(full?.contentType).toMatch(/^image\/(png|jpeg)$/)
    const { width, height } = await sharp(full?.bytes).metadata()
    expect({ width, height }).toEqual({ width: 8, height: 6 })
    expect((await door.picture(imageHash, 'thumb'))?.bytes.length).toBeGreaterThan(0)
    expect(await door.picture('0'.repeat(64), 'full')).toBeUndefined()
  })

  test('bytes for an import that nobody began are refused with a code', async () => {
    expect(await door.upload('none', 'a.png', new Uint8Array(3))).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  })

  test('saving twice from the same revision is a conflict', async () => {
    const { id } = await addPicture('conflict.png', '#3c3')
    const target = { id: 't', x: 1.25, y: 2.5, label: 'é', required: true }
    const save = async () =>
      client['truth.save']({ itemId: id, base: 0, decision: { targets: [target], state: 'reviewed' }, what: 'Added 1' })
    const changed = next('item.changed')
    expect(await save()).toMatchObject({ revision: 1, targets: [target], state: 'reviewed' })
    expect(await changed).toEqual({ id, revision: 1 })
    await expect(save()).rejects.toMatchObject({ code: 'conflict' })
    const { item, targets } = await client['items.get']({ id })
    expect([item.revision, targets]).toEqual([1, [target]])
  })

  test('nothing of this was an error of ours', () => {
    expect(broken).toEqual([])
  })
})
