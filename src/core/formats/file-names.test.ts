import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../../tests/fixtures/arbitrary-dataset.ts'
import { createNamer, safeStem } from './file-names.ts'

test.each([
  ['photo.png', 'photo'],
  ['train/a/photo.final.JPG', 'photo.final'],
  ['..\\..\\x.gif', 'x'],
  ['../..', 'image'],
  ['', 'image'],
  ['.png', 'image'],
  ['.hidden.png', '_.hidden'],
  ['con.png', '_con'],
  ['nul.tar.gz', '_nul.tar.gz'],
  ['COM¹', '_COM¹'],
  ['a:b?.png', 'a_b_'],
  ['dots... .png', 'dots'],
  ['\u202egnp.exe', '_gnp.exe'],
  ['e\u0301.png', '\u00e9'],
  ['שלום.png', 'שלום'],
])('%j becomes %j', (from, to) => {
  expect(safeStem(from)).toBe(to)
})

test('names are safe, short and unique on every system', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.string({ minLength: 200, maxLength: 400, unit: 'grapheme' }))),
      (paths) => {
        const nameOf = createNamer()
        const names = paths.map((path) => nameOf(path, 'json'))
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
        for (const name of names) {
          expect(name).toMatch(/^[^/\\:*?"<>|]+\.json$/)
          expect(name).not.toMatch(/^\.|[. ]\.json$/)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(220)
        }
      },
    ),
  )
})

test('taken names are numbered in order, whatever the case', () => {
  const nameOf = createNamer()
  expect(['a.png', 'A.jpg', 'a-2.png', 'sub/a.gif'].map((path) => nameOf(path, 'json'))).toEqual([
    'a.json',
    'A-2.json',
    'a-2-2.json',
    'a-3.json',
  ])
})
