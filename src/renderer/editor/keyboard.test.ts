import { expect, test } from 'vitest'
import type { CommandContext } from './command-context.ts'
import type { Command } from './commands.ts'
import { chordsOf } from './keyboard-events.ts'
import type { Place } from './keyboard.ts'
import { createKeyboard, keyCaps } from './keyboard.ts'

const context = { view: 'review' } as CommandContext

function open(...rows: (Partial<Command> & Pick<Command, 'id' | 'keys'>)[]) {
  const ran: string[] = []
  const commands = rows.map((row): Command => ({
    title: row.id,
    group: 'App',
    where: 'review',
    enabled: () => true,
    run: () => ran.push(row.id),
    release: () => ran.push(`${row.id} released`),
    ...row,
  }))
  const keyboard = createKeyboard(commands, () => context)
  let clock = 0
  const press = (chord: string, more: { place?: Place; repeat?: boolean; after?: number } = {}): boolean => {
    clock += more.after ?? 100
    return keyboard.press({ chords: [chord], place: more.place ?? 'page', repeat: more.repeat ?? false, at: clock })
  }
  return { press, keyboard, ran: () => ran.filter((what) => !what.endsWith('released')), all: ran }
}

test('a chord runs its command; an unknown one is left to others', () => {
  const { press, ran } = open({ id: 'next', keys: ['J', 'PageDown'] })
  expect(press('J')).toBe(true)
  expect(press('PageDown')).toBe(true)
  expect(press('X')).toBe(false)
  expect(ran()).toEqual(['next', 'next'])
})

test('two chords in a row run the command that has both, if the second comes soon', () => {
  const { press, ran } = open({ id: 'settings', keys: ['G S'] }, { id: 'snap', keys: ['S'] })
  expect(press('G')).toBe(true)
  expect(press('S')).toBe(true)
  press('G')
  press('S', { after: 5_000 })
  press('G')
  press('X')
  press('S')
  expect(ran()).toEqual(['settings', 'snap', 'snap'])
})

test('a command that is not enabled neither runs nor opens a sequence', () => {
  const { press, ran } = open(
    { id: 'one', keys: ['U'] },
    { id: 'first', keys: ['U 1'], enabled: () => false },
    { id: 'toggle', keys: ['1'] },
  )
  press('U')
  press('1')
  expect(ran()).toEqual(['one', 'toggle'])
})

test('what is typed into a field stays there, except for commands that say otherwise', () => {
  const { press, ran } = open({ id: 'flag', keys: ['F'] }, { id: 'send', keys: ['Ctrl+Enter'], inFields: true })
  expect(press('F', { place: 'field' })).toBe(false)
  expect(press('Ctrl+Enter', { place: 'field' })).toBe(true)
  expect(ran()).toEqual(['send'])
})

test('a focused control keeps the keys it is worked with, a dialog keeps all', () => {
  const { press, ran } = open({ id: 'accept', keys: ['Enter'] }, { id: 'flag', keys: ['F'], where: 'everywhere' })
  expect(press('Enter', { place: 'control' })).toBe(false)
  expect(press('F', { place: 'control' })).toBe(true)
  expect(press('F', { place: 'dialog' })).toBe(false)
  expect(ran()).toEqual(['flag'])
})

test('keys of the picture work on the focused picture only', () => {
  const { press } = open({ id: 'point', keys: ['Tab'], where: 'canvas' })
  expect(press('Tab')).toBe(false)
  expect(press('Tab', { place: 'canvas' })).toBe(true)
})

test('a held key runs again only where that is meant, and is never left to others', () => {
  const { press, ran } = open({ id: 'accept', keys: ['Enter'] }, { id: 'nudge', keys: ['ArrowUp'], repeats: true })
  press('Enter')
  expect(press('Enter', { repeat: true })).toBe(true)
  press('ArrowUp')
  press('ArrowUp', { repeat: true })
  expect(ran()).toEqual(['accept', 'nudge', 'nudge'])
})

test('letting go ends what a held key began, once', () => {
  const { press, keyboard, all } = open({ id: 'nudge', keys: ['ArrowUp'], repeats: true })
  press('ArrowUp')
  press('ArrowUp', { repeat: true })
  keyboard.release()
  keyboard.release()
  expect(all).toEqual(['nudge', 'nudge', 'nudge released'])
})

const key = (
  name: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
) =>
  chordsOf({
    key: name,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    timeStamp: 0,
    ...held,
  })

test.each([
  [key('z', 'KeyZ', { ctrlKey: true }), ['Ctrl+Z']],
  [key('Z', 'KeyZ', { metaKey: true, shiftKey: true }), ['Ctrl+Shift+Z']],
  [key('?', 'Slash', { shiftKey: true }), ['?']],
  [key('/', 'Digit7', { shiftKey: true }), ['/', 'Shift+7']],
  [key(')', 'Digit0', { shiftKey: true }), [')', 'Shift+0']],
  [key('&', 'Digit1'), ['&', '1']],
  [key('1', 'Digit1'), ['1', '1']],
  [key('ArrowLeft', 'ArrowLeft', { shiftKey: true }), ['Shift+ArrowLeft']],
  [key(' ', 'Space'), ['Space']],
  [key('ü', 'BracketLeft'), ['Ü']],
])('%j is named', (chords, names) => {
  expect(chords).toEqual(names)
})

test('keys are shown as caps', () => {
  expect(keyCaps('Ctrl+Shift+Z')).toEqual([['Ctrl', 'Shift', 'Z']])
  expect(keyCaps('G S')).toEqual([['G'], ['S']])
  expect(keyCaps('+')).toEqual([['+']])
  expect(keyCaps('Shift+ArrowLeft')).toEqual([['Shift', '←']])
})
