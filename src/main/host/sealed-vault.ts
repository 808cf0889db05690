import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { KeyVault } from '../services/context.ts'
import { replacePrivateFile } from './replace-file.ts'
import { createSeal } from './seal.ts'

const Keys = z.record(z.string(), z.object({ origin: z.string(), key: z.string() }))
type Keys = z.infer<typeof Keys>

/** The text of a file, or undefined where there is none. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Keeps keys in `file`, sealed as a whole with a passphrase: for doors where the system offers no keyring. The file is made with the
 * first key. Rejects with `wrong-passphrase` or `damaged-keys`; the file is then left as it is.
 */
export async function createSealedVault(file: string, passphrase: string): Promise<KeyVault> {
  const seal = createSeal(passphrase)
  const load = async (): Promise<Keys> => {
    const text = readText(file)
    return text === undefined ? {} : Keys.parse(JSON.parse(await seal.open(text)))
  }
  let keys = await load()
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other, each on what the file holds by then: another Pointcheck may have added to it. */
  const change = (apply: (held: Keys) => Keys): Promise<void> => {
    const before = last
    const work = async (): Promise<void> => {
      await Promise.allSettled([before])
      const next = apply(await load())
      const sealed = await seal.seal(JSON.stringify(next))
      replacePrivateFile(file, sealed)
      keys = next
    }
    const changed = work()
    last = changed
    return changed
  }

  return {
    description: 'Keys are kept in a file sealed with your passphrase.',
    get: (solverId) => Promise.resolve(keys[solverId]),
    set: async (solverId, origin, key) => {
      await change((held) => ({ ...held, [solverId]: { origin, key } }))
      return 'sealed-file'
    },
    peek: (solverId) => {
      const kept = keys[solverId]
      return kept && { origin: kept.origin, lastFour: kept.key.slice(-4), kept: 'sealed-file' }
    },
    remove: async (solverId) => {
      if (!Object.hasOwn(keys, solverId)) return
      await change((held) => Object.fromEntries(Object.entries(held).filter(([id]) => id !== solverId)))
    },
  }
}
