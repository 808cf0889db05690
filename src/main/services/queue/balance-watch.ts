import { setTimeout as sleep } from 'node:timers/promises'
import { HttpFailed } from '../../solvers/http.ts'
import type { Tools } from './carry.ts'
import { OnHold } from './hold.ts'

/** Least time between two questions for a balance where the profile names none, milliseconds. */
const EVERY = 30_000

/** Reads balances after requests whose reply was lost, so that a person can tell whether they were paid. */
export interface BalanceWatch {
  /** The task is unconfirmed: notes the balance with it, now or when the service may be asked again. */
  unconfirmed(taskId: string): void
}

/** Asks one solver for its balance, seldom enough, until `stopping`. What cannot be read stays unknown. */
export function createBalanceWatch(
  solverId: string,
  { context, connect, profiles }: Pick<Tools, 'context' | 'connect' | 'profiles'>,
  stopping: AbortSignal,
): BalanceWatch {
  const { store, log, now, emit } = context
  let unknown: string[] = []
  let isBusy = false
  let askedAt = -Infinity

  const read = async (): Promise<void> => {
    const solver = store.solvers.get(solverId)
    if (!solver) {
      unknown = []
      return
    }
    const wait = askedAt + (profiles[solver.profile].balanceEvery ?? EVERY) - performance.now()
    if (wait > 0) await sleep(wait, undefined, { signal: stopping, ref: false })
    // Also where it cannot be talked to for now, as without a key: it is not tried again before its time.
    askedAt = performance.now()
    const client = await connect(solver)
    const taskIds = unknown
    unknown = []
    const { reply } = (await client.getBalance?.(stopping)) ?? {}
    if (reply?.kind !== 'balance') return
    const after = { at: now(), balance: reply.balance }
    await store.commit(() => {
      store.balances.insert(solverId, after)
      for (const id of taskIds) store.tasks.setKnown(id, { ...store.tasks.known(id), after })
    })
    for (const id of taskIds) {
      const task = store.tasks.get(id)
      if (task) emit({ name: 'task.changed', payload: task })
    }
  }

  const start = () => {
    isBusy = true
    read()
      .catch((error: unknown) => {
        if (stopping.aborted || error instanceof HttpFailed || error instanceof OnHold) return
        log('warn', `The balance of solver ${solverId} could not be read`, error)
      })
      .finally(() => {
        isBusy = false
        if (unknown.length > 0 && !stopping.aborted) start()
      })
  }

  return {
    unconfirmed: (taskId) => {
      unknown.push(taskId)
      if (!isBusy) start()
    },
  }
}
