import type { AnswerPoint } from '../../core/answer.ts'

/** Top left corner and size, image pixels. */
export type Box = NonNullable<AnswerPoint['box']>

/** Something that looks like an example: its middle, its box, and how alike it is, 0 to 1. */
export type FoundMatch = AnswerPoint & { readonly box: Box }

/** What counts at a threshold. `found` is best first. */
export function counted(found: readonly FoundMatch[], threshold: number): readonly FoundMatch[] {
  const end = found.findIndex(({ score = 0 }) => score < threshold)
  return end < 0 ? found : found.slice(0, end)
}

/** A match whose middle is nearer to a target than this part of its shorter side is that target. */
const SAME = 0.35

const reachOf = ({ box }: FoundMatch): number => SAME * Math.min(box.width, box.height)

/** The matches where no target is yet. */
export function withoutKnown(
  found: readonly FoundMatch[],
  targets: readonly { readonly x: number; readonly y: number }[],
): readonly FoundMatch[] {
  // With cells as wide as the widest reach, a target within reach lies in the match's own cell or in one beside it.
  const cell = found.reduce((widest, match) => Math.max(widest, reachOf(match)), 1)
  const cells = Map.groupBy(targets, ({ x, y }) => `${Math.floor(x / cell)} ${Math.floor(y / cell)}`)
  return found.filter((match) => {
    const [column, row] = [Math.floor(match.x / cell), Math.floor(match.y / cell)]
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx} ${row + dy}`) ?? []))
    return around.every((target) => Math.hypot(target.x - match.x, target.y - match.y) > reachOf(match))
  })
}
