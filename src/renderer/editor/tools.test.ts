import { expect, test } from 'vitest'
import type { Target } from '../../core/truth.ts'
import { createEditor } from './editor.ts'
import { createFakeTruth } from './fake-truth.test-support.ts'
import type { StoredTruth } from './saving.ts'
import type { Pointer, PointerGesture, Surface } from './tools.ts'
import { beginGesture } from './tools.ts'

const target = (id: string, x: number, y: number): Target => ({ id, x, y, label: '', required: true })
const stored: StoredTruth = {
  targets: [target('a', 10, 10), target('b', 50, 50)],
  state: 'unreviewed',
  revision: 0,
  history: {},
}

/** The pointer at an image point. */
const at = (x: number, y: number, extend = false): Pointer => ({
  image: { x, y },
  screen: { x: x * 2, y: y * 2 },
  extend,
})

/** An editor under a pointer, at two CSS pixels per image pixel. */
function open(readOnly = false) {
  const editor = createEditor({ truth: createFakeTruth(stored), newId: () => 'new' })
  editor.open({ id: 'item', size: { width: 100, height: 100 } }, stored)
  const panned = { x: 0, y: 0 }
  const marked: unknown[] = []
  const targets = () => editor.getState().document.decision.targets
  const surface: Surface = {
    hit: (point) => targets().find((one) => Math.hypot(one.x * 2 - point.x, one.y * 2 - point.y) < 14)?.id,
    inside: (from, to) =>
      targets()
        .filter((one) => one.x >= from.x && one.x <= to.x && one.y >= from.y && one.y <= to.y)
        .map((one) => one.id),
    panBy: (dx, dy) => {
      panned.x += dx
      panned.y += dy
    },
    readOnly,
    mark: (from, to) => {
      marked.push([from, to])
    },
  }
  const press = (start: Pointer): PointerGesture => beginGesture(editor.getState().tool, editor, surface, start)
  const click = (start: Pointer): void => press(start).end(start)
  return { editor, panned, marked, press, click, targets, selection: () => [...editor.getState().document.selection] }
}

test('a click on empty ground adds a target with the add tool, and clears the selection with the select tool', () => {
  const { editor, click, targets, selection } = open()
  click(at(80, 20))
  expect(targets().at(-1)).toEqual(target('new', 80, 20))
  expect(selection()).toEqual(['new'])
  editor.hold('select')
  click(at(30, 80))
  expect(targets()).toHaveLength(3)
  expect(selection()).toEqual([])
})

test('a click on a target selects it; with Shift it goes in or out', () => {
  const { click, selection, targets } = open()
  click(at(11, 11))
  expect(selection()).toEqual(['a'])
  click(at(50, 50, true))
  expect(selection()).toEqual(['a', 'b'])
  click(at(10, 10, true))
  expect(selection()).toEqual(['b'])
  expect(targets()).toHaveLength(2)
})

test('a plain click on one of several selected targets selects this one', () => {
  const { editor, click, selection } = open()
  editor.selectAll()
  click(at(50, 50))
  expect(selection()).toEqual(['b'])
})

test('dragging a selected target moves the whole selection by what the pointer moved', () => {
  const { editor, press, targets } = open()
  editor.selectAll()
  const gesture = press(at(12, 10))
  gesture.move(at(20, 10))
  gesture.end(at(22, 15))
  expect(targets()).toEqual([target('a', 20, 15), target('b', 60, 55)])
})

test('a hand that trembles clicks and does not drag', () => {
  const { press, targets } = open()
  const gesture = press(at(10, 10))
  gesture.move(at(11, 10))
  gesture.end(at(11, 10))
  expect(targets()).toEqual(stored.targets)
})

test('a drag that Escape cancelled stays cancelled though the button is still down', () => {
  const { editor, press, targets } = open()
  const gesture = press(at(10, 10))
  gesture.move(at(30, 30))
  editor.cancel()
  gesture.move(at(40, 40))
  gesture.end(at(40, 40))
  expect(targets()).toEqual(stored.targets)
})

test('a drag over empty ground selects what it encloses, and adds nothing', () => {
  const { press, targets, selection } = open()
  const gesture = press(at(30, 30))
  gesture.move(at(60, 60))
  gesture.end(at(70, 70))
  expect(selection()).toEqual(['b'])
  expect(targets()).toHaveLength(2)
})

test('the hand moves the picture and touches no target', () => {
  const { editor, press, panned, targets } = open()
  editor.hold('pan')
  const gesture = press(at(10, 10))
  gesture.move(at(20, 10))
  gesture.end(at(20, 30))
  expect(panned).toEqual({ x: 20, y: 40 })
  expect(targets()).toEqual(stored.targets)
})

test('in a project that can only be read targets can be selected, not moved or added', () => {
  const { press, click, targets, selection } = open(true)
  const gesture = press(at(10, 10))
  gesture.move(at(40, 40))
  gesture.end(at(40, 40))
  click(at(80, 80))
  expect(targets()).toEqual(stored.targets)
  expect(selection()).toEqual([])
})

test('with the similar tool a drag marks a box, even over a target; nothing is selected or moved', () => {
  const { editor, press, marked, targets, selection } = open()
  editor.hold('similar')
  editor.select(['b'])
  const gesture = press(at(10, 10))
  gesture.move(at(30, 25))
  expect(editor.getState().document.gesture).toMatchObject({ kind: 'marquee', from: { x: 10, y: 10 } })
  gesture.end(at(40, 30))
  expect(marked).toEqual([
    [
      { x: 10, y: 10 },
      { x: 40, y: 30 },
    ],
  ])
  expect(editor.getState().document.gesture).toBeUndefined()
  expect(selection()).toEqual(['b'])
  expect(targets()).toEqual(stored.targets)
})

test('a click with the similar tool marks nothing, nor does a drag that Escape ended', () => {
  const { editor, press, click, marked } = open()
  editor.hold('similar')
  click(at(80, 20))
  const gesture = press(at(10, 10))
  gesture.move(at(30, 25))
  editor.cancel()
  gesture.end(at(40, 30))
  expect(marked).toEqual([])
})
