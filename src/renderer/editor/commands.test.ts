import { expect, test } from 'vitest'
import type { AnswerChoice, CommandContext, ViewId } from './command-context.ts'
import { commands, runCommand } from './commands.ts'
import { createEditor } from './editor.ts'
import { createFakeTruth } from './fake-truth.test-support.ts'
import type { StoredTruth } from './saving.ts'

const stored: StoredTruth = {
  targets: [
    { id: 'a', x: 10, y: 10, label: '', required: true },
    { id: 'b', x: 20, y: 20, label: '', required: true },
  ],
  state: 'unreviewed',
  revision: 1,
  history: { undo: 'Added 2', redo: 'Added 3' },
}

/** A window in which everything is possible, with `answers` on screen; says which of its verbs were called. */
function open(answers: readonly AnswerChoice[] = [], view: ViewId = 'review', readOnly = false) {
  const editor = createEditor({ truth: createFakeTruth(stored), newId: () => 'new' })
  editor.open({ id: 'item', size: { width: 100, height: 100 } }, stored)
  const called: string[] = []
  const note =
    (verb: string) =>
    (...given: unknown[]): void => {
      called.push([verb, ...given].join(' '))
    }
  const context: CommandContext = {
    editor,
    canvas: {
      zoomIn: note('zoomIn'),
      zoomOut: note('zoomOut'),
      fit: note('fit'),
      actualSize: note('actualSize'),
      zoomTo: ({ x, y }) => note('zoomTo')(x, y),
      reveal: () => undefined,
      centre: () => ({ x: 50, y: 50 }),
      scale: () => 2,
    },
    view,
    readOnly,
    isUnreadable: false,
    answers,
    labels: ['', 'car'],
    canSend: true,
    canAccept: true,
    focusLabel: note('focusLabel'),
    focusPane: note('focusPane'),
    send: note('send'),
    accept: note('accept'),
    acceptAndNext: note('acceptAndNext'),
    next: note('next'),
    previous: note('previous'),
    nextUnreviewed: note('nextUnreviewed'),
    useAnswer: note('useAnswer'),
    toggleAnswer: note('toggleAnswer'),
    toggleAnswers: note('toggleAnswers'),
    focusSearch: note('focusSearch'),
    openPalette: note('openPalette'),
    openShortcuts: note('openShortcuts'),
    openImages: note('openImages'),
    openExport: note('openExport'),
    show: note('show'),
  }
  const run = (id: string): void => {
    const command = commands.find((one) => one.id === id)
    if (!command) throw new Error(`There is no command ${id}.`)
    runCommand(command, context)
  }
  return { context, editor, called, run }
}

const slots = (count: number): AnswerChoice[] => Array.from({ length: count }, (_, slot) => ({ slot, shown: true }))

test.each([0, 1, 2, 6].flatMap((count) => (['review', 'settings'] as const).map((view) => [count, view] as const)))(
  'no two commands clash with %i answers in %s',
  (count, view) => {
    const { context, editor } = open(slots(count), view)
    editor.selectAll()
    const keys = commands
      .filter((command) => command.enabled(context))
      .flatMap((command) => command.keys.map((one) => ({ keys: one, id: command.id })))
    for (const [index, one] of keys.entries())
      for (const other of keys.slice(index + 1)) {
        const clash =
          one.keys === other.keys ||
          `${one.keys} `.startsWith(`${other.keys} `) ||
          `${other.keys} `.startsWith(`${one.keys} `)
        expect(clash && `${one.id} and ${other.id} both have ${one.keys}`).toBe(false)
      }
  },
)

test('every command has a name of its own, a title and a key', () => {
  expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
  for (const command of commands) {
    expect(command.title).toMatch(/^[A-Z]/)
    expect(command.keys.length).toBeGreaterThan(0)
  }
})

test('U uses the only answer, and of several the one that is named', () => {
  const one = open([{ slot: 2, shown: true }])
  one.run('answer.use')
  one.run('answer.use.3')
  expect(one.called).toEqual(['useAnswer 2'])
  const several = open(slots(2))
  several.run('answer.use')
  several.run('answer.use.2')
  several.run('answer.toggle.1')
  several.run('answer.toggle.3')
  expect(several.called).toEqual(['useAnswer 1', 'toggleAnswer 0'])
})

test('arrows nudge the selection, and without one move the cross-hair, where C adds', () => {
  const { editor, run } = open()
  editor.select(['a'])
  run('point.nudge.right.ten')
  expect(editor.getState().document.decision.targets[0]).toMatchObject({ x: 20, y: 10 })
  editor.select([])
  run('point.nudge.down.one')
  expect(editor.getState().crosshair).toEqual({ x: 50, y: 54 })
  run('point.add')
  expect(editor.getState().document.decision.targets.at(-1)).toMatchObject({ id: 'new', x: 50, y: 54 })
})

test('Escape cancels the drag, then the selection, then the cross-hair, then is left to others', () => {
  const { editor, run, context } = open()
  editor.select(['a'])
  editor.pointAt({ x: 1, y: 1 })
  editor.previewMove(5, 5)
  const clear = commands.find((command) => command.id === 'point.clear')
  run('point.clear')
  expect(editor.getState().document).toMatchObject({ gesture: undefined, selection: new Set(['a']) })
  run('point.clear')
  expect(editor.getState().document.selection.size).toBe(0)
  run('point.clear')
  expect(editor.getState().crosshair).toBeUndefined()
  expect(clear?.enabled(context)).toBe(false)
})

test('F flags and takes the flag away', () => {
  const { editor, run } = open()
  run('item.flag')
  expect(editor.getState().document.decision.state).toBe('flagged')
  run('item.flag')
  expect(editor.getState().document.decision.state).toBe('unreviewed')
})

test('nothing that changes the truth is enabled where the project can only be read', () => {
  const { context, editor } = open(slots(1), 'review', true)
  editor.selectAll()
  const enabled = commands.filter((command) => command.enabled(context)).map((command) => command.id)
  expect(enabled).not.toContain('edit.undo')
  expect(
    enabled.filter((id) =>
      /^(point\.(add|delete|nudge|cycle|required)|item\.(accept|empty|flag)|answer\.use)/.test(id),
    ),
  ).toEqual([])
  expect(enabled).toContain('point.next')
})
