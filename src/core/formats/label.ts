import type { Correction } from '../correction.ts'
import type { ExportAnswer, ExportItem, WriteOptions } from './format.ts'

/** A point as a label file has it. Image frame, pixels; '' is no label. */
export interface LabelPoint {
  readonly x: number
  readonly y: number
  readonly label: string
  readonly targetId?: string
  /** What became of a solver's point, where the item is reviewed. */
  readonly correction?: Correction | undefined
}

/** What is to be written for an item. */
export interface Label {
  readonly points: readonly LabelPoint[]
  /** The answer whose points these are; absent for the truth. */
  readonly of?: ExportAnswer
}

function newestOf(answers: readonly ExportAnswer[], solverId: string): ExportAnswer | undefined {
  let newest: ExportAnswer | undefined
  for (const one of answers)
    if (one.answer.solverId === solverId && (!newest || one.answer.at >= newest.answer.at)) newest = one
  return newest
}

/**
 * The label of an item, or undefined where there is none: no answer of the chosen solver, or no targets in an item that is not
 * reviewed. Such an item must not be taken for one in which there is nothing to find.
 */
export function labelOf({ item, targets, answers }: ExportItem, points: WriteOptions['points']): Label | undefined {
  if (points.of === 'truth') {
    if (targets.length === 0 && item.state !== 'reviewed') return undefined
    return { points: targets.map(({ x, y, label, id }) => ({ x, y, label, targetId: id })) }
  }
  const newest = newestOf(answers, points.solverId)
  if (!newest) return undefined
  const fates = new Map(
    newest.corrections.flatMap((correction) =>
      correction.kind === 'added' ? [] : [[correction.answerPoint, correction] as const],
    ),
  )
  return {
    of: newest,
    points: newest.answer.points.map(({ x, y, label = '' }, index) => ({ x, y, label, correction: fates.get(index) })),
  }
}
