import { readFileSync, writeFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import { z } from 'zod'

/** Where the window was. Bounds in display-independent pixels of the whole desktop. */
export const WindowState = z
  .object({
    bounds: z.object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().min(640).max(20_000),
      height: z.number().int().min(480).max(20_000),
    }),
    maximized: z.boolean(),
  })
  .readonly()
export type WindowState = z.infer<typeof WindowState>

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The state kept in `file`, or undefined where there is none, it is damaged, or no display shows that place any more. */
export function readWindowState(file: string, displays: readonly Rectangle[]): WindowState | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const state = WindowState.safeParse(parseOrNothing(text)).data
  return state && displays.some((display) => overlaps(display, state.bounds)) ? state : undefined
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keeps the state in `file`, which its user alone may read. */
export function writeWindowState(file: string, state: WindowState): void {
  writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
}
