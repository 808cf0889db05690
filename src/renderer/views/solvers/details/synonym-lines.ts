/** The lines of a text that say something. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `car: auto, vehicle` a line. */
export const synonymLines = (synonyms: Readonly<Record<string, readonly string[]>> = {}): string =>
  Object.entries(synonyms)
    .map(([name, words]) => `${name}: ${words.join(', ')}`)
    .join('\n')

/** The reverse of `synonymLines`; a class that is named twice has the words of both lines. Nothing where there is none. */
export function synonymsOf(text: string): Record<string, string[]> | undefined {
  const synonyms = new Map<string, string[]>()
  for (const line of linesOf(text)) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).trim()
    const words = line
      .slice(at + 1)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    if (at > 0 && name !== '' && words.length > 0) synonyms.set(name, [...(synonyms.get(name) ?? []), ...words])
  }
  return synonyms.size > 0 ? Object.fromEntries(synonyms) : undefined
}
