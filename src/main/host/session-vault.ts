import type { KeyVault } from '../services/context.ts'

/** Keeps keys in this process's memory only: what every door has where the system offers no keyring. */
export function createSessionVault(description = 'Keys are kept until Pointcheck is closed.'): KeyVault {
  const keys = new Map<string, { readonly origin: string; readonly key: string }>()
  return {
    description,
    get: (solverId) => Promise.resolve(keys.get(solverId)),
    set: (solverId, origin, key) => {
      keys.set(solverId, { origin, key })
      return Promise.resolve('session')
    },
    peek: (solverId) => {
      const kept = keys.get(solverId)
      return kept && { origin: kept.origin, lastFour: kept.key.slice(-4), kept: 'session' }
    },
    remove: (solverId) => {
      keys.delete(solverId)
      return Promise.resolve()
    },
  }
}
