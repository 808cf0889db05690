import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readClassNames } from './class-names.ts'

const good: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a Python table': ["{0: 'person', 1: 'traffic light'}", ['person', 'traffic light']],
  'a Python table with marks in it': [
    `{0: "driver's cab", 1: 'a \\'b\\' c', 2: 'x, y: {z}', 3: 'tab\\tend', 4: 'caf\\xe9'}`,
    ["driver's cab", "a 'b' c", 'x, y: {z}', 'tab\tend', 'café'],
  ],
  'a Python table out of order': ["{1: 'b', 0: 'a',}", ['a', 'b']],
  'a Python list': ["['a', 'b']", ['a', 'b']],
  'a JSON list': ['["a", "b"]\n', ['a', 'b']],
  'a JSON table': ['{"0": "a", "1": "b"}', ['a', 'b']],
  'one a line': ['\uFEFFperson\r\n\r\ntraffic light\n# 7\n', ['person', 'traffic light', '# 7']],
  'a YAML table': ['path: x\nnames:\n  0: person\n  1: "traffic light" # two\n\nnc: 2\n', ['person', 'traffic light']],
  'a YAML list': ['nc: 2\nnames:\n- person\n- traffic light\ntrain: x', ['person', 'traffic light']],
  'a YAML list in brackets': ["names: ['a',\n  'b']\nnc: 2", ['a', 'b']],
}

for (const [what, [text, names]] of Object.entries(good)) {
  test(`${what} is read`, () => {
    expect(readClassNames(text)).toEqual(names)
  })
}

for (const [what, text] of Object.entries({
  'an empty text': ' \n',
  'a table with a gap': "{0: 'a', 2: 'b'}",
  'a table with a place twice': "{0: 'a', 0: 'b'}",
  'a table that is cut': "{0: 'a', 1: 'b",
  'more after the end': "['a'] + x",
  'names that are numbers': '[1, 2]',
  'an empty name': "['a', '']",
  'an empty table': '{}',
  'a YAML file without names in it': 'names:\nnc: 2',
  'a name of 201 characters': 'x'.repeat(201),
})) {
  test(`${what} is none`, () => {
    expect(readClassNames(text)).toBeUndefined()
  })
}

test('what JSON writes is read back', () => {
  const name = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), (names) => {
      expect(readClassNames(JSON.stringify(names))).toEqual(names)
      expect(readClassNames(JSON.stringify(Object.fromEntries(names.entries())))).toEqual(names)
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readClassNames(text)))
})
