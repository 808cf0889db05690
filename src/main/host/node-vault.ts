import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyVault } from '../services/context.ts'
import { createSealedVault } from './sealed-vault.ts'
import { createSessionVault } from './session-vault.ts'

const sealedFile = (dataDir: string): string => join(dataDir, 'keys.sealed')

/** Whether keys were sealed here before. */
export const hasSealedKeys = (dataDir: string): boolean => existsSync(sealedFile(dataDir))

/** The passphrase of the environment. It leaves it at once, so that no child process inherits it. */
export function takePassphrase(environment: Record<string, string | undefined> = process.env): string | undefined {
  const passphrase = environment['POINTCHECK_PASSPHRASE']
  delete environment['POINTCHECK_PASSPHRASE']
  return passphrase || undefined
}

/**
 * The keys of a door that runs under Node: in a file sealed with the passphrase, or, without one, in memory. Rejects as
 * `createSealedVault` does.
 */
export async function createNodeVault(dataDir: string, passphrase: string | undefined): Promise<KeyVault> {
  if (passphrase !== undefined) return createSealedVault(sealedFile(dataDir), passphrase)
  return createSessionVault(
    hasSealedKeys(dataDir)
      ? 'Keys are kept until Pointcheck is closed. The sealed ones need their passphrase in POINTCHECK_PASSPHRASE at the start.'
      : 'Keys are kept until Pointcheck is closed. With a passphrase in POINTCHECK_PASSPHRASE at the start they are kept in a sealed file.',
  )
}
