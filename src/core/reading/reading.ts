import type { ReplyPoint } from '../convention.ts'

/**
 * What the part of a reply that says where holds: points in the reply's own numbers, or, in words, what stood there instead.
 * An empty list of points is an answer: nothing is there.
 */
export type Reading =
  | {
      readonly kind: 'points'
      readonly points: readonly ReplyPoint[]
      /** Where its documentation says so, numbers over 100 in percent are mistakes of the model and no points. */
      readonly overHundredIsDropped?: true
    }
  | { readonly kind: 'wrong-format'; readonly found: string }

/** Not a reading; `found` says in words what stood there. */
export const wrongFormat = (found: string): Reading => ({ kind: 'wrong-format', found })

/** Longest account of what was found, characters. */
const LONGEST = 80

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** A short account of a text for people, in quotes. */
export const quote = (text: string): string => shortened(JSON.stringify(text.slice(0, LONGEST)))

/** As JSON, but no deeper and no longer than an account needs: what came may be deep enough to exhaust the stack. */
function outline(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (depth === 0) return '…'
  const parts: string[] = []
  let length = 0
  const add = (part: string): boolean => {
    parts.push(part)
    length += part.length
    return length <= LONGEST
  }
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) if (!add(outline(one, depth - 1))) break
    return `[${parts.join(',')}]`
  }
  for (const [key, one] of Object.entries(value)) {
    if (one !== undefined && !add(`${JSON.stringify(key.slice(0, LONGEST))}:${outline(one, depth - 1)}`)) break
  }
  return `{${parts.join(',')}}`
}

/** A short account of a value for people. */
export const describe = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'bigint' ? String(value) : shortened(outline(value, 6))
