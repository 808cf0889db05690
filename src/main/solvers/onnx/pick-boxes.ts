import type { BoxOrder, WantedBoxes } from '../../../core/class-matching.ts'
import type { Candidate } from './suppress.ts'

const areaOf = ({ left, top, right, bottom }: Candidate): number => (right - left) * (bottom - top)

/** What sorts boxes, least first; of equal ones the better score goes first, for the sort is stable. */
const keys: Readonly<Record<BoxOrder, (box: Candidate) => number>> = {
  score: ({ score }) => -score,
  largest: (box) => -areaOf(box),
  smallest: areaOf,
  leftmost: ({ left, right }) => left + right,
  rightmost: ({ left, right }) => -left - right,
  topmost: ({ top, bottom }) => top + bottom,
  bottommost: ({ top, bottom }) => -top - bottom,
}

/** The boxes that were asked for, each once: wish by wish, in the order of the wish. `boxes` are best first. */
export function pickBoxes(boxes: readonly Candidate[], wanted: readonly WantedBoxes[]): readonly Candidate[] {
  const picked = new Set<Candidate>()
  for (const { classes, order, count } of wanted) {
    const key = keys[order]
    const of = new Set(classes)
    const sorted = boxes.filter(({ classIndex }) => of.has(classIndex)).sort((a, b) => key(a) - key(b))
    for (const box of sorted.slice(0, count)) picked.add(box)
  }
  return [...picked]
}
