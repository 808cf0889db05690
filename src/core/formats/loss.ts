import { isInside } from '../geometry.ts'
import type { Dataset, LossLine, WriteOptions } from './format.ts'
import { labelOf } from './label.ts'

/** What a dataset holds, counted once for every format's loss report. */
export interface Counts {
  items: number
  /** Items that have a label to write. */
  labelled: number
  /** Items without one. */
  unlabelled: number
  /** Labels without points: a verified-empty item, or a solver that found nothing. */
  empty: number
  points: number
  outside: number
  withLabel: number
  /** Points whose label is the word that COCO files give to those without one. */
  namedPoint: number
  withInstruction: number
  /** Items with a label that nobody has marked as reviewed. */
  undecided: number
  /** Of the truth; lost where a solver's points are written, or where a format has no room. */
  targets: number
  optional: number
  regions: number
  answers: number
  /** Answers other than the one that is written as the label. */
  otherAnswers: number
  earlierRevisions: number
}

/** Counts a dataset. */
export function countDataset(dataset: Dataset, points: WriteOptions['points']): Counts {
  const counts: Counts = {
    items: 0,
    labelled: 0,
    unlabelled: 0,
    empty: 0,
    points: 0,
    outside: 0,
    withLabel: 0,
    namedPoint: 0,
    withInstruction: 0,
    undecided: 0,
    targets: 0,
    optional: 0,
    regions: 0,
    answers: 0,
    otherAnswers: 0,
    earlierRevisions: 0,
  }
  for (const entry of dataset) {
    const { item, targets, answers } = entry
    const label = labelOf(entry, points)
    counts.items += 1
    counts.targets += targets.length
    counts.answers += answers.length
    counts.otherAnswers += answers.length - (label?.of ? 1 : 0)
    counts.earlierRevisions += Math.max(0, item.revision - 1)
    if (item.instruction !== '') counts.withInstruction += 1
    for (const target of targets) {
      if (!target.required) counts.optional += 1
      if (target.region) counts.regions += 1
    }
    if (!label) {
      counts.unlabelled += 1
      continue
    }
    counts.labelled += 1
    if (item.state !== 'reviewed') counts.undecided += 1
    if (label.points.length === 0) counts.empty += 1
    for (const point of label.points) {
      counts.points += 1
      if (!isInside(point, item.image)) counts.outside += 1
      if (point.label !== '') counts.withLabel += 1
      if (point.label === 'point') counts.namedPoint += 1
    }
  }
  return counts
}

/** A line with the singular or the plural of what is counted. */
export const line = (kind: LossLine['kind'], count: number, one: string, many: string): LossLine => ({
  kind,
  count,
  what: count === 1 ? one : many,
})

/** The lines that say something. */
export const withoutZeros = (lines: readonly LossLine[]): LossLine[] => lines.filter(({ count }) => count > 0)

/** Lines on what is written as it is. */
export const keptLines = (counts: Counts, points: WriteOptions['points']): LossLine[] => [
  line('kept', counts.points, 'point', 'points'),
  points.of === 'truth'
    ? line('kept', counts.empty, 'verified-empty item', 'verified-empty items')
    : line('kept', counts.empty, 'answer that found nothing', 'answers that found nothing'),
  line('kept', counts.outside, 'point outside its image, as it is', 'points outside their images, as they are'),
]

/** Lines on items that have no label. */
export const unlabelledLine = (counts: Counts, points: WriteOptions['points']): LossLine =>
  points.of === 'truth'
    ? line(
        'lost',
        counts.unlabelled,
        'item left out: no targets and not reviewed',
        'items left out: no targets and not reviewed',
      )
    : line(
        'lost',
        counts.unlabelled,
        'item left out: no answer of this solver',
        'items left out: no answer of this solver',
      )

/** Lines on what no format but our own has room for. */
export const commonLosses = (counts: Counts, points: WriteOptions['points']): LossLine[] => [
  line(
    'lost',
    counts.undecided,
    'mark of an item that is flagged or not reviewed',
    'marks of items that are flagged or not reviewed',
  ),
  ...(points.of === 'truth'
    ? [
        line('lost', counts.optional, 'mark of an optional target', 'marks of optional targets'),
        line('lost', counts.regions, 'acceptance region', 'acceptance regions'),
      ]
    : [line('lost', counts.targets, 'target of the truth', 'targets of the truth')]),
  line('lost', counts.otherAnswers, 'other answer of a solver', 'other answers of solvers'),
]
