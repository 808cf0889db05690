import { expect, test } from 'vitest'
import { WrongUsage } from '../host/output.ts'
import { checkArguments, wholeNumber } from './check-arguments.ts'

const definition = {
  paths: { type: 'positional' },
  out: { type: 'string' },
  open: { type: 'boolean', default: true },
} as const
const check = (...args: string[]) => {
  checkArguments(args, definition)
}

test('what the command knows passes', () => {
  check('a.png', '--out', 'x', 'b.png', '--no-open', '--help', '--', '--not-an-option')
})

test.each([
  [['--ouT', 'x'], '--ouT'],
  [['--out'], 'out'],
  [['--out', '--open'], '--out'],
  [['--open=maybe'], 'open'],
  [['-o', 'x'], '-o'],
])('%j is refused by name', (args, name) => {
  expect(() => {
    check(...args)
  }).toThrow(WrongUsage)
  expect(() => {
    check(...args)
  }).toThrow(name)
})

test('what is wrong is one sentence', () => {
  expect(() => {
    check('--bogus')
  }).toThrow(/^Unknown option '--bogus'\.$/)
})

test('words where none are taken are refused', () => {
  expect(() => {
    checkArguments(['stray'], { out: { type: 'string' } })
  }).toThrow(WrongUsage)
})

test('a whole number is one within its range', () => {
  expect(wholeNumber('port', '0', 0, 65_535)).toBe(0)
  expect(wholeNumber('port', '65535', 0, 65_535)).toBe(65_535)
  for (const text of ['', '-1', '65536', '1.5', '1e3', '0x10', ' 1', 'NaN']) {
    expect(() => wholeNumber('port', text, 0, 65_535), text).toThrow(WrongUsage)
  }
})
