/** Shorter keys occur by chance in any text, and guard nothing. */
const SHORTEST_KEY = 6
const MARK = '[redacted]'

/** Every form in which a service may echo a key. */
const formsOf = (key: string): readonly string[] =>
  key.length < SHORTEST_KEY
    ? []
    : [
        ...new Set([
          key,
          JSON.stringify(key).slice(1, -1),
          encodeURIComponent(key.toWellFormed()),
          Buffer.from(key).toString('base64'),
        ]),
      ]

/** The text without the key. */
export const redactText = (text: string, key: string): string =>
  formsOf(key).reduce((kept, form) => kept.replaceAll(form, MARK), text)

/** latin1 maps every byte to one character and back, so bytes that are not UTF-8 survive. */
const latin = (text: string): string => Buffer.from(text).toString('latin1')

/** The bytes without the key; the same bytes where it does not occur, valid UTF-8 or not. */
export function redactBytes(bytes: Uint8Array, key: string): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!formsOf(key).some((form) => buffer.includes(form))) return bytes
  return Buffer.from(
    formsOf(key).reduce((kept, form) => kept.replaceAll(latin(form), MARK), buffer.toString('latin1')),
    'latin1',
  )
}
