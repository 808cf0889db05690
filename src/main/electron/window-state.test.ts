import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readWindowState, writeWindowState } from './window-state.ts'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const state = { bounds: { x: 100, y: 50, width: 1200, height: 800 }, maximized: false }

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-window-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return join(folder, 'window.json')
}

test('what was written is read', () => {
  const file = temporaryFile()
  writeWindowState(file, state)
  expect(readWindowState(file, [display])).toEqual(state)
})

test('a place that no display shows any more is forgotten', () => {
  const file = temporaryFile()
  writeWindowState(file, { ...state, bounds: { ...state.bounds, x: 1920 } })
  expect(readWindowState(file, [display])).toBeUndefined()
  expect(readWindowState(file, [display, { ...display, x: 1920 }])).toBeDefined()
})

test.each(['', 'x', '{}', '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false}'])(
  '%j is no state',
  (text) => {
    const file = temporaryFile()
    expect(readWindowState(file, [display])).toBeUndefined()
    writeFileSync(file, text)
    expect(readWindowState(file, [display])).toBeUndefined()
  },
)
