import { expect, test } from 'vitest'
import type { AnswerRecord } from './answer-record.ts'
import { createItemFinder } from './find-item.ts'

const [A, B, C] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] as const
const find = createItemFinder([
  { id: '1', name: 'street/one/a.png', instruction: 'cars', imageHash: A },
  { id: '2', name: 'street/one/a.png', instruction: 'buses', imageHash: A },
  { id: '3', name: 'street/two/a.png', instruction: 'cars', imageHash: B },
  { id: '4', name: 'b.png', instruction: '', imageHash: C },
])
const about = (record: Partial<AnswerRecord>) =>
  find({ raw: '', line: 1, names: [], source: '', convention: 'sent-pixels', points: [], ...record })

test.each<[string, Partial<AnswerRecord>, string]>([
  ['the hash, whatever the name', { sha256: C.toUpperCase(), names: ['street/two/a.png'] }, '4'],
  ['the path where the hash is not known', { sha256: 'd'.repeat(64), names: ['street/two/a.png'] }, '3'],
  ['the end of the path', { names: ['two/a.png'] }, '3'],
  ['a longer path', { names: ['/data/street/two/a.png'] }, '3'],
  ['a path of Windows', { names: ['.\\street\\two\\a.png'] }, '3'],
  ['the name', { names: ['elsewhere/b.png'] }, '4'],
  ['the next name', { names: ['0a1b2c3d-b.png', 'b.png'] }, '4'],
  ['the instruction, among the items of an image', { sha256: A, instruction: 'buses' }, '2'],
  ['the instruction, where it tells images apart', { names: ['a.png'], instruction: 'buses' }, '2'],
])('found by %s', (_, record, id) => {
  expect(about(record)).toEqual({ kind: 'item', id })
})

test.each<[Partial<AnswerRecord>, string, RegExp]>([
  [{ names: ['a.png'] }, 'a.png may be one of 2 images.', /path/],
  [{ names: ['a.png'], instruction: 'cars' }, 'a.png may be one of 2 images.', /path/],
  [{ sha256: A }, 'The image with this hash has 2 items.', /instruction/],
  [{ names: ['b.png'], instruction: 'cars' }, 'b.png has no item with the instruction "cars".', /Add the image/],
  [{ names: ['B.png'] }, 'No image here is called B.png.', /Add the image/],
  [{}, 'It does not say which image it is about.', /SHA-256/],
])('%j: %s', (record, reason, remedy) => {
  expect(about(record)).toEqual({ kind: 'problem', reason, remedy: expect.stringMatching(remedy) })
})
