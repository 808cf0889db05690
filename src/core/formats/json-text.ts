import type { ReadProblem } from './format.ts'

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: ReadProblem }

/** Parses JSON from a file. `line` is that of the text in its file, where it is one line of many. */
export function parseJson(file: string, text: string, line?: number): Parsed {
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
    return { ok: true, value }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(message)?.[1]
    const own = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length
    return { ok: false, problem: { file, line: line ?? own, reason: `This is not JSON: ${message}` } }
  }
}

/** Whether a parsed value is a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
