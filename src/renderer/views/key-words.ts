import type { SolverInfo } from '../../contract/payloads.ts'
import { withoutName } from './failure-words.ts'

type Key = SolverInfo['key']

/** Why a solver cannot be asked because of its key, to follow its name; undefined where it can. */
export function keyTrouble(key: Key): string | undefined {
  if (key.kind === 'missing') return 'needs a key'
  return key.kind === 'other-origin' ? `has a key for ${key.origin} only` : undefined
}

/** Why a solver cannot be asked now, to follow its name; undefined where it can. */
export const solverTrouble = ({ solver, key, hold }: SolverInfo): string | undefined =>
  keyTrouble(key) ?? (hold && `is on hold. ${withoutName(hold.reason, solver)}`)
