import type { Task } from '../../../core/task.ts'
import type { Context } from '../context.ts'

/** Shortest time between two bursts of events, milliseconds. */
const GAP = 100
/** From this many items on, lists are told once instead of item by item, and of tasks only those that want a person. */
const MANY = 50

/** Tells the window what changed in the queue: the newest state of each task, at most ten bursts a second. */
export interface ChangeFeed {
  changed(task: Task): void
  /** Sends what is still held back and no more after it. */
  close(): void
}

/** Tells the window of changed tasks in batches. */
export function createChangeFeed({ emit, store }: Pick<Context, 'emit' | 'store'>): ChangeFeed {
  const tasks = new Map<string, Task>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const send = () => {
    timer = undefined
    if (tasks.size === 0) return
    const items = new Set([...tasks.values()].map((task) => task.itemId))
    const isMany = items.size > MANY
    for (const task of tasks.values()) {
      if (!isMany || task.status === 'unconfirmed') emit({ name: 'task.changed', payload: task })
    }
    tasks.clear()
    if (isMany) emit({ name: 'items.changed', payload: {} })
    else {
      for (const id of items) {
        emit({ name: 'item.changed', payload: { id, revision: store.items.get(id)?.revision ?? 0 } })
      }
    }
    if (!closed) timer = setTimeout(send, GAP)
  }

  return {
    changed: (task) => {
      if (closed) return
      tasks.set(task.id, task)
      // The first change goes out with those of the same turn, the following ones wait for the gap.
      timer ??= setTimeout(send, 0)
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      send()
    },
  }
}
