import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactBytes, redactText } from './redact.ts'

const key = fc.string({ minLength: 6, maxLength: 60, unit: 'grapheme' })

test('a key is found in every form it may be echoed in', () => {
  fc.assert(
    fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
      const forms = [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
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
