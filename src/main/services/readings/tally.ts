import type { ReadingSummary } from '../../../contract/solver-methods.ts'
import type { AnswerPoint } from '../../../core/answer.ts'
import { distance, isInside } from '../../../core/geometry.ts'
import type { Item } from '../../../core/item.ts'
import { hitRadiusPx } from '../../../core/scoring.ts'
import type { Targets } from '../../../core/truth.ts'
import type { Context } from '../context.ts'
import type { ReadReply } from './read-kept.ts'
import { isSamePoints } from './same-reading.ts'

/** Counts how kept replies read. */
export interface Tally {
  add(read: ReadReply): void
  summary(): ReadingSummary
}

function median(values: number[]): number | undefined {
  const sorted = values.sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

function nearestPx(point: AnswerPoint, targets: Targets): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const target of targets) nearest = Math.min(nearest, distance(point, target))
  return nearest
}

/** Starts a count. Distances are of the full-size image, pixels. */
export function createTally({ store, settings }: Pick<Context, 'store' | 'settings'>): Tally {
  const counts = {
    replies: 0,
    read: 0,
    unreadable: 0,
    points: 0,
    inside: 0,
    checked: 0,
    near: 0,
    changed: 0,
    recovered: 0,
  }
  let dropped = 0
  const off: number[] = []
  const moves: number[] = []

  const check = (item: Item, points: readonly AnswerPoint[]) => {
    if (item.state !== 'reviewed') return
    const targets = store.revisions.latest(item.id)?.targets ?? []
    const radius = hitRadiusPx(settings().hitRadius, item.image)
    counts.checked += points.length
    if (targets.length === 0) return
    for (const point of points) {
      const away = nearestPx(point, targets)
      off.push(away)
      if (away <= radius) counts.near += 1
    }
  }

  const compare = (before: readonly AnswerPoint[], after: readonly AnswerPoint[]) => {
    if (isSamePoints(before, after)) return
    counts.changed += 1
    if (before.length !== after.length) return
    for (const [index, point] of after.entries()) moves.push(distance(point, before[index] ?? point))
  }

  return {
    add: ({ item, answer, reading }) => {
      counts.replies += 1
      if (reading.kind !== 'points') {
        counts.unreadable += 1
        return
      }
      const { points } = reading
      counts.read += 1
      counts.points += points.length
      counts.inside += points.filter((point) => isInside(point, item.image)).length
      dropped += reading.dropped ?? 0
      check(item, points)
      if (answer) compare(answer.points, points)
      else counts.recovered += 1
    },
    summary: () => {
      const [medianOffPx, medianMovePx] = [median(off), median(moves)]
      return {
        ...counts,
        ...(dropped > 0 && { dropped }),
        ...(medianOffPx !== undefined && { medianOffPx }),
        ...(medianMovePx !== undefined && { medianMovePx }),
      }
    },
  }
}
