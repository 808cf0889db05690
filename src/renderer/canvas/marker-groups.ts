import type { ImagePoint } from '../../core/geometry.ts'
import { distance } from '../../core/geometry.ts'
import type { Matching } from '../../core/matching.ts'
import type { Target, Targets } from '../../core/truth.ts'
import type { AnswerBox } from './draw-boxes.ts'
import type { PointIndex } from './point-index.ts'
import { createPointIndex } from './point-index.ts'

/** An answer to be shown on the picture. Read-only: what is dragged is the truth. */
export interface AnswerMarks {
  /** The solver's mark, from 0: its colour and shape. */
  readonly slot: number
  /** Image frame, pixels. The centre of its box, where a point came as one. */
  readonly points: readonly (ImagePoint & { readonly box?: AnswerBox | undefined })[]
  /** How the points lie to `targets`; leave both out where there is nothing to judge by yet. */
  readonly judged?: { readonly targets: Targets; readonly matching: Matching } | undefined
}

/** Some of the targets, to be drawn and found together. */
export interface TargetGroup {
  readonly ids: readonly string[]
  /** The numbers on their markers, from 1. */
  readonly numbers: Uint32Array
  readonly index: PointIndex
}

/** From an answer's point to the target it hit. */
export interface ErrorLine {
  readonly from: ImagePoint
  readonly to: ImagePoint
}

/** A target that answers missed, with their slots. */
export interface Miss {
  readonly at: ImagePoint
  readonly slots: readonly number[]
}

export type Fate = 'plain' | 'extra' | 'duplicate'

/** What became of a target or of a point, to be said beside it. */
export interface FateTag {
  readonly at: ImagePoint
  readonly fate: 'missed' | 'extra' | 'duplicate'
  readonly slots: readonly number[]
}

/** One answer as it is drawn. */
export interface AnswerGroup {
  readonly slot: number
  readonly index: PointIndex
  readonly fates: readonly Fate[]
  readonly boxes: readonly AnswerBox[]
  /** How far each point is from the target it hit, image pixels. */
  readonly errors: ReadonlyMap<number, number>
  /** Lines to targets that rest, and to those that are selected and may be on the move. */
  readonly resting: readonly ErrorLine[]
  readonly selected: readonly ErrorLine[]
}

/** Everything on the picture, sorted by the layer that draws it. */
export interface MarkerGroups {
  readonly resting: TargetGroup
  readonly selected: TargetGroup
  readonly answers: readonly AnswerGroup[]
  readonly restingMisses: readonly Miss[]
  readonly selectedMisses: readonly Miss[]
  /** Of what rests. */
  readonly tags: readonly FateTag[]
}

const indexOf = (points: readonly ImagePoint[]): PointIndex =>
  createPointIndex(
    Float64Array.from(points, (point) => point.x),
    Float64Array.from(points, (point) => point.y),
  )

function groupTargets(targets: Targets, selection: ReadonlySet<string>, selected: boolean): TargetGroup {
  const members: Target[] = []
  const numbers: number[] = []
  for (const [index, target] of targets.entries()) {
    if (selection.has(target.id) !== selected) continue
    members.push(target)
    numbers.push(index + 1)
  }
  return { ids: members.map((target) => target.id), numbers: Uint32Array.from(numbers), index: indexOf(members) }
}

function groupAnswer(
  answer: AnswerMarks,
  places: ReadonlyMap<string, Target>,
  selection: ReadonlySet<string>,
): AnswerGroup {
  const fates = answer.points.map((): Fate => 'plain')
  const resting: ErrorLine[] = []
  const selected: ErrorLine[] = []
  const errors = new Map<number, number>()
  const { judged } = answer
  for (const point of judged?.matching.extras ?? []) fates[point] = 'extra'
  for (const point of judged?.matching.duplicates ?? []) fates[point] = 'duplicate'
  for (const pair of judged?.matching.pairs ?? []) {
    const from = answer.points[pair.point]
    // The truth may have changed since it was judged: the line goes to where the target is now, if it still is.
    const to = places.get(judged?.targets[pair.target]?.id ?? '')
    if (!from || !to) continue
    const lines = selection.has(to.id) ? selected : resting
    lines.push({ from, to })
    errors.set(pair.point, distance(from, to))
  }
  const boxes = answer.points.flatMap(({ box }) => box ?? [])
  return { slot: answer.slot, index: indexOf(answer.points), fates, boxes, errors, resting, selected }
}

function missesOf(
  answers: readonly AnswerMarks[],
  places: ReadonlyMap<string, Target>,
): ReadonlyMap<string, readonly number[]> {
  const misses = new Map<string, number[]>()
  for (const { slot, judged } of answers)
    for (const index of judged?.matching.misses ?? []) {
      const target = places.get(judged?.targets[index]?.id ?? '')
      if (!target) continue
      const slots = misses.get(target.id)
      if (slots) slots.push(slot)
      else misses.set(target.id, [slot])
    }
  return misses
}

function tagsOf(misses: readonly Miss[], answers: readonly AnswerGroup[]): readonly FateTag[] {
  const tags = misses.map(({ at, slots }): FateTag => ({ at, fate: 'missed', slots }))
  for (const { slot, fates, index } of answers)
    for (const [point, fate] of fates.entries())
      if (fate !== 'plain') tags.push({ at: { x: index.xs[point] ?? 0, y: index.ys[point] ?? 0 }, fate, slots: [slot] })
  return tags
}

/** Sorts targets and answers by the layer that draws them. Done anew when truth, selection or answers change, never while dragging. */
export function groupMarkers(
  targets: Targets,
  selection: ReadonlySet<string>,
  answers: readonly AnswerMarks[],
): MarkerGroups {
  const places: ReadonlyMap<string, Target> = new Map(
    answers.length === 0 ? [] : targets.map((target) => [target.id, target]),
  )
  const misses = [...missesOf(answers, places)].flatMap(([id, slots]) => {
    const at = places.get(id)
    return at ? [{ id, at, slots }] : []
  })
  const restingMisses = misses.filter(({ id }) => !selection.has(id))
  const groups = answers.map((answer) => groupAnswer(answer, places, selection))
  return {
    resting: groupTargets(targets, selection, false),
    selected: groupTargets(targets, selection, true),
    answers: groups,
    restingMisses,
    selectedMisses: misses.filter(({ id }) => selection.has(id)),
    tags: tagsOf(restingMisses, groups),
  }
}
