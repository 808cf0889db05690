import type { AnswerRecord } from '../../../core/answer-files/answer-record.ts'
import type { Found } from '../../../core/answer-files/find-item.ts'
import type { Answer } from '../../../core/answer.ts'
import type { Size } from '../../../core/geometry.ts'
import { readAnswer } from '../../../core/read-answer.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Context } from '../context.ts'
import { isSamePoints } from '../readings/same-reading.ts'

/** What became of a record: its item has a new answer, or had it already, or it does not fit. */
export type Kept = { readonly kind: 'added' | 'existing'; readonly itemId: string } | Exclude<Found, { kind: 'item' }>

/** Shares of pictures of one shape differ by less than this where sides were rounded to pixels. */
const SAME_SHAPE = 0.01

const isSameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height
const isSameShape = (a: Size, b: Size): boolean =>
  Math.abs((a.width * b.height) / (a.height * b.width) - 1) < SAME_SHAPE

const shown = ({ width, height }: Size): string => `${width} × ${height}`

/** Whether the numbers can be about this image: pixels need its size, shares its shape. */
const fits = ({ size, convention }: AnswerRecord, image: Size): boolean =>
  size === undefined || isSameSize(size, image) || (convention === 'percent' && isSameShape(size, image))

/**
 * Keeps a record as the answer of a solver to an item, with a task of its own that is over. Call it in a transaction; summary and error
 * of the item are the caller's affair. An answer that says the same as one that is there is not kept again. `solverOf` makes the
 * solver where there is none yet: not before there is something to keep.
 */
export function keepAnswer(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  solverOf: (source: string) => Solver,
  itemId: string,
  record: AnswerRecord,
): Kept {
  const item = store.items.get(itemId)
  if (!item) return { kind: 'problem', reason: 'Its item is gone.', remedy: 'Import the file again.' }
  const { image } = item
  if (!fits(record, image)) {
    const reason = `It is about a picture of ${record.size ? shown(record.size) : '?'} pixels, but ${item.name} has ${shown(image)}.`
    return { kind: 'problem', reason, remedy: 'Check that it is the same picture, upright and in full size.' }
  }
  const fullSize = { width: image.width, height: image.height }
  const sentSize = record.size ?? fullSize
  const source = { profile: 'file', options: { sourceName: record.source } } as const
  const reading = readAnswer(source, record.raw, sentSize, fullSize)
  if (reading.kind !== 'points') throw new Error(`A record that was read cannot be read again: ${record.raw}`)
  const { points, convention } = reading
  const solver = solverOf(record.source)
  const others = store.answers.ofItem(itemId).filter(({ solverId }) => solverId === solver.id)
  if (others.some((other) => isSamePoints(other.points, points))) return { kind: 'existing', itemId }

  const at = now()
  const taskId = newId()
  const cost = record.cost === undefined ? {} : { cost: record.cost }
  const answer: Answer = {
    id: newId(),
    taskId,
    itemId,
    solverId: solver.id,
    points,
    convention,
    sentSize,
    latencyMs: record.latencyMs ?? 0,
    ...cost,
    at,
  }
  const times = { createdAt: at, settledAt: at }
  store.tasks.insert({
    id: taskId,
    itemId,
    solverId: solver.id,
    status: 'solved',
    instruction: item.instruction,
    ...cost,
    ...times,
  })
  store.tasks.setSentSize(taskId, sentSize)
  store.answers.insert(answer, Buffer.from(record.raw))
  return { kind: 'added', itemId }
}
