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

/** Neutralises a text cell. Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
export const guard = (text: string): string => {
  const whole = text.toWellFormed()
  return FORMULA.test(whole) ? `'${whole}` : whole
}

/** The text that was guarded. */
export const unguard = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)
