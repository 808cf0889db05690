/**
 * The JSON text of a value with a picture in it as base64: it is put at the end of the last string of the text, which is empty or
 * holds the head of a data URI. JSON.stringify would walk and copy a picture of megabytes once more, and the alphabet of base64
 * needs no escapes. The last quote of a JSON text always ends a string, so the caller only has to name the picture last.
 */
export function jsonWithPicture(value: object, picture: Uint8Array): Uint8Array {
  const text = JSON.stringify(value)
  const end = text.lastIndexOf('"')
  const base64 = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength).toString('base64')
  const head = Buffer.from(text.slice(0, end))
  const tail = Buffer.from(text.slice(end))
  // Written in its place at once: the picture is by far the most of it.
  const body = Buffer.allocUnsafe(head.length + base64.length + tail.length)
  head.copy(body)
  body.write(base64, head.length, 'latin1')
  tail.copy(body, head.length + base64.length)
  return body
}
