import type { AnswerRecord } from './answer-record.ts'

/** An item that an answer may be about. */
interface Candidate {
  readonly id: string
  readonly name: string
  readonly instruction: string
  readonly imageHash: string
}

/** The item a record is about, or why it cannot be told, with the remedy. */
export type Found =
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'problem'; readonly reason: string; readonly remedy: string }

const problem = (reason: string, remedy: string): Found => ({ kind: 'problem', reason, remedy })

const toPath = (name: string): string => name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')
const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const isTail = (path: string, tail: string): boolean => path === tail || path.endsWith(`/${tail}`)

function group<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const others = groups.get(key)
    if (others) others.push(value)
    else groups.set(key, [value])
  }
  return groups
}

function pick(
  { instruction }: Pick<AnswerRecord, 'instruction'>,
  candidates: readonly Candidate[],
  called: string,
): Found {
  const images = new Set(candidates.map(({ imageHash }) => imageHash))
  const fitting = instruction === undefined ? candidates : candidates.filter((one) => one.instruction === instruction)
  const [only, second] = fitting
  if (only && !second) return { kind: 'item', id: only.id }
  if (!only) {
    return problem(
      `${called} has no item with the instruction "${instruction ?? ''}".`,
      'Add the image with that instruction first, or correct it in the file.',
    )
  }
  return images.size > 1
    ? problem(
        `${called} may be one of ${images.size} images.`,
        'Give the path within its folder, or the SHA-256, in the file.',
      )
    : problem(
        `${called} has ${fitting.length} items.`,
        instruction === undefined ? 'Give the instruction in the file.' : 'Keep one of them.',
      )
}

/**
 * Finds items by what files call their images: by content hash, else by path, else by file name; where an image has several items, by
 * the instruction. What could be several is never guessed.
 */
export function createItemFinder(items: readonly Candidate[]): (record: AnswerRecord) => Found {
  const byHash = group(items, ({ imageHash }) => imageHash)
  const byBase = group(items, ({ name }) => baseOf(toPath(name)))

  const byName = (name: string): readonly Candidate[] => {
    const path = toPath(name)
    const same = byBase.get(baseOf(path)) ?? []
    const steps = [
      same.filter((one) => toPath(one.name) === path),
      same.filter((one) => isTail(toPath(one.name), path) || isTail(path, toPath(one.name))),
      same,
    ]
    return steps.find((step) => step.length > 0) ?? []
  }

  return (record) => {
    const known = record.sha256 === undefined ? undefined : byHash.get(record.sha256.toLowerCase())
    if (known) return pick(record, known, record.names[0] ?? 'The image with this hash')
    for (const name of record.names) {
      const candidates = byName(name)
      if (candidates.length > 0) return pick(record, candidates, name)
    }
    const called = record.names[0]
    return called === undefined
      ? problem('It does not say which image it is about.', 'Give the name of the image, or its SHA-256, in the file.')
      : problem(`No image here is called ${called}.`, 'Add the image first, or correct the name in the file.')
  }
}
