import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactBytes, redactText, redactValue } from './redact.ts'

const key = fc.string({ minLength: 6, maxLength: 60, unit: 'grapheme' })

/** What json_encode of PHP makes of a text, unit by unit. */
const phpJson = (text: string): string =>
  text
    .split('')
    .map((unit) => {
      if (unit === '/') return '\\/'
      const code = unit.charCodeAt(0)
      return code > 0x7f ? `\\u${code.toString(16).padStart(4, '0')}` : JSON.stringify(unit).slice(1, -1)
    })
    .join('')

test('a key is found in every form it may be echoed in', () => {
  fc.assert(
    fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
      const forms = [
        secret,
        JSON.stringify(secret).slice(1, -1),
        phpJson(secret),
        encodeURIComponent(secret),
        new URLSearchParams({ '': secret }).toString().slice(1),
        Buffer.from(secret).toString('base64'),
      ]
      for (const form of forms) {
        expect(redactText(`${before}${form}${after}`, secret)).not.toContain(form)
        expect(Buffer.from(redactBytes(Buffer.from(`${before}${form}${after}`), secret)).includes(form)).toBe(false)
      }
    }),
  )
})

test('bytes without the key stay what they are, valid text or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(redactBytes(bytes, 'a-key-that-is-not-there')).toBe(bytes)
    }),
  )
})

test('bytes round the key survive', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from('schlüssel'), Buffer.from([0xfe])])
  expect([...redactBytes(bytes, 'schlüssel')]).toEqual([0xff, 0x00, ...Buffer.from('[redacted]'), 0xfe])
})

test('a key is taken out of texts and names of a value, and nothing else changes', () => {
  const secret = 'abc/défgh'
  const value = { [secret]: [1, null, `x${secret}y`], other: { deep: secret } }
  expect(redactValue(value, secret)).toEqual({
    '[redacted]': [1, null, 'x[redacted]y'],
    other: { deep: '[redacted]' },
  })
})
