import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wordsFor } from './failure-words.ts'

const paper = readFileSync(join(import.meta.dirname, '../../../../docs/protocol.md'), 'utf8')
const table = paper.slice(paper.indexOf('## 3.'), paper.indexOf('## 4.'))
const codes = [...new Set(table.match(/\b(?:ERROR|TASK)_[A-Z_]+\b/g))]
const ours = [
  'unreadable-answer',
  'no-convention',
  'picture',
  'result-lost',
  'repeated-id',
  'reply-lost',
  'unreachable',
]

test('every code of the paper and of ours has a title and a remedy of its own', () => {
  expect(codes.length).toBeGreaterThan(18)
  for (const code of [...codes, ...ours]) {
    const { title, remedy } = wordsFor(code, 'As the service said.')
    expect(title, code).not.toBe('As the service said')
    expect(title.length, code).toBeLessThan(40)
    expect(remedy, code).toMatch(/\.$/)
  }
})

test('kept replies are read again, free; what fails the same way again has no button', () => {
  expect(wordsFor('unreadable-answer', '').action).toBe('re-read')
  expect(wordsFor('no-convention', '').action).toBe('re-read')
  expect(wordsFor('ERROR_TASK_NOT_SUPPORTED', '').action).toBe('none')
  expect(wordsFor('ERROR_CAPTCHA_UNSOLVABLE', '').action).toBe('retry')
})

test('a status without a code is named', () => {
  expect(wordsFor('HTTP 429', '').title).toBe('Too many requests')
  expect(wordsFor('HTTP 503', '').title).toBe('Service out of order')
  expect(wordsFor('HTTP 418', '').title).toBe('Refused with HTTP 418')
})

test('what a service says with a code of its own is the title, the code where it says too much or nothing', () => {
  expect(wordsFor('ERROR_X', 'No worker speaks it.').title).toBe('No worker speaks it')
  expect(wordsFor('ERROR_X', 'x'.repeat(61)).title).toBe('ERROR_X')
  expect(wordsFor('ERROR_X', ' ').title).toBe('ERROR_X')
  expect(wordsFor('constructor', '').title).toBe('constructor')
})
