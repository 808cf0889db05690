import { expect, it } from 'vitest'
import { headline, remedyOf } from './failure-words.ts'

it('parts a message after its first sentence', () => {
  expect(headline('Cannot read “a.b”. It reads colours. And forms.')).toEqual({
    first: 'Cannot read “a.b”.',
    rest: 'It reads colours. And forms.',
  })
  expect(headline('No balance')).toEqual({ first: 'No balance', rest: '' })
})

it('knows what to do about any failure', () => {
  expect(remedyOf('ERROR_ZERO_BALANCE')).toContain('Top up')
  expect(remedyOf('something-new')).toContain('Retry')
  expect(remedyOf(undefined)).toContain('Retry')
})
