import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNodeVault, takePassphrase } from '../../src/main/host/node-vault.ts'
import { createSealedVault } from '../../src/main/host/sealed-vault.ts'

const KEY = 'canary-key-1234'
const ORIGIN = 'https://api.example.test'
const PASSPHRASE = 'correct horse, battery'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointcheck-sealed-'))
  file = join(folder, 'keys.sealed')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a key outlives the session in a file of its user only, and nothing of it can be read there', async () => {
  const vault = await createSealedVault(file, PASSPHRASE)
  expect(await vault.set('s', ORIGIN, KEY)).toBe('sealed-file')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  for (const part of [KEY, ORIGIN, PASSPHRASE, '1234', Buffer.from(KEY).toString('base64')])
    expect(text).not.toContain(part)

  const again = await createSealedVault(file, PASSPHRASE)
  expect(await again.get('s')).toEqual({ origin: ORIGIN, key: KEY })
  expect(again.peek('s')).toEqual({ origin: ORIGIN, lastFour: '1234', kept: 'sealed-file' })
  await again.remove('s')
  expect(await again.get('s')).toBeUndefined()
  expect(await (await createSealedVault(file, PASSPHRASE)).get('s')).toBeUndefined()
})

test('another passphrase opens nothing and leaves the file as it is', async () => {
  await (await createSealedVault(file, PASSPHRASE)).set('s', ORIGIN, KEY)
  const before = readFileSync(file)
  await expect(createSealedVault(file, 'another')).rejects.toMatchObject({ code: 'wrong-passphrase' })
  expect(readFileSync(file)).toEqual(before)
})

test.each([
  [
    'a bit of the ciphertext',
    (sealed: { sealed: string }) => ({ ...sealed, sealed: `A${sealed.sealed.slice(1)}` }),
    'wrong-passphrase',
  ],
  ['its end', (sealed: { sealed: string }) => ({ ...sealed, sealed: sealed.sealed.slice(0, 8) }), 'wrong-passphrase'],
  [
    'the cost of the passphrase',
    (sealed: { kdf: object }) => ({ ...sealed, kdf: { ...sealed.kdf, N: 2 ** 40 } }),
    'damaged-keys',
  ],
  [
    'the cost of the passphrase to one that scrypt does not take',
    (sealed: { kdf: object }) => ({ ...sealed, kdf: { ...sealed.kdf, N: 1_000 } }),
    'damaged-keys',
  ],
  ['the nonce', (sealed: object) => ({ ...sealed, nonce: '' }), 'wrong-passphrase'],
  ['everything', () => 'keys', 'damaged-keys'],
] as const)('where %s was changed it is refused and left', async (_, change, code) => {
  await (await createSealedVault(file, PASSPHRASE)).set('s', ORIGIN, `${KEY}-long-enough`)
  const sealed = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string; kdf: object }
  writeFileSync(file, JSON.stringify(change({ ...sealed, sealed: sealed.sealed.replace(/^A/, 'B') })))
  const changed = readFileSync(file)
  await expect(createSealedVault(file, PASSPHRASE)).rejects.toMatchObject({ code })
  expect(readFileSync(file)).toEqual(changed)
})

test('two at work on one file lose none of their keys', async () => {
  const [one, two] = [await createSealedVault(file, PASSPHRASE), await createSealedVault(file, PASSPHRASE)]
  await one.set('a', ORIGIN, 'key-a')
  await Promise.all([two.set('b', ORIGIN, 'key-b'), two.set('c', ORIGIN, 'key-c')])
  const kept = await createSealedVault(file, PASSPHRASE)
  expect([await kept.get('a'), await kept.get('b'), await kept.get('c')].map((entry) => entry?.key)).toEqual([
    'key-a',
    'key-b',
    'key-c',
  ])
})

test('the passphrase leaves the environment, and without one keys stay in memory', async () => {
  const environment: Record<string, string | undefined> = { POINTCHECK_PASSPHRASE: PASSPHRASE }
  expect(takePassphrase(environment)).toBe(PASSPHRASE)
  expect(environment).toEqual({})
  const vault = await createNodeVault(folder, takePassphrase(environment))
  expect(await vault.set('s', ORIGIN, KEY)).toBe('session')
  expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined()
})
