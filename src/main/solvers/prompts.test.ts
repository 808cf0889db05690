import { expect, test } from 'vitest'
import { fillPrompt, nounPhrase } from './prompts.ts'

const picture = { bytes: new Uint8Array(), contentType: 'image/png', width: 640, height: 480 }

test('a prompt is filled in one pass, and other braces stay', () => {
  const template = '{instruction} in {width} × {height}: [{"point": [x, y]}] {other} {instruction}'
  expect(fillPrompt(template, { instruction: 'the {width} sign', picture })).toBe(
    'the {width} sign in 640 × 480: [{"point": [x, y]}] {other} the {width} sign',
  )
})

test('an instruction with signs of String.replace is filled in as it is', () => {
  expect(fillPrompt('Find {instruction}', { instruction: "$& $1 $' $$", picture })).toBe("Find $& $1 $' $$")
})

test.each([
  ['Click on all traffic lights', 'traffic lights'],
  ['Click all the red circles.', 'red circles'],
  ['please select each of the cats', 'cats'],
  ['Point to a face', 'face'],
  ['Find the person in the middle', 'person in the middle'],
  ['face', 'face'],
  ['the left eye', 'left eye'],
  ['Click', 'Click'],
  ['Klicke auf alle Ampeln', 'Klicke auf alle Ampeln'],
])('%s is about %s', (instruction, phrase) => {
  expect(nounPhrase(instruction)).toBe(phrase)
})
