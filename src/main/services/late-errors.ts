import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from './context.ts'
import { refreshErrorPx } from './item-error.ts'

/** Items of one transaction. The window is served between two transactions. */
const AT_ONCE = 20

/** Errors of items that are computed while nobody waits for them. */
export interface LateErrors {
  /** Puts an item in line. It is computed once, however often it was put there meanwhile. */
  add(itemId: string): void
  /** Puts all reviewed items in line and resolves when none is left. */
  addAll(): Promise<void>
  /** Drops the line: nothing is computed any more. */
  close(): void
}

/** The line of items whose error is to be computed; one run at a time works it off. */
export function createLateErrors(context: Pick<Context, 'store' | 'settings' | 'emit' | 'log'>): LateErrors {
  const { store, emit, log } = context
  const line = new Set<string>()
  let running: Promise<void> | undefined

  const takeSome = (): string[] => {
    const taken: string[] = []
    for (const id of line) {
      if (taken.length === AT_ONCE) break
      taken.push(id)
      line.delete(id)
    }
    return taken
  }

  const run = async (): Promise<void> => {
    let many = false
    for (;;) {
      await nextTurn()
      const ids = takeSome()
      if (ids.length === 0) break
      store.transact(() => {
        for (const id of ids) refreshErrorPx(context, id)
      })
      many ||= ids.length === AT_ONCE
      for (const id of many ? [] : ids) {
        emit({ name: 'item.changed', payload: { id, revision: store.items.get(id)?.revision ?? 0 } })
      }
    }
    if (many) emit({ name: 'items.changed', payload: {} })
  }

  const start = (): Promise<void> =>
    (running ??= run()
      .catch((error: unknown) => {
        line.clear()
        log('error', 'The errors of some items could not be computed.', error)
      })
      .finally(() => {
        running = undefined
        if (line.size > 0) void start()
      }))

  return {
    add: (itemId) => {
      line.add(itemId)
      void start()
    },
    addAll: async () => {
      if (store.readOnly !== undefined) return
      for (const id of store.items.idsOf({ state: 'reviewed', answered: true })) line.add(id)
      if (line.size > 0) await start()
    },
    close: () => {
      line.clear()
    },
  }
}
