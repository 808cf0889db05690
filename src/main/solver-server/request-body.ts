import type { IncomingMessage } from 'node:http'
import type { Fields } from './legacy-api.ts'

/** Bytes of one request: a picture of 24 MB in base64. */
const LONGEST_BODY = 32_000_000

export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong'
}

/** Reads a request to its end. Throws BodyTooLong as soon as the length, said or real, passes the cap. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw new BodyTooLong()
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.byteLength
    if (length > LONGEST_BODY) throw new BodyTooLong()
    parts.push(part)
  }
  return Buffer.concat(parts, length)
}

/** The fields of a legacy call: a multipart or url-encoded form, or JSON as some official clients send it. Throws where it is none of them. */
export async function readFields(contentType: string, body: Buffer): Promise<Fields> {
  const fields = new Map<string, string | Uint8Array>()
  if (/^application\/json/i.test(contentType)) {
    const value: unknown = JSON.parse(body.toString('utf8'))
    for (const [name, field] of Object.entries(value ?? {})) {
      if (typeof field === 'string' || typeof field === 'number') fields.set(name, String(field))
    }
    return fields
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  for (const [name, field] of form) {
    fields.set(name, typeof field === 'string' ? field : new Uint8Array(await field.arrayBuffer()))
  }
  return fields
}
