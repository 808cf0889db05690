import { expect, test } from 'vitest'
import { synonymLines, synonymsOf } from './synonym-lines.ts'

test('synonyms go to lines and back', () => {
  const synonyms = { car: ['auto', 'vehicle'], 'traffic light': ['signal'] }
  expect(synonymLines(synonyms)).toBe('car: auto, vehicle\ntraffic light: signal')
  expect(synonymsOf(synonymLines(synonyms))).toEqual(synonyms)
})

test('empty lines and words say nothing, and a class may stand on two lines', () => {
  expect(synonymsOf(' car : auto,, \n\n car: vehicle\nbus:\n: lost')).toEqual({ car: ['auto', 'vehicle'] })
  expect(synonymsOf(' \n')).toBeUndefined()
})
