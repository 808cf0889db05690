import type { SolverInfo } from '../../contract/payloads.ts'

type Key = SolverInfo['key']

/** Why a solver cannot be asked because of its key, to follow its name; undefined where it can. */
function keyTrouble(key: Key): string | undefined {
  if (key.kind === 'missing') return 'needs a key'
  return key.kind === 'other-origin' ? `has a key for ${key.origin} only` : undefined
}

/** Why a solver cannot be asked now, to follow its name; undefined where it can. */
export const solverTrouble = ({ key, hold }: Pick<SolverInfo, 'key' | 'hold'>): string | undefined =>
  keyTrouble(key) ?? (hold && `is on hold. ${hold.reason}`)

/** What is known of a key, for a cell. */
export function shortKeyWords(key: Key): string {
  if (key.kind === 'present') return `••••${key.lastFour}${key.kept === 'session' ? ', this session' : ''}`
  return key.kind === 'other-origin' ? `for ${key.origin}` : key.kind.replace('-', ' ')
}

/** What is known of a key, in a sentence. */
export function longKeyWords(key: Key): string {
  if (key.kind === 'not-needed') return 'No key is needed.'
  if (key.kind === 'missing') return 'No key is stored.'
  if (key.kind === 'other-origin')
    return `The stored key was entered for ${key.origin}. Enter it again for this address.`
  return `A key ending in ${key.lastFour} is stored ${key.kept === 'keyring' ? 'in the keyring' : 'for this session only'}.`
}
