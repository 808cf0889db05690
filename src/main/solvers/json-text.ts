import type { RemoteId } from '../../core/task.ts'

/** What `JSON.parse` hands a reviver besides key and value (TC39 source text access, in Node since 22). */
type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown

const keepDigits =
  (idName: string): Reviver =>
  (key, value, { source }) =>
    key === idName && typeof value === 'number'
      ? ({ type: 'number', value: source ?? String(value) } satisfies RemoteId)
      : value

/**
 * Parses the bytes of a reply. A number named `idName` comes back as its digits, because the integers of some services exceed 2^53.
 * Throws SyntaxError for what is not JSON, or nests deeper than a reviver can follow, and TypeError for what is not UTF-8; a byte
 * order mark is passed over.
 */
export function parseReply(bytes: Uint8Array, idName = 'taskId'): unknown {
  try {
    return JSON.parse(readText(bytes), keepDigits(idName) as Parameters<typeof JSON.parse>[1])
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError('Lists in lists too deep to follow.', { cause: error })
    throw error
  }
}

/** The bytes of a reply as text, without a byte order mark. Throws TypeError for what is not UTF-8. */
export const readText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** The id as JSON, exactly as the service wrote it. */
export const remoteIdAsJson = (id: RemoteId): string => (id.type === 'number' ? id.value : JSON.stringify(id.value))
