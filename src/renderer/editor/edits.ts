import type { ImagePoint } from '../../core/geometry.ts'
import type { ReviewState } from '../../core/item.ts'
import type { Decision } from '../../core/revision.ts'
import type { Targets } from '../../core/truth.ts'
import * as truth from '../../core/truth.ts'

/**
 * A change as a function of the decision, so that it can be shown at once, kept while a save fails, and applied again
 * on top of another reviewer's work. It names targets by id and says where things end up, never by how much: applying
 * one twice gives what applying it once gives, because a save whose reply was lost is sent again.
 */
export type Edit = (decision: Decision) => Decision

const onTargets =
  (change: (targets: Targets) => Targets): Edit =>
  (decision) => ({ ...decision, targets: change(decision.targets) })

/** Adds a target behind the others, unless it is there already. */
export const addTarget = (added: Targets[number]): Edit =>
  onTargets((targets) => (targets.some((target) => target.id === added.id) ? targets : truth.addTarget(targets, added)))

/** Adds targets behind the others, without those that are there already. */
export const addTargets = (added: Targets): Edit =>
  onTargets((targets) => {
    const known = new Set(targets.map(({ id }) => id))
    return [...targets, ...added.filter(({ id }) => !known.has(id))]
  })

/** Puts targets, by id, at points of the image frame. */
export const placeTargets = (places: ReadonlyMap<string, ImagePoint>): Edit =>
  onTargets((targets) => truth.placeTargets(targets, places))

export const removeTargets = (ids: ReadonlySet<string>): Edit =>
  onTargets((targets) => truth.removeTargets(targets, ids))

/** Gives targets a label; '' takes it away. */
export const relabel = (ids: ReadonlySet<string>, label: string): Edit =>
  onTargets((targets) => truth.relabel(targets, ids, label))

export const setRequired = (ids: ReadonlySet<string>, required: boolean): Edit =>
  onTargets((targets) => truth.setRequired(targets, ids, required))

/** Makes the given targets the whole truth, as "use this answer" does. */
export const replaceTargets = (targets: Targets): Edit => onTargets(() => targets)

/** Decides about the item; the targets stay as they are. */
export const setState =
  (state: ReviewState): Edit =>
  (decision) => ({ ...decision, state })

/** Verified empty: there is nothing to click, and a person said so. */
export const verifyEmpty: Edit = () => ({ targets: [], state: 'reviewed' })
