import type { Target, Targets } from './truth.ts'

/** Longest label that is repeated in words, characters. */
const SHOWN_LABEL = 60

/** A signed distance with one decimal and a true minus sign: "+4.0", "−2.5". */
const signed = (value: number): string => {
  const digits = Math.abs(value).toFixed(1)
  return `${value < 0 && digits !== '0.0' ? '−' : '+'}${digits}`
}

const shortened = (label: string): string => {
  const characters = Array.from(label)
  return characters.length > SHOWN_LABEL ? `${characters.slice(0, SHOWN_LABEL - 1).join('')}…` : label
}

/** One target is named by its number, several by how many they are. */
const named = (numbers: readonly number[]): string =>
  numbers.length === 1 ? String(numbers[0]) : `${numbers.length} targets`

/** What all members share, or undefined. */
const shared = (values: readonly string[]): string | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined

/** A target before and after; `number` is its 1-based position afterwards. */
interface Change {
  readonly number: number
  readonly from: Target
  readonly to: Target
}

function describeMove(changes: readonly Change[]): string {
  const by = shared(changes.map(({ from, to }) => `${signed(to.x - from.x)}, ${signed(to.y - from.y)}`))
  const what = `moved ${named(changes.map(({ number }) => number))}`
  return by === undefined ? what : `${what} by ${by}`
}

function describeLabel(changes: readonly Change[]): string {
  const label = shared(changes.map(({ to }) => to.label))
  const what = named(changes.map(({ number }) => number))
  if (label === undefined) return `relabelled ${what}`
  return label === '' ? `took the label off ${what}` : `labelled ${what} as ${shortened(label)}`
}

/**
 * What was done between two states of a truth, in words for a revision: "Moved 3 by +4.0, −2.5", "Removed 2 targets".
 * Numbers are the 1-based positions shown on the markers: afterwards, or before for what is removed. At most 300 characters.
 */
export function describeChange(before: Targets, after: Targets): string {
  const old = new Map(before.map((target) => [target.id, target]))
  const added: number[] = []
  const changes: Change[] = []
  for (const [index, to] of after.entries()) {
    const from = old.get(to.id)
    if (from) changes.push({ number: index + 1, from, to })
    else added.push(index + 1)
  }
  const ids = new Set(after.map((target) => target.id))
  const removed = before.flatMap((target, index) => (ids.has(target.id) ? [] : [index + 1]))

  const movedOnes = changes.filter(({ from, to }) => from.x !== to.x || from.y !== to.y)
  const labelled = changes.filter(({ from, to }) => from.label !== to.label)
  const optional = changes.filter(({ from, to }) => from.required && !to.required)
  const required = changes.filter(({ from, to }) => !from.required && to.required)
  const regions = changes.filter(
    ({ from, to }) => from.x === to.x && from.y === to.y && JSON.stringify(from.region) !== JSON.stringify(to.region),
  )
  const numbersOf = (list: readonly Change[]) => named(list.map(({ number }) => number))
  const kept = before.filter((target) => ids.has(target.id))
  const reordered = kept.some((target, index) => changes[index]?.from !== target)

  const words = [
    removed.length > 0 && `removed ${named(removed)}`,
    added.length > 0 && `added ${named(added)}`,
    movedOnes.length > 0 && describeMove(movedOnes),
    labelled.length > 0 && describeLabel(labelled),
    optional.length > 0 && `made ${numbersOf(optional)} optional`,
    required.length > 0 && `made ${numbersOf(required)} required`,
    regions.length > 0 && `changed the region of ${numbersOf(regions)}`,
    reordered && 'changed the order',
  ].filter((word) => word !== false)
  const sentence = words.join(', ')
  return sentence === '' ? 'No change' : sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
