import type { SafeStorage } from 'electron'
import type { KeyVault, Log } from '../services/context.ts'
import { createSessionVault } from '../host/session-vault.ts'
import { readKeyFile, writeKeyFile } from './key-file.ts'

/** What of Electron's `safeStorage` is used. */
export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** Names that stand for no protection at all: the password of `basic_text` is the same on every machine. */
const WITHOUT_PROTECTION: ReadonlySet<string> = new Set(['basic_text', 'unknown'])

/** The system's keyring by name, or undefined where there is none that protects. */
async function backendOf(keyring: Keyring, platform: NodeJS.Platform, log: Log): Promise<string | undefined> {
  try {
    if (!(await keyring.isAsyncEncryptionAvailable())) return undefined
    if (platform !== 'linux') return platform === 'darwin' ? 'keychain' : 'dpapi'
    const name = keyring.getSelectedStorageBackend()
    return WITHOUT_PROTECTION.has(name) ? undefined : name
  } catch (error) {
    log('warn', 'The keyring of the system cannot be used', error)
    return undefined
  }
}

/**
 * Keeps keys encrypted by the system's keyring in `file`, beside the name of the keyring and the origin a key was
 * entered for; without a keyring that protects, for this session only. What cannot be decrypted (another keyring,
 * damage, a copy from another machine) has to be entered again, and is left as it is until then.
 */
export async function createKeyringVault(options: {
  keyring: Keyring
  file: string
  platform: NodeJS.Platform
  log: Log
}): Promise<KeyVault> {
  const { keyring, file, platform, log } = options
  const session = createSessionVault()
  const backend = await backendOf(keyring, platform, log)
  const kept = backend === undefined ? undefined : readKeyFile(file, log)
  if (backend === undefined || kept === undefined) return session

  const entries = new Map(Object.entries(kept))
  const locked = new Set<string>()
  const save = (): void => {
    writeKeyFile(file, Object.fromEntries(entries))
  }
  const usable = (solverId: string) => {
    const entry = entries.get(solverId)
    return entry && entry.backend === backend && !locked.has(solverId) ? entry : undefined
  }

  return {
    description: `Keys are kept encrypted by the keyring of the system (${backend}).`,
    get: async (solverId) => {
      const held = await session.get(solverId)
      const entry = usable(solverId)
      if (held || !entry) return held
      try {
        const { result, shouldReEncrypt } = await keyring.decryptStringAsync(Buffer.from(entry.ciphertext, 'base64'))
        if (shouldReEncrypt) {
          entries.set(solverId, { ...entry, ciphertext: (await keyring.encryptStringAsync(result)).toString('base64') })
          save()
        }
        return { origin: entry.origin, key: result }
      } catch (error) {
        // Left as it is: the keyring may be locked for now, and the key is asked for again meanwhile.
        locked.add(solverId)
        log('warn', 'A stored key could not be decrypted and has to be entered again', error)
        return undefined
      }
    },
    set: async (solverId, origin, key) => {
      try {
        const ciphertext = (await keyring.encryptStringAsync(key)).toString('base64')
        entries.set(solverId, { backend, origin, lastFour: key.slice(-4), ciphertext })
        save()
      } catch (error) {
        log('warn', 'The key could not be stored and is kept for this session', error)
        return session.set(solverId, origin, key)
      }
      locked.delete(solverId)
      await session.remove(solverId)
      return 'keyring'
    },
    peek: (solverId) => {
      const entry = usable(solverId)
      return session.peek(solverId) ?? (entry && { origin: entry.origin, lastFour: entry.lastFour, kept: 'keyring' })
    },
    remove: async (solverId) => {
      await session.remove(solverId)
      if (entries.delete(solverId)) save()
    },
  }
}
