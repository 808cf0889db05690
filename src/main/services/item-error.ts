import type { Settings } from '../../contract/payloads.ts'
import type { Answer } from '../../core/answer.ts'
import type { Image, Item } from '../../core/item.ts'
import type { Decision } from '../../core/revision.ts'
import { hitRadiusPx, itemErrorPx } from '../../core/scoring.ts'
import type { Context } from './context.ts'

/** Points, of the truth and of the answers together, up to which they are matched while a save waits: about a millisecond. */
const AT_ONCE = 60
/** Points up to which they are matched at all in this process: tens of milliseconds in a dense scene. */
const MOST_POINTS = 2_000

/** The answers that count: the newest of each solver. `answers` are oldest first. */
const newestOfEach = (answers: readonly Answer[]): Answer[] => [
  ...new Map(answers.map((answer) => [answer.solverId, answer])).values(),
]

/** Undefined where there are more than `most` points. */
function errorPxUpTo(
  most: number,
  decision: Decision,
  image: Image,
  answers: readonly Answer[],
  settings: Settings,
): { readonly errorPx: number | undefined } | undefined {
  const counted = newestOfEach(answers)
  const points = counted.reduce((sum, answer) => sum + answer.points.length, decision.targets.length)
  if (points > most) return undefined
  return { errorPx: itemErrorPx(decision.targets, counted, hitRadiusPx(settings.hitRadius, image)) }
}

type Parts = Pick<Context, 'store' | 'settings'>

/**
 * The error of an item for the queue, pixels: mean over the newest answer of each solver. Undefined until the item is
 * reviewed, and where nothing was hit. Nothing is returned where there is too much to match while a save waits.
 */
export function errorPxAtOnce(
  { store, settings }: Parts,
  item: Item,
  decision: Decision,
): { readonly errorPx: number | undefined } | undefined {
  if (decision.state !== 'reviewed') return { errorPx: undefined }
  if (decision.targets.length > AT_ONCE) return undefined
  return errorPxUpTo(AT_ONCE, decision, item.image, store.answers.ofItem(item.id), settings())
}

/**
 * The error of an item for the queue, pixels, over these answers, oldest first, instead of the stored ones; undefined where it is
 * not known, and for sets too large to match in this process.
 */
export function errorPxOver({ store, settings }: Parts, item: Item, answers: readonly Answer[]): number | undefined {
  const revision = item.state === 'reviewed' ? store.revisions.latest(item.id) : undefined
  return revision && errorPxUpTo(MOST_POINTS, revision, item.image, answers, settings())?.errorPx
}

/** Computes the error of one item again. Call it in the transaction that changed its answers. */
export function refreshErrorPx(parts: Parts, itemId: string): void {
  const { items, answers } = parts.store
  const item = items.get(itemId)
  if (item?.state !== 'reviewed') return
  items.setErrorPx(itemId, errorPxOver(parts, item, answers.ofItem(itemId)))
}
