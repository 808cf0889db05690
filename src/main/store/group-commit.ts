/**
 * Works that one transaction takes at most: enough to share the flush of the disk, and few enough that what follows from all of them
 * (each may send a picture) does not hold up the turn of everybody else.
 */
const MOST = 16

interface Asked {
  readonly work: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Writes of many askers, put on disk together: what one flush of the disk costs is shared by all that asked in the same turn. */
export interface GroupCommit {
  /**
   * Runs `work` in a transaction that others may share, in the order in which it was asked for. Resolves when it is on disk. Rejects
   * with what `work` threw; the works of others are kept all the same. `work` may run twice, the first time without any effect.
   */
  commit<T>(work: () => T): Promise<T>
  /** Writes now what was asked for and is not written yet. Never throws: each asker hears of its own. */
  flush(): void
}

/** Groups writes over `transact`, which keeps all of its work or nothing. */
export function createGroupCommit(transact: (work: () => unknown[]) => unknown[]): GroupCommit {
  const waiting: Asked[] = []
  let turn: NodeJS.Immediate | undefined

  const write = (group: readonly Asked[]) => {
    let values: unknown[]
    try {
      values = transact(() => group.map(({ work }) => work()))
    } catch (error) {
      // Nothing of the group was kept. Whose fault it was shows when each is written alone.
      if (group.length === 1) group[0]?.reject(error)
      else for (const asked of group) write([asked])
      return
    }
    group.forEach(({ resolve }, place) => {
      resolve(values[place])
    })
  }

  const take = () => {
    turn = undefined
    write(waiting.splice(0, MOST))
    if (waiting.length > 0) turn = setImmediate(take)
  }

  return {
    commit: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ work, reject, resolve: resolve as (value: unknown) => void })
        turn ??= setImmediate(take)
      }),
    flush: () => {
      clearImmediate(turn)
      turn = undefined
      while (waiting.length > 0) write(waiting.splice(0, MOST))
    },
  }
}
