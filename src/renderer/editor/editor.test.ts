import { expect, test } from 'vitest'
import type { Target } from '../../core/truth.ts'
import { shownAt } from './document.ts'
import { createEditor } from './editor.ts'
import { createFakeTruth } from './fake-truth.test-support.ts'
import type { StoredTruth } from './saving.ts'

const size = { width: 100, height: 100 }
const target = (id: string, x: number, y: number): Target => ({ id, x, y, label: '', required: true })
const stored: StoredTruth = {
  targets: [target('a', 10, 10), target('b', 20, 20)],
  state: 'unreviewed',
  revision: 0,
  history: {},
}
const none: StoredTruth = { targets: [], state: 'unreviewed', revision: 0, history: {} }

function open() {
  const truth = createFakeTruth(stored)
  let made = 0
  const editor = createEditor({ truth, newId: () => `new${(made += 1)}` })
  editor.open({ id: 'item', size }, stored)
  const places = () => editor.getState().document.decision.targets.map(({ id, x, y }) => [id, x, y])
  return { truth, editor, places }
}

test('a drag is one save, made when it ends', async () => {
  const { truth, editor, places } = open()
  editor.select(['a', 'b'])
  editor.previewMove(3, 4)
  editor.previewMove(5, -2)
  const { document } = editor.getState()
  expect(document.decision.targets.map((one) => shownAt(document, one))).toEqual([
    { x: 15, y: 8 },
    { x: 25, y: 18 },
  ])
  expect(truth.pending()).toBe(0)
  editor.finish()
  expect(places()).toEqual([
    ['a', 15, 8],
    ['b', 25, 18],
  ])
  await truth.answer()
  expect(truth.calls).toEqual(['Moved 2 targets by +5.0, −2.0'])
})

test('a held arrow key is one save', () => {
  const { truth, editor } = open()
  editor.select(['a'])
  for (let press = 0; press < 8; press += 1) editor.nudge(1, 0)
  editor.finish()
  expect(truth.calls).toEqual(['Moved 1 by +8.0, +0.0'])
})

test('a cancelled drag saves nothing and puts everything back', () => {
  const { truth, editor, places } = open()
  editor.select(['a'])
  editor.previewMove(5, 5)
  editor.cancel()
  editor.finish()
  expect(places()[0]).toEqual(['a', 10, 10])
  expect(truth.calls).toEqual([])
})

test('another edit ends the gesture under way first', () => {
  const { truth, editor } = open()
  editor.select(['a'])
  editor.nudge(0, 1)
  editor.remove()
  expect(editor.getState().saving).toEqual({ kind: 'saving', waiting: 2 })
  expect(truth.calls).toEqual(['Moved 1 by +0.0, +1.0'])
})

test('undo during a drag takes back the drag, not the edit before it', () => {
  const { truth, editor } = open()
  editor.select(['a'])
  editor.previewMove(5, 5)
  editor.undo()
  expect(editor.getState().document.gesture).toBeUndefined()
  expect(truth.calls).toEqual([])
})

test('a new target is selected and lies where it was put; outside the image there is none', () => {
  const { editor, places } = open()
  expect(editor.add({ x: 100, y: 0 }, 'car')).toBe('new1')
  expect(editor.getState().document.selection).toEqual(new Set(['new1']))
  expect(editor.add({ x: 100.1, y: 0 })).toBeUndefined()
  expect(places()).toHaveLength(3)
})

test('moving one target far outside leaves it at the edge', () => {
  const { editor, places } = open()
  editor.moveTo('a', { x: -50, y: 1_000 })
  expect(places()[0]).toEqual(['a', 0, 100])
})

test('using an answer is one step with the name of the solver', () => {
  const { truth, editor, places } = open()
  editor.useAnswer([{ x: 1, y: 2, label: 'car' }], 'Shapes')
  expect(truth.calls).toEqual(['Took 1 point from Shapes'])
  expect(places()).toEqual([['new1', 1, 2]])
})

test('decisions are named', async () => {
  const { truth, editor } = open()
  editor.decide('flagged')
  editor.decide('unreviewed')
  editor.decide('reviewed')
  editor.verifyEmpty()
  for (let reply = 0; reply < 4; reply += 1) await truth.answer()
  expect(truth.calls).toEqual(['Flagged', 'Took the flag away', 'Accepted', 'Removed 2 targets'])
})

test('labels are cycled for all that is selected, from that of the first', () => {
  const { editor } = open()
  editor.select(['a', 'b'])
  editor.cycleLabel(['', 'car', 'bus'])
  editor.cycleLabel(['', 'car', 'bus'])
  expect(editor.getState().document.decision.targets.map((one) => one.label)).toEqual(['bus', 'bus'])
})

test('work on an item goes on, and is shown again, when another is opened meanwhile', async () => {
  const { truth, editor } = open()
  editor.select(['a'])
  editor.remove()
  await truth.refuse('internal', 'The disk is full.')
  editor.open({ id: 'other', size }, none)
  expect(editor.getState()).toMatchObject({ saving: { kind: 'saved' }, unsaved: ['item'], canUndo: false })
  expect(editor.getState().document.decision.targets).toEqual([])
  editor.open({ id: 'item', size }, stored)
  expect(editor.getState().document.decision.targets.map((one) => one.id)).toEqual(['b'])
  expect(editor.getState().saving).toMatchObject({ kind: 'not-saved', message: 'The disk is full.' })
  editor.retry()
  await truth.answer()
  expect(editor.getState()).toMatchObject({ saving: { kind: 'saved' }, unsaved: [], revision: 1, canUndo: true })
})

test('a save that ends after its item was left does not show on the next one', async () => {
  const { truth, editor } = open()
  editor.select(['a'])
  editor.remove()
  editor.open({ id: 'other', size }, none)
  expect(editor.getState().unsaved).toEqual(['item'])
  await truth.answer()
  expect(editor.getState()).toMatchObject({ unsaved: [], revision: 0 })
  expect(editor.getState().document.decision.targets).toEqual([])
})

test('a drag that is not finished is saved when another item is opened', () => {
  const { truth, editor } = open()
  editor.select(['a'])
  editor.previewMove(1, 1)
  editor.open({ id: 'other', size }, none)
  expect(truth.calls).toEqual(['Moved 1 by +1.0, +1.0'])
})

test('undo and redo go through the store and show what it answers', async () => {
  const { truth, editor, places } = open()
  editor.select(['a'])
  editor.remove()
  expect(editor.getState().canUndo).toBe(true)
  editor.undo()
  await truth.answer()
  await truth.answer()
  expect(places()).toHaveLength(2)
  expect(editor.getState()).toMatchObject({ canUndo: false, canRedo: true })
  editor.redo()
  await truth.answer()
  expect(places()).toHaveLength(1)
})

test('targets added together are one save and one undo; what lies outside the image is left out', async () => {
  const { truth, editor, places } = open()
  const points = [
    { x: 30, y: 30 },
    { x: 101, y: 30 },
    { x: 40, y: 40 },
  ]
  editor.addAll(points, 'Added 2 similar targets')
  expect(places().slice(2)).toEqual([
    ['new1', 30, 30],
    ['new2', 40, 40],
  ])
  expect(truth.calls).toEqual(['Added 2 similar targets'])
  await truth.answer()
  editor.undo()
  await truth.answer()
  expect(places()).toHaveLength(2)
})
