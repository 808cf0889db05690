import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKeyringVault, type Keyring } from '../../src/main/electron/keyring-vault.ts'

const KEY = 'canary-key-1234'
const ORIGIN = 'https://api.example.test'
let folder: string
let file: string
const warnings: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointcheck-keys-'))
  file = join(folder, 'keys.json')
  warnings.length = 0
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

type Backend = ReturnType<Keyring['getSelectedStorageBackend']>

const turn = (text: string) => text.split('').toReversed().join('')

/** A keyring that turns text round and marks it with its own name. */
function keyring(backend: Backend, changes: Partial<Keyring> = {}): Keyring {
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(`${backend}:${turn(text)}`),
    decryptStringAsync: async (bytes) => {
      const [name, text = ''] = bytes.toString().split(':')
      if (name !== backend) throw new Error('This keyring did not encrypt it.')
      return { result: turn(text), shouldReEncrypt: false }
    },
    ...changes,
  }
}

const open = async (ring: Keyring, platform: NodeJS.Platform = 'linux') =>
  createKeyringVault({ keyring: ring, file, platform, log: (_level, message) => warnings.push(message) })
const fileText = () => readFileSync(file, 'utf8')
const hasFile = () => statSync(file, { throwIfNoEntry: false }) !== undefined

test('a key outlives the session, encrypted, in a file of its user only', async () => {
  const vault = await open(keyring('gnome_libsecret'))
  expect(await vault.set('s', ORIGIN, KEY)).toBe('keyring')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(fileText()).not.toContain(KEY)
  expect(JSON.parse(fileText())).toMatchObject({ s: { backend: 'gnome_libsecret', origin: ORIGIN, lastFour: '1234' } })

  const again = await open(keyring('gnome_libsecret'))
  expect(again.peek('s')).toEqual({ origin: ORIGIN, lastFour: '1234', kept: 'keyring' })
  expect(await again.get('s')).toEqual({ origin: ORIGIN, key: KEY })
  await again.remove('s')
  expect([await again.get('s'), again.peek('s')]).toEqual([undefined, undefined])
  expect(JSON.parse(fileText())).toEqual({})
})

test.each([
  ['basic_text', keyring('basic_text')],
  ['unknown', keyring('unknown')],
  ['unavailable', keyring('kwallet6', { isAsyncEncryptionAvailable: async () => false })],
  ['broken', keyring('kwallet6', { isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')) })],
])('K02 a keyring that protects nothing (%s) keeps keys for the session only', async (_name, ring) => {
  const vault = await open(ring)
  expect(await vault.set('s', ORIGIN, KEY)).toBe('session')
  expect(await vault.get('s')).toEqual({ origin: ORIGIN, key: KEY })
  expect(vault.peek('s')).toMatchObject({ kept: 'session' })
  expect(vault.description).toMatch(/until Pointcheck is closed/)
  expect(hasFile()).toBe(false)
  expect(await (await open(ring)).get('s')).toBeUndefined()
})

test('K02 a keyring that fails while encrypting keeps the key for the session and says so', async () => {
  const vault = await open(keyring('kwallet6', { encryptStringAsync: () => Promise.reject(new Error('locked')) }))
  expect(await vault.set('s', ORIGIN, KEY)).toBe('session')
  expect(await vault.get('s')).toEqual({ origin: ORIGIN, key: KEY })
  expect(hasFile()).toBe(false)
  expect(warnings).toHaveLength(1)
})

test('K02 what the keyring wants encrypted anew is', async () => {
  await (await open(keyring('kwallet6'))).set('s', ORIGIN, KEY)
  const before = fileText()
  const ring = keyring('kwallet6')
  const rotated: Keyring = {
    ...ring,
    decryptStringAsync: async (bytes) => ({ ...(await ring.decryptStringAsync(bytes)), shouldReEncrypt: true }),
    encryptStringAsync: async (text) => Buffer.from(`kwallet6:${turn(text)}:anew`),
  }
  expect(await (await open(rotated)).get('s')).toEqual({ origin: ORIGIN, key: KEY })
  expect(fileText()).not.toBe(before)
})

test('K03 another keyring than last time: the key is asked for again and the old one is left', async () => {
  await (await open(keyring('gnome_libsecret'))).set('s', ORIGIN, KEY)
  const before = fileText()
  const other = await open(keyring('kwallet6'))
  expect([await other.get('s'), other.peek('s')]).toEqual([undefined, undefined])
  expect(fileText()).toBe(before)
  expect(await (await open(keyring('gnome_libsecret'))).get('s')).toEqual({ origin: ORIGIN, key: KEY })
})

test('K03 damaged ciphertext: the key is asked for again and nothing is overwritten', async () => {
  await (await open(keyring('kwallet6'))).set('s', ORIGIN, KEY)
  const entries = JSON.parse(fileText()) as Record<string, { ciphertext: string }>
  writeFileSync(file, JSON.stringify({ s: { ...entries['s'], ciphertext: 'AAAA' } }))
  const before = fileText()
  const vault = await open(keyring('kwallet6'))
  expect(await vault.get('s')).toBeUndefined()
  expect(vault.peek('s')).toBeUndefined()
  expect(fileText()).toBe(before)
  expect(await vault.set('s', ORIGIN, 'another-key-9876')).toBe('keyring')
  expect(await vault.get('s')).toEqual({ origin: ORIGIN, key: 'another-key-9876' })
})

test.each(['', '{', '[]', '{"s":{"backend":1}}'])('K03 a damaged file (%s) is left as it is', async (text) => {
  writeFileSync(file, text)
  const vault = await open(keyring('kwallet6'))
  expect(await vault.set('s', ORIGIN, KEY)).toBe('session')
  expect(fileText()).toBe(text)
  expect(warnings).toHaveLength(1)
})

test('other systems name their keyring themselves', async () => {
  const vault = await open(keyring('unknown'), 'darwin')
  expect(await vault.set('s', ORIGIN, KEY)).toBe('keyring')
  expect(JSON.parse(fileText())).toMatchObject({ s: { backend: 'keychain' } })
})
