import { describeChange } from '../../core/describe-change.ts'
import type { ReviewState } from '../../core/item.ts'
import type { Decision } from '../../core/revision.ts'
import type { Target, Targets } from '../../core/truth.ts'

const sameTarget = (a: Target, b: Target): boolean =>
  a === b ||
  (a.id === b.id &&
    a.x === b.x &&
    a.y === b.y &&
    a.label === b.label &&
    a.required === b.required &&
    JSON.stringify(a.region) === JSON.stringify(b.region))

const sameTargets = (a: Targets, b: Targets): boolean =>
  a === b || (a.length === b.length && a.every((target, index) => sameTarget(target, b[index] as Target)))

/** Whether two decisions say the same of the same targets in the same order. */
export const sameDecision = (a: Decision, b: Decision): boolean =>
  a.state === b.state && sameTargets(a.targets, b.targets)

function stateWords(before: Decision, after: Decision): string {
  if (before.state === after.state) return ''
  const words: Record<ReviewState, string> = {
    reviewed: after.targets.length === 0 ? 'Verified as empty' : 'Accepted',
    flagged: 'Flagged',
    unreviewed: before.state === 'flagged' ? 'Took the flag away' : 'Opened for review again',
  }
  return words[after.state]
}

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** What turned one decision into another, in words for a revision: "Moved 3 by +4.0, −2.5", "Accepted, removed 2". */
export function describeDecision(before: Decision, after: Decision): string {
  const state = stateWords(before, after)
  if (sameTargets(before.targets, after.targets)) return state === '' ? 'No change' : state
  const targets = describeChange(before.targets, after.targets)
  return state === '' ? targets : `${state}, ${lowered(targets)}`
}
