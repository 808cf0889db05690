import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, ImpossibleTransition, isSettled } from './task-status.ts'
import type { TaskEvent } from './task-status.ts'
import { TaskStatus } from './task.ts'

const events: readonly TaskEvent[] = [
  'intent-stored',
  'not-sent',
  'accepted',
  'solved',
  'failed',
  'reply-lost',
  'restarted',
  'cancelled',
  'given-up',
]

const run = (path: readonly TaskEvent[]): TaskStatus => path.reduce<TaskStatus>(advance, 'queued')

describe('what a task goes through', () => {
  test.each<[TaskStatus, TaskEvent[]]>([
    ['solved', ['intent-stored', 'accepted', 'solved']],
    ['failed', ['intent-stored', 'accepted', 'failed']],
    ['solved', ['intent-stored', 'solved']],
    ['failed', ['intent-stored', 'failed']],
    ['failed', ['failed']],
    ['queued', ['intent-stored', 'not-sent']],
    ['unconfirmed', ['intent-stored', 'reply-lost']],
    ['unconfirmed', ['intent-stored', 'restarted']],
    ['unconfirmed', ['intent-stored', 'cancelled']],
    ['failed', ['intent-stored', 'reply-lost', 'given-up']],
    ['cancelled', ['cancelled']],
    ['cancelled', ['intent-stored', 'accepted', 'cancelled']],
    ['waiting', ['intent-stored', 'accepted', 'restarted']],
    ['queued', ['restarted']],
  ])('%s after %j', (status, path) => {
    expect(run(path)).toBe(status)
  })

  test('every other event is refused by name', () => {
    const allowed = Object.fromEntries(
      TaskStatus.options.map((status) => [
        status,
        events.filter((event) => {
          try {
            return TaskStatus.safeParse(advance(status, event)).success
          } catch (error) {
            expect(error).toBeInstanceOf(ImpossibleTransition)
            expect(error).toMatchObject({ status, event })
            return false
          }
        }),
      ]),
    )
    expect(allowed).toEqual({
      queued: ['intent-stored', 'failed', 'restarted', 'cancelled'],
      submitting: ['not-sent', 'accepted', 'solved', 'failed', 'reply-lost', 'restarted', 'cancelled'],
      waiting: ['solved', 'failed', 'restarted', 'cancelled'],
      solved: ['restarted'],
      failed: ['restarted'],
      unconfirmed: ['restarted', 'given-up'],
      cancelled: ['restarted'],
    })
  })
})

test('no sequence of events sends a task twice, except after it was certainly not sent', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (path) => {
      let status: TaskStatus = 'queued'
      let mayBePaid = false
      for (const event of path) {
        let next: TaskStatus
        try {
          next = advance(status, event)
        } catch {
          continue
        }
        if (next === 'submitting') {
          expect(mayBePaid).toBe(false)
          mayBePaid = true
        }
        if (event === 'not-sent') mayBePaid = false
        else if (status !== 'queued') expect(next).not.toBe('queued')
        status = next
      }
    }),
    { numRuns: 2_000 },
  )
})

test('what is settled stays as it is', () => {
  for (const status of TaskStatus.options.filter(isSettled)) {
    expect(advance(status, 'restarted')).toBe(status)
    for (const event of events.filter((one) => one !== 'restarted'))
      expect(() => advance(status, event)).toThrow(ImpossibleTransition)
  }
  expect(TaskStatus.options.filter((status) => !isSettled(status))).toEqual([
    'queued',
    'submitting',
    'waiting',
    'unconfirmed',
  ])
})
