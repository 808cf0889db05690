/** A count with its word: "1 image", "1,200 images". */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What an import brought, for people: "12 images added, 3 already here, 1 problem". */
export const importedWords = (
  { added, existing, problems }: { readonly added: number; readonly existing: number; readonly problems: number },
  one: string,
  many: string,
): string =>
  [
    `${counted(added, one, many)} added`,
    ...(existing > 0 ? [`${existing.toLocaleString('en')} already here`] : []),
    ...(problems > 0 ? [counted(problems, 'problem', 'problems')] : []),
  ].join(', ')
