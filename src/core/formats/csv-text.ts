/** The header row: `formats.md`. */
export const csvColumns = [
  'image',
  'sha256',
  'width',
  'height',
  'instruction',
  'target_id',
  'label',
  'x',
  'y',
  'verdict',
  'source',
  'solver',
  'dx',
  'dy',
] as const

/** What a spreadsheet takes for a formula, plain or full-width, also behind our own guard so that it can be told apart. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/
const QUOTED = /[",\r\n]/

/**
 * A text cell as it is written: neutralised, and quoted where RFC 4180 asks for it. Lone surrogates, which UTF-8 cannot hold,
 * become U+FFFD.
 */
export function textCell(text: string): string {
  const whole = text.toWellFormed()
  const guarded = FORMULA.test(whole) ? `'${whole}` : whole
  return QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** The text that was guarded. */
export const unguard = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)
