import type { AppHandlers } from '../../contract/contract.ts'
import type { Saved } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Decision, RevisionHead, UndoLog } from '../../core/revision.ts'
import { undoState, withRevision } from '../../core/revision.ts'
import type { Targets } from '../../core/truth.ts'
import type { Context } from './context.ts'
import { historyOf } from './history.ts'
import { errorPxAtOnce } from './item-error.ts'
import { createLateErrors } from './late-errors.ts'

/** What a revision will hold; `of` names the revision whose content it repeats. */
interface Change extends Pick<RevisionHead, 'kind' | 'what' | 'of'> {
  readonly decision: Decision
}

export interface ReviewService extends Pick<
  AppHandlers,
  'truth.save' | 'truth.undo' | 'truth.redo' | 'truth.restore' | 'revisions.list'
> {
  /** Computes the error of every reviewed item again, after the hit radius changed. Resolves when none is left. */
  readonly refreshErrors: () => Promise<void>
  readonly close: () => void
}

/** Saves what reviewers decide. A reply is given when the revision is on disk; nothing is ever overwritten. */
export function createReviewService(
  context: Pick<Context, 'store' | 'emit' | 'settings' | 'now' | 'log'>,
): ReviewService {
  const { store, emit } = context
  const lateErrors = createLateErrors(context)

  const contentOf = (itemId: string, revision: number): Decision => {
    if (revision === 0) return { targets: [], state: 'unreviewed' }
    const found = store.revisions.get(itemId, revision)
    if (!found) throw new ContractError('not-found', `This item has no revision ${revision}.`)
    return { targets: found.targets, state: found.state }
  }

  const isNow = (itemId: string, revision: number, { state, targets }: Decision): boolean =>
    revision === 0
      ? state === 'unreviewed' && targets.length === 0
      : store.revisions.holds(itemId, revision, { state, targets })

  const append = (itemId: string, base: number, change: (log: UndoLog) => Change): Saved => {
    const saved = store.transact(() => {
      const item = store.items.get(itemId)
      if (!item) throw new ContractError('not-found', 'This item does not exist.')
      if (item.revision !== base) {
        throw new ContractError('conflict', `This item was changed meanwhile: its newest revision is ${item.revision}.`)
      }
      const log = store.revisions.undoLog(itemId)
      const { decision, ...rest } = change(log)
      const { targets, state } = decision
      if (isNow(itemId, base, decision)) return { revision: base, targets, state, history: historyOf(log) }
      const head: RevisionHead = {
        ...rest,
        itemId,
        number: base + 1,
        by: context.settings().reviewer,
        at: context.now(),
        state,
        targetCount: targets.length,
      }
      store.revisions.append(head, targets)
      const error = errorPxAtOnce(context, item, decision)
      if (!error) lateErrors.add(itemId)
      store.items.setTruth(itemId, {
        state,
        revision: head.number,
        targetCount: targets.length,
        errorPx: error?.errorPx,
      })
      return { revision: head.number, targets, state, history: historyOf(withRevision(log, head)) }
    })
    if (saved.revision !== base) emit({ name: 'item.changed', payload: { id: itemId, revision: saved.revision } })
    return saved
  }

  const walk = (kind: 'undo' | 'redo', itemId: string, base: number): Saved =>
    append(itemId, base, (log) => {
      const step = undoState(log)[kind]
      if (!step) throw new ContractError(`nothing-to-${kind}`, `There is nothing to ${kind}.`)
      const what = `${kind === 'undo' ? 'Undid' : 'Redid'}: ${step.what}`
      return { kind, what, of: step.to, decision: contentOf(itemId, step.to) }
    })

  return {
    'truth.save': ({ itemId, base, decision, what }) => {
      checkIds(decision.targets)
      return append(itemId, base, () => ({ kind: 'edit', what, decision }))
    },
    'truth.undo': ({ itemId, base }) => walk('undo', itemId, base),
    'truth.redo': ({ itemId, base }) => walk('redo', itemId, base),
    'truth.restore': ({ itemId, base, revision }) =>
      append(itemId, base, () => ({
        kind: 'restore',
        what: revision === 0 ? 'Restored the empty item' : `Restored revision ${revision}`,
        of: revision,
        decision: contentOf(itemId, revision),
      })),
    'revisions.list': ({ itemId, before, limit }) => store.revisions.list(itemId, { before, limit }),

    refreshErrors: () => lateErrors.addAll(),
    close: () => {
      lateErrors.close()
    },
  }
}

function checkIds(targets: Targets): void {
  if (new Set(targets.map((target) => target.id)).size < targets.length) {
    throw new ContractError('same-target-twice', 'Two targets of this item have the same id.')
  }
}
