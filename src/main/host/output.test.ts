import { expect, test } from 'vitest'
import { createOutput, progressLine } from './output.ts'

const problem = { name: 'a.png', reason: 'It is damaged.', remedy: 'Save it anew.' }
const job = {
  id: 'j',
  kind: 'import',
  state: 'running',
  done: 1,
  total: 4,
  rate: 2,
  problems: 0,
  message: 'x',
} as const

function record(json: boolean, isTTY = false) {
  const written = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write: (text: string) => {
      written[name] += text
    },
  })
  return { output: createOutput(json, stream('stdout'), stream('stderr')), written }
}

test('for people: results on stdout, notes and problems on stderr, no events', () => {
  const { output, written } = record(false)
  output.event({ event: 'done' })
  output.say('said')
  output.note('noted')
  output.problems([problem])
  expect(written).toEqual({ stdout: 'said\n', stderr: 'noted\na.png: It is damaged. Save it anew.\n' })
})

test('for scripts: JSON lines alone on stdout', () => {
  const { output, written } = record(true)
  output.say('said')
  output.event({ event: 'done', text: 'two\nlines' })
  output.problems([problem])
  const lines = written.stdout.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'done', text: 'two\nlines' },
    { event: 'problem', ...problem },
  ])
  expect(written.stderr).toBe('said\na.png: It is damaged. Save it anew.\n')
})

test('progress is drawn on a terminal only, and cleared before anything else is written', () => {
  const plain = record(false)
  plain.output.progress(job)
  expect(plain.written).toEqual({ stdout: '', stderr: '' })

  const terminal = record(false, true)
  terminal.output.progress(job)
  terminal.output.note('noted')
  expect(terminal.written.stderr).toBe(`\r\u001B[K${progressLine(job)}\r\u001B[Knoted\n`)
})

test('a progress line says how far, how fast and how long', () => {
  expect(progressLine({ done: 1, total: 4, rate: 2, etaMs: 1_500, message: 'Importing' })).toBe(
    `${'█'.repeat(6)}${'░'.repeat(18)} 1/4, 2.0/s, 2 s left  Importing`,
  )
  expect(progressLine({ done: 0, total: 0, rate: 0, message: 'Waiting' })).toBe(`${'░'.repeat(24)} 0/0  Waiting`)
})

test('a name cannot steer the terminal', () => {
  const { output, written } = record(false)
  output.say('\u001B[2Jgone\u0007\u009B')
  expect(written.stdout).toBe('\uFFFD[2Jgone\uFFFD\uFFFD\n')
})
