import type { Settings } from '../../contract/payloads.ts'
import type { Answer } from '../../core/answer.ts'
import type { Image } from '../../core/item.ts'
import type { Decision } from '../../core/revision.ts'
import { hitRadiusPx, itemErrorPx } from '../../core/scoring.ts'
import type { Context } from './context.ts'

/** Points, of truth and answers together, up to which matching stays within a few frames while an item is saved. */
const MOST_POINTS = 4_000

/** The answers that count: the newest of each solver. `answers` are oldest first. */
const newestOfEach = (answers: readonly Answer[]): Answer[] => [
  ...new Map(answers.map((answer) => [answer.solverId, answer])).values(),
]

/**
 * The error of an item for the queue, pixels: mean over the newest answer of each solver. Undefined until the item is
 * reviewed, where nothing was hit, and for sets too large to match while somebody waits.
 */
export function errorPxOf(
  decision: Decision,
  image: Image,
  answers: readonly Answer[],
  settings: Settings,
): number | undefined {
  if (decision.state !== 'reviewed') return undefined
  const counted = newestOfEach(answers)
  const points = counted.reduce((sum, answer) => sum + answer.points.length, decision.targets.length)
  return points > MOST_POINTS
    ? undefined
    : itemErrorPx(decision.targets, counted, hitRadiusPx(settings.hitRadius, image))
}

/** Computes the error of one item again. Call it in the transaction that changed its answers. */
export function refreshErrorPx({ store, settings }: Pick<Context, 'store' | 'settings'>, itemId: string): void {
  const item = store.items.get(itemId)
  const revision = item?.state === 'reviewed' ? store.revisions.latest(itemId) : undefined
  if (!item || !revision) return
  store.items.setErrorPx(itemId, errorPxOf(revision, item.image, store.answers.ofItem(itemId), settings()))
}
