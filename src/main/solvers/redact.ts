/** Shorter keys occur by chance in any text, and guard nothing. */
const SHORTEST_KEY = 6
const MARK = '[redacted]'

/** As JSON, the way PHP writes it: slashes and everything beyond ASCII are escaped too. */
const escapedJson = (key: string): string =>
  JSON.stringify(key)
    .slice(1, -1)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Every form in which a service may echo a key. */
const formsOf = (key: string): readonly string[] =>
  key.length < SHORTEST_KEY
    ? []
    : [
        ...new Set([
          key,
          JSON.stringify(key).slice(1, -1),
          escapedJson(key),
          encodeURIComponent(key.toWellFormed()),
          // A form, and the query of res.php, escape more than that: "!", "~" and others, and write a space as "+".
          new URLSearchParams({ '': key }).toString().slice(1),
          Buffer.from(key).toString('base64'),
        ]),
      ]

/** The text with a mark instead of the key. */
export const redactText = (text: string, key: string, mark = MARK): string =>
  formsOf(key).reduce((kept, form) => kept.replaceAll(form, mark), text)

/** A JSON value without the key in any of its texts and names. */
export function redactValue(value: unknown, key: string): unknown {
  if (typeof value === 'string') return redactText(value, key)
  if (Array.isArray(value)) return value.map((one) => redactValue(one, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [redactText(name, key), redactValue(one, key)]))
}

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
