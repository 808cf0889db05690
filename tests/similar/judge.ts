import type { Match } from '../../src/main/images/similar-job.ts'
import type { Copy } from './scene.ts'

export interface Judged {
  readonly found: number
  readonly wrong: number
  readonly missed: number
}

/** A match counts where its point lies within a quarter of the copy's side from its middle, once a copy. */
export function judge(copies: readonly Copy[], matches: readonly Pick<Match, 'x' | 'y'>[]): Judged {
  const open = new Set(copies)
  let wrong = 0
  for (const { x, y } of matches) {
    const hit = [...open].find(
      (copy) => Math.hypot(copy.x - x, copy.y - y) <= Math.min(copy.box.width, copy.box.height) / 4,
    )
    if (hit) open.delete(hit)
    else wrong += 1
  }
  return { found: copies.length - open.size, wrong, missed: open.size }
}
