import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RevisionHead } from './revision.ts'
import { emptyLog, undoState, withRevision } from './revision.ts'

type Head = Pick<RevisionHead, 'number' | 'kind' | 'what' | 'of'>

test('nothing saved, nothing to undo', () => {
  expect(undoState(emptyLog)).toEqual({ undo: undefined, redo: undefined })
})

test('an undo leads back and can be redone, until something new is done', () => {
  const log: Head[] = [
    { number: 1, kind: 'edit', what: 'Added 1' },
    { number: 2, kind: 'edit', what: 'Moved 1 by +1.0, +0.0' },
    { number: 3, kind: 'undo', what: 'Undid', of: 1 },
  ]
  expect(undoState(log.reduce(withRevision, emptyLog))).toEqual({
    undo: { to: 0, what: 'Added 1' },
    redo: { to: 2, what: 'Moved 1 by +1.0, +0.0' },
  })
  const changed: Head[] = [...log, { number: 4, kind: 'restore', what: 'Restored 2', of: 2 }]
  expect(undoState(changed.reduce(withRevision, emptyLog))).toEqual({
    undo: { to: 1, what: 'Restored 2' },
    redo: undefined,
  })
})

test('a log made by following undo and redo behaves as two stacks of contents do', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('edit', 'undo', 'redo', 'restore'), { maxLength: 40 }), (actions) => {
      const log: Head[] = []
      const contentOf = (number: number): string => {
        const head = log[number - 1]
        return head ? (head.of === undefined ? `content ${number}` : contentOf(head.of)) : 'empty'
      }
      let shown = 'empty'
      const past: string[] = []
      const future: string[] = []
      for (const action of actions) {
        const number = log.length + 1
        const { undo, redo } = undoState(log.reduce(withRevision, emptyLog))
        expect([undo && contentOf(undo.to), redo && contentOf(redo.to)]).toEqual([past.at(-1), future.at(-1)])
        if (action === 'edit') {
          past.push(shown)
          future.length = 0
          log.push({ number, kind: 'edit', what: `edit ${number}` })
        } else if (action === 'restore') {
          past.push(shown)
          future.length = 0
          log.push({ number, kind: 'restore', what: `restore ${number}`, of: Math.floor(log.length / 2) })
        } else if (action === 'undo' && undo) {
          future.push(shown)
          past.pop()
          log.push({ number, kind: 'undo', what: 'undo', of: undo.to })
        } else if (action === 'redo' && redo) {
          past.push(shown)
          future.pop()
          log.push({ number, kind: 'redo', what: 'redo', of: redo.to })
        }
        shown = contentOf(log.length)
      }
    }),
    { numRuns: 300 },
  )
})
