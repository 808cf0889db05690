import type { IncomingMessage } from 'node:http'

/** The request said, or turned out, to be larger than its route allows. */
export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`A body of at most ${limit} bytes is taken here.`)
    this.name = 'BodyTooLarge'
  }
}

/** Reads at most `limit` bytes. Throws BodyTooLarge, before reading anything where the length is declared. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit)
  const chunks: Buffer[] = []
  let length = 0
  // The connection must outlive a refusal, or the answer that explains it would never arrive.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) throw new BodyTooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
