import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AppHandlers } from '../../contract/contract.ts'
import type { Saved } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Decision, RevisionHead } from '../../core/revision.ts'
import { undoState } from '../../core/revision.ts'
import type { Targets } from '../../core/truth.ts'
import type { Context } from './context.ts'
import { historyOf } from './history.ts'
import { errorPxOf, refreshErrorPx } from './item-error.ts'

/** Items whose error is computed again in one transaction; the window is served between two. */
const REFRESHED_AT_ONCE = 50

/** What a revision will hold; `of` names the revision whose content it repeats. */
interface Change extends Pick<RevisionHead, 'kind' | 'what' | 'of'> {
  readonly decision: Decision
}

export interface ReviewService extends Pick<
  AppHandlers,
  'truth.save' | 'truth.undo' | 'truth.redo' | 'truth.restore' | 'revisions.list'
> {
  /** Computes the error of every reviewed item again, after the hit radius changed. A newer call, or `close`, ends it. */
  refreshErrors(): Promise<void>
  close(): void
}

/** Saves what reviewers decide. A reply is given when the revision is on disk; nothing is ever overwritten. */
export function createReviewService(context: Pick<Context, 'store' | 'emit' | 'settings' | 'now'>): ReviewService {
  const { store, emit } = context
  let refresh = 0

  const contentOf = (itemId: string, revision: number): Decision => {
    if (revision === 0) return { targets: [], state: 'unreviewed' }
    const found = store.revisions.get(itemId, revision)
    if (!found) throw new ContractError('not-found', `This item has no revision ${revision}.`)
    return { targets: found.targets, state: found.state }
  }

  const append = (itemId: string, base: number, change: (heads: readonly RevisionHead[]) => Change): Saved => {
    const saved = store.transact(() => {
      const item = store.items.get(itemId)
      if (!item) throw new ContractError('not-found', 'This item does not exist.')
      if (item.revision !== base) {
        throw new ContractError('conflict', `This item was changed meanwhile: its newest revision is ${item.revision}.`)
      }
      const heads = store.revisions.heads(itemId)
      const { decision, ...rest } = change(heads)
      const { targets, state } = decision
      if (isSame(decision, contentOf(itemId, base)))
        return { revision: base, targets, state, history: historyOf(heads) }
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
      const errorPx = errorPxOf(decision, item.image, store.answers.ofItem(itemId), context.settings())
      store.items.setTruth(itemId, { state, revision: head.number, targetCount: targets.length, errorPx })
      return { revision: head.number, targets, state, history: historyOf([...heads, head]) }
    })
    if (saved.revision !== base) emit({ name: 'item.changed', payload: { id: itemId, revision: saved.revision } })
    return saved
  }

  const walk = (kind: 'undo' | 'redo', itemId: string, base: number): Saved =>
    append(itemId, base, (heads) => {
      const step = undoState(heads)[kind]
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

    refreshErrors: async () => {
      const run = (refresh += 1)
      if (store.readOnly !== undefined) return
      const ids = store.items.idsOf({ state: 'reviewed', answered: true })
      for (let done = 0; done < ids.length; done += REFRESHED_AT_ONCE) {
        store.transact(() => {
          for (const id of ids.slice(done, done + REFRESHED_AT_ONCE)) refreshErrorPx(context, id)
        })
        await nextTurn()
        if (run !== refresh) return
      }
      if (ids.length > 0) emit({ name: 'items.changed', payload: {} })
    },
    close: () => {
      refresh += 1
    },
  }
}

/** Both came through the contract, which writes the keys of a target in one order. */
const isSame = (a: Decision, b: Decision): boolean =>
  a.state === b.state &&
  a.targets.length === b.targets.length &&
  JSON.stringify(a.targets) === JSON.stringify(b.targets)

function checkIds(targets: Targets): void {
  if (new Set(targets.map((target) => target.id)).size < targets.length) {
    throw new ContractError('same-target-twice', 'Two targets of this item have the same id.')
  }
}
