import { beforeEach, describe, expect, test } from 'vitest'
import type { Solver } from '../../../core/solver.ts'
import type { Task, TaskStatus } from '../../../core/task.ts'
import type { RunTally, StoredRun } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import type { RunBook } from './run-book.ts'
import { createRunBook, openTasks, spentBy } from './run-book.ts'

const run: StoredRun = {
  id: 'run',
  number: 1,
  at: 0,
  by: 'Reviewer',
  items: 3,
  budget: 1,
  state: 'running',
  solvers: [
    { solverId: 'paid', paused: false },
    { solverId: 'free', paused: false },
  ],
}
const task = (status: TaskStatus, cost?: number, solverId = 'paid'): Task => ({
  id: 't',
  itemId: 'i',
  solverId,
  runId: 'run',
  status,
  instruction: '',
  createdAt: 0,
  ...(cost !== undefined && { cost }),
})

let stored: RunTally[] = []
let book: RunBook
beforeEach(() => {
  stored = []
  book = createRunBook({
    runs: { tallies: () => stored } as unknown as Store['runs'],
    solvers: { get: (id: string) => ({ profile: id === 'free' ? 'onnx' : '2captcha' }) as Solver } as Store['solvers'],
  })
})
const blocked = (solverId: string) => book.blockedRuns(solverId).has('run')

test('what is stored is counted first, and then what changes', () => {
  stored = [
    { solverId: 'paid', status: 'solved', tasks: 2, spent: 0.5 },
    { solverId: 'paid', status: 'queued', tasks: 3, spent: 0 },
  ]
  const open = book.open(run, false)
  book.count({ task: task('submitting'), before: task('queued') })
  book.count({ task: task('solved', 0.25), before: task('submitting') })
  book.count({ task: task('queued') })
  const tally = open.tallies.get('paid')
  expect(tally?.counts).toMatchObject({ queued: 3, submitting: 0, solved: 3 })
  expect(openTasks(open.tallies.get('paid')?.counts ?? expect.fail())).toBe(3)
  expect(spentBy(open.tallies)).toBe(0.75)
  expect(tally?.pace.perMinute(performance.now())).toBeGreaterThan(0)
})

test('a cost that is corrected is not counted twice', () => {
  const open = book.open(run, false)
  book.count({ task: task('unconfirmed', 0.5), before: task('submitting') })
  book.count({ task: task('failed', 0.5), before: task('unconfirmed', 0.5) })
  expect(spentBy(open.tallies)).toBe(0.5)
})

test('a task of no run, or of one that is over, counts for none', () => {
  expect(book.count({ task: task('queued') })).toBeUndefined()
})

describe('nothing new is sent', () => {
  test('of a run that is paused or cancelled', () => {
    expect(blocked('paid')).toBe(false)
    const open = book.open(run, false)
    expect(blocked('paid')).toBe(false)
    for (const state of ['paused', 'cancelled'] as const) {
      open.run = { ...run, state }
      expect(blocked('paid')).toBe(true)
      expect(blocked('free')).toBe(true)
    }
  })

  test('to a solver that is paused in it', () => {
    book.open({ ...run, solvers: [{ solverId: 'paid', paused: true }, ...run.solvers.slice(1)] }, false)
    expect(blocked('paid')).toBe(true)
    expect(blocked('free')).toBe(false)
  })

  test('when the budget of the run is used up, but to a solver that charges nothing', () => {
    const open = book.open(run, false)
    for (let count = 0; count < 9; count += 1) book.count({ task: task('solved', 0.1) })
    expect(blocked('paid')).toBe(false)
    // Ten times 0.1 is 0.9999999999999999.
    book.count({ task: task('solved', 0.1) })
    expect(blocked('paid')).toBe(true)
    expect(book.limitReached(open, 'paid')).toBe(1)
    expect(blocked('free')).toBe(false)
  })

  test('to a solver that has used up its own budget', () => {
    const open = book.open({ ...run, solverBudget: 0.2 }, false)
    book.count({ task: task('solved', 0.2) })
    expect(blocked('paid')).toBe(true)
    expect(book.limitReached(open, 'paid')).toBe(0.2)
    open.run = { ...open.run, solverBudget: 0.3 }
    expect(blocked('paid')).toBe(false)
  })

  test('with a budget of nothing', () => {
    book.open({ ...run, budget: 0 }, false)
    expect(blocked('paid')).toBe(true)
    expect(blocked('free')).toBe(false)
  })
})
