/** Words that form their plural in their own way. */
const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  man: 'men',
  woman: 'women',
  child: 'children',
  mouse: 'mice',
  goose: 'geese',
  foot: 'feet',
  tooth: 'teeth',
  ox: 'oxen',
  knife: 'knives',
  life: 'lives',
  wife: 'wives',
  leaf: 'leaves',
  loaf: 'loaves',
  shelf: 'shelves',
  half: 'halves',
  wolf: 'wolves',
  calf: 'calves',
  scarf: 'scarves',
  thief: 'thieves',
  potato: 'potatoes',
  tomato: 'tomatoes',
  hero: 'heroes',
  ski: 'skis',
}

const SINGULARS: ReadonlyMap<string, string> = new Map(Object.entries(IRREGULAR).map(([one, many]) => [many, one]))

/** Words with one form for one and for many. */
const UNCHANGING = new Set([
  'sheep',
  'fish',
  'deer',
  'aircraft',
  'cattle',
  'scissors',
  'broccoli',
  'luggage',
  'series',
  'species',
  'pants',
  'trousers',
  'jeans',
  'shorts',
])

/** Changes the last word of a phrase. */
function withLast(phrase: string, change: (word: string) => readonly string[]): string[] {
  const at = phrase.lastIndexOf(' ') + 1
  return change(phrase.slice(at)).map((word) => phrase.slice(0, at) + word)
}

/** Whether an English phrase in small letters reads the same for one and for many ("sheep"). */
export const isUnchanging = (phrase: string): boolean => UNCHANGING.has(phrase.slice(phrase.lastIndexOf(' ') + 1))

/** The plurals that an English phrase in small letters may have; the last word changes. None where it has no other form. */
export const pluralsOf = (phrase: string): string[] =>
  withLast(phrase, (word) => {
    if (word === '' || UNCHANGING.has(word)) return []
    const irregular = IRREGULAR[word]
    if (irregular) return word === 'person' ? [irregular, 'persons'] : [irregular]
    if (/(?:s|x|z|ch|sh)$/.test(word)) return [`${word}es`]
    if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`]
    return [`${word}s`]
  })

/** The words that an English phrase in small letters may be the plural of. None where it does not end like a plural. */
export const singularsOf = (phrase: string): string[] =>
  withLast(phrase, (word) => {
    const irregular = SINGULARS.get(word)
    if (irregular) return [irregular]
    if (word === 'persons') return ['person']
    if (UNCHANGING.has(word) || word.endsWith('ss') || !/..s$/.test(word)) return []
    // "bus" is no plural: what ends in -us or -is is one thing.
    if (/(?:us|is)$/.test(word)) return []
    if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`, word.slice(0, -1)]
    return /(?:s|x|z|ch|sh)es$/.test(word) ? [word.slice(0, -2), word.slice(0, -1)] : [word.slice(0, -1)]
  })
