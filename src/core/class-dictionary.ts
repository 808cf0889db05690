import { CLASS_SYNONYMS } from './class-synonyms.ts'
import { isUnchanging, pluralsOf, singularsOf } from './plural.ts'

/** What a phrase names. `number`: whether it speaks of one thing, of many, or of either. */
export interface Named {
  /** Places in the list of class names, ascending. */
  readonly classes: readonly number[]
  readonly number: 'one' | 'many' | 'either'
}

/** Words in small letters; a comma is a word of its own, other marks part words, and so does a capital after a small letter. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll('/', ' or ')
    .replaceAll(/[,;]/g, ' , ')
    .split(/[^\p{L}\p{M}\p{N},]+/u)
    .filter((word) => word !== '')

const numberOf = (phrase: string): Named['number'] =>
  isUnchanging(phrase) ? 'either' : singularsOf(phrase).length > 0 ? 'many' : 'one'

const formsOf = (phrase: string): string[] => [...pluralsOf(phrase), ...singularsOf(phrase)]

/**
 * The phrases that name classes. A class's own name goes before everything, then the words a person gave for it, then its plural or
 * singular, then the common synonyms: with both "cup" and "mug" as classes, "mug" is the mug alone.
 */
export function createDictionary(
  classNames: readonly string[],
  synonyms: Readonly<Record<string, readonly string[]>> = {},
): ReadonlyMap<string, Named> {
  const phrases = classNames.map((name) => wordsOf(name).join(' '))
  const found = new Map<string, Named & { readonly rank: number }>()
  const add = (phrase: string, index: number, rank: number) => {
    if (phrase === '') return
    const known = found.get(phrase)
    if (!known) found.set(phrase, { classes: [index], number: numberOf(phrase), rank })
    else if (known.rank === rank && !known.classes.includes(index))
      found.set(phrase, { ...known, classes: [...known.classes, index].sort((a, b) => a - b) })
  }
  const addAll = (phrase: string, index: number, rank: number) => {
    add(phrase, index, rank)
    for (const form of formsOf(phrase)) add(form, index, rank + 1)
  }

  for (const [index, phrase] of phrases.entries()) add(phrase, index, 0)
  for (const [name, words] of Object.entries(synonyms)) {
    const key = wordsOf(name).join(' ')
    for (const [index, phrase] of phrases.entries())
      if (phrase === key) for (const word of words) addAll(wordsOf(word).join(' '), index, 1)
  }
  for (const [index, phrase] of phrases.entries()) for (const form of formsOf(phrase)) add(form, index, 3)
  const groups = CLASS_SYNONYMS.flatMap((group) => group.map((word) => [word, group] as const))
  const groupOf = new Map<string, readonly string[]>(groups)
  for (const [index, phrase] of phrases.entries()) {
    const group = groupOf.get(phrase) ?? formsOf(phrase).flatMap((form) => groupOf.get(form) ?? [])
    for (const word of group) addAll(word, index, 4)
  }
  return found
}
