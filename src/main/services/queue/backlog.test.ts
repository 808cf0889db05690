import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Task } from '../../../core/task.ts'
import { createBacklog } from './backlog.ts'

const task = (number: number, more: Partial<Task> = {}): Task => ({
  id: `task-${number}`,
  itemId: 'item',
  solverId: 'solver',
  status: 'queued',
  instruction: 'Click',
  createdAt: number,
  ...more,
})

/** A table of tasks whose place is their number, which counts the rows that are read. */
function openTasks(rows: readonly Task[]) {
  const all = new Map(rows.map((row) => [row.id, row]))
  let read = 0
  const isRunning = new Set<string>()
  const backlog = createBacklog(
    {
      get: (id) => all.get(id),
      withStatus: (_solver, status) => [...all.values()].filter((row) => row.status === status),
      nextQueued: (_solver, after, limit, blocked) => {
        const found: Task[] = []
        let end = after
        for (const row of all.values()) {
          if (row.createdAt <= after || row.status !== 'queued') continue
          if (found.length >= limit) break
          read += 1
          end = row.createdAt
          if (!blocked.has(row.runId ?? '')) found.push(row)
        }
        return { tasks: found, end }
      },
    },
    'solver',
    (id) => isRunning.has(id),
  )
  /** Takes what may be begun and begins it. */
  const drain = (blocked: readonly string[] = [], madeBy = Infinity): number[] => {
    const taken: number[] = []
    for (;;) {
      const next = backlog.next({ blockedRuns: new Set(blocked), madeBy })
      if (!next) return taken
      all.set(next.id, { ...next, status: 'solved' })
      taken.push(next.createdAt)
    }
  }
  return { all, backlog, drain, isRunning, rowsRead: () => read }
}

test('all are taken once and in order, but for those of blocked runs, which follow when the gate opens', () => {
  const runs = fc.array(fc.constantFrom('open', 'paused', undefined), { maxLength: 400 })
  fc.assert(
    fc.property(runs, (ids) => {
      const rows = ids.map((runId, at) => task(at + 1, runId ? { runId } : {}))
      const { backlog, drain } = openTasks(rows)
      const of = (isPaused: boolean) =>
        rows.filter(({ runId }) => (runId === 'paused') === isPaused).map(({ createdAt }) => createdAt)
      expect(drain(['paused'])).toEqual(of(false))
      expect(drain()).toEqual([])
      backlog.renew()
      expect(drain()).toEqual(of(true))
    }),
  )
})

test('each row is read about once, however many there are', () => {
  const { drain, rowsRead } = openTasks(Array.from({ length: 5_000 }, (_, at) => task(at + 1)))
  expect(drain()).toHaveLength(5_000)
  expect(rowsRead()).toBe(5_000)
})

test('what waits at the service goes first, also when nothing may be sent', () => {
  const { backlog, isRunning } = openTasks([task(1), task(2, { status: 'waiting' }), task(3, { status: 'waiting' })])
  isRunning.add('task-2')
  expect(backlog.next('none')?.id).toBe('task-3')
  isRunning.add('task-3')
  expect(backlog.next('none')).toBeUndefined()
  expect(backlog.next({ blockedRuns: new Set(), madeBy: Infinity })?.id).toBe('task-1')
})

test('what was cancelled after it was read is passed over, and what was sent while offline is left', () => {
  const { all, backlog, drain } = openTasks([task(1), task(2), task(3), task(9)])
  expect(backlog.next({ blockedRuns: new Set(), madeBy: 5 })?.createdAt).toBe(1)
  all.set('task-2', task(2, { status: 'cancelled' }))
  expect(drain([], 5)).toEqual([3])
  backlog.renew()
  expect(drain()).toEqual([1, 9])
})
