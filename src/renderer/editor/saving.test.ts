import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '../../core/revision.ts'
import type { Target } from '../../core/truth.ts'
import { addTarget, placeTargets, removeTargets } from './edits.ts'
import { createFakeTruth } from './fake-truth.test-support.ts'
import type { StoredTruth } from './saving.ts'
import { createSaveQueue } from './saving.ts'

const target = (id: string, x = 0): Target => ({ id, x, y: 0, label: '', required: true })
const empty: StoredTruth = { targets: [], state: 'unreviewed', revision: 0, history: {} }
const ids = (decision: Decision): string[] => decision.targets.map((one) => one.id)

function open() {
  const truth = createFakeTruth(empty)
  const seen: string[] = []
  const queue = createSaveQueue('item', empty, truth, () => seen.push(queue.state().saving.kind))
  return { truth, queue, seen }
}

test('an edit is shown at once and is saved only when the store says so', async () => {
  const { truth, queue, seen } = open()
  queue.edit(addTarget(target('a')))
  expect(ids(queue.state().shown)).toEqual(['a'])
  expect(queue.state().saving).toEqual({ kind: 'saving', waiting: 1 })
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
  expect(queue.state().stored.revision).toBe(1)
  expect(seen.at(-1)).toBe('saved')
  expect(truth.calls).toEqual(['Added 1'])
})

test('edits made while saving wait their turn and build on what was acknowledged', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  queue.edit(addTarget(target('b')))
  queue.edit(removeTargets(new Set(['a'])))
  expect(truth.pending()).toBe(1)
  expect(queue.state().saving).toEqual({ kind: 'saving', waiting: 3 })
  await truth.answer()
  await truth.answer()
  await truth.answer()
  expect(truth.calls).toEqual(['Added 1', 'Added 2', 'Removed 1'])
  expect(ids(truth.current())).toEqual(['b'])
})

test('a change that changes nothing is not saved', () => {
  const { truth, queue } = open()
  queue.edit((decision) => ({ ...decision }))
  expect(truth.pending()).toBe(0)
})

test('what could not be saved is kept, said, and saved in order when it is tried again', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  queue.edit(addTarget(target('b')))
  await truth.refuse('internal', 'The disk is full.')
  expect(queue.state().saving).toEqual({
    kind: 'not-saved',
    waiting: 2,
    code: 'internal',
    message: 'The disk is full.',
  })
  expect(ids(queue.state().shown)).toEqual(['a', 'b'])
  expect(truth.pending()).toBe(0)
  queue.retry()
  await truth.answer()
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
  expect(ids(truth.current())).toEqual(['a', 'b'])
})

test('another gesture tries the failed ones again first', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  await truth.refuse('internal', 'No.')
  queue.edit(addTarget(target('b')))
  await truth.answer()
  await truth.answer()
  expect(truth.calls).toEqual(['Added 1', 'Added 1', 'Added 2'])
})

test('a save whose reply was lost is recognised and not made twice', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  queue.edit(addTarget(target('b')))
  await truth.answerIntoTheVoid()
  expect(queue.state().saving.kind).toBe('not-saved')
  queue.retry()
  await truth.answer()
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
  expect(truth.current().revision).toBe(2)
  expect(ids(truth.current())).toEqual(['a', 'b'])
})

test.each([
  ['mine', ['theirs', 'a', 'b']],
  ['theirs', ['theirs']],
] as const)('a conflict stops the queue until a person chooses: %s', async (choice, expected) => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  truth.saveElsewhere({ targets: [target('theirs')], state: 'flagged' })
  await truth.answer()
  expect(queue.state().saving).toMatchObject({ kind: 'conflict', waiting: 1, theirs: { revision: 1 } })
  queue.edit(addTarget(target('b')))
  expect(ids(queue.state().shown)).toEqual(['a', 'b'])
  expect(truth.pending()).toBe(0)
  queue.resolve(choice)
  await truth.answer()
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
  expect(ids(queue.state().shown)).toEqual(expected)
  expect(ids(truth.current())).toEqual(expected)
  expect(truth.current().state).toBe('flagged')
})

test('undo waits for the edits before it, and edits made meanwhile lie on top of what it brings back', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  queue.edit(addTarget(target('b')))
  queue.undo()
  queue.edit(addTarget(target('c')))
  for (let reply = 0; reply < 4; reply += 1) await truth.answer()
  expect(ids(queue.state().shown)).toEqual(['a', 'c'])
  expect(ids(truth.current())).toEqual(['a', 'c'])
})

test('an undo with nothing to take back is no failure', async () => {
  const { truth, queue } = open()
  queue.undo()
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
})

test('restoring an old revision shows it once it is on disk', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  await truth.answer()
  queue.restore(0)
  expect(ids(queue.state().shown)).toEqual(['a'])
  await truth.answer()
  expect(ids(queue.state().shown)).toEqual([])
})

test('discarding keeps what is already on its way', async () => {
  const { truth, queue } = open()
  queue.edit(addTarget(target('a')))
  queue.edit(addTarget(target('b')))
  queue.discard()
  expect(ids(queue.state().shown)).toEqual(['a'])
  await truth.answer()
  expect(queue.state().saving).toEqual({ kind: 'saved' })
  expect(ids(truth.current())).toEqual(['a'])
})

test('reading the store does not undo what this window is about to save', () => {
  const { queue } = open()
  queue.edit(addTarget(target('a')))
  queue.refresh({ ...empty, revision: 7 })
  expect(ids(queue.state().shown)).toEqual(['a'])
})

test('a newer truth is taken over when nothing waits, an older one is not', () => {
  const { queue } = open()
  queue.refresh({ ...empty, revision: 2, targets: [target('z')] })
  expect(ids(queue.state().shown)).toEqual(['z'])
  queue.refresh({ ...empty, revision: 1 })
  expect(ids(queue.state().shown)).toEqual(['z'])
})

/** A step of a random session at the queue, or of the store's. */
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  fc.record({ do: fc.constant('place' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), x: fc.integer() }),
  fc.constant({ do: 'answer' as const }),
  fc.constant({ do: 'refuse' as const }),
  fc.constant({ do: 'lose the reply' as const }),
)

test('whatever fails in between, in the end the store holds what was shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { truth, queue } = open()
      for (const one of steps) {
        if (one.do === 'add') queue.edit(addTarget(target(one.id)))
        else if (one.do === 'remove') queue.edit(removeTargets(new Set([one.id])))
        else if (one.do === 'place') queue.edit(placeTargets(new Map([[one.id, { x: one.x, y: 1 }]])))
        else if (truth.pending() === 0) continue
        else if (one.do === 'answer') await truth.answer()
        else if (one.do === 'refuse') await truth.refuse('internal', 'No.')
        else await truth.answerIntoTheVoid()
      }
      const shown = queue.state().shown
      for (let reply = 0; reply < 200 && queue.state().saving.kind !== 'saved'; reply += 1) {
        queue.retry()
        await truth.answer()
      }
      expect(queue.state().saving).toEqual({ kind: 'saved' })
      expect(truth.current().targets).toEqual(shown.targets)
    }),
    { numRuns: 60 },
  )
})
