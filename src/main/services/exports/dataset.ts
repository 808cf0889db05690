import { setImmediate } from 'node:timers/promises'
import type { ItemFilter } from '../../../contract/payloads.ts'
import type { Answer } from '../../../core/answer.ts'
import type { Correction } from '../../../core/correction.ts'
import { correctionsOf } from '../../../core/correction.ts'
import type { ExportAnswer, ExportItem } from '../../../core/formats/format.ts'
import type { Item } from '../../../core/item.ts'
import { hitRadiusPx } from '../../../core/scoring.ts'
import type { Targets } from '../../../core/truth.ts'
import type { Context } from '../context.ts'

/** Longest stretch of reading before others get their turn, milliseconds. */
const SLICE = 8

type Parts = Pick<Context, 'store' | 'settings'>

/** The raw reply and the corrections cost most and few formats want them: they are made when they are asked for. */
function exportAnswer(parts: Parts, answer: Answer, solver: string, item: Item, targets: Targets): ExportAnswer {
  let corrections: readonly Correction[] | undefined
  return {
    answer,
    solver,
    get raw() {
      return parts.store.answers.raw(answer.id) ?? ''
    },
    get corrections() {
      const radius = hitRadiusPx(parts.settings().hitRadius, item.image)
      corrections ??= item.state === 'reviewed' ? correctionsOf(targets, answer.points, radius) : []
      return corrections
    },
  }
}

/**
 * The items of a filter as they are now, in the order in which they were added. What is changed while an export runs is not
 * seen by it. Stops early with the signal's reason.
 */
export async function loadDataset(parts: Parts, filter: ItemFilter, signal?: AbortSignal): Promise<ExportItem[]> {
  const { store } = parts
  const names = new Map<string, string>()
  const nameOf = (solverId: string): string => {
    const name = names.get(solverId) ?? store.solvers.get(solverId)?.name ?? solverId
    names.set(solverId, name)
    return name
  }
  const dataset: ExportItem[] = []
  let turn = performance.now()
  for (const id of store.items.idsOf(filter)) {
    if (performance.now() - turn > SLICE) {
      await setImmediate()
      signal?.throwIfAborted()
      turn = performance.now()
    }
    const item = store.items.get(id)
    if (!item) continue
    const targets = store.revisions.get(id, item.revision)?.targets ?? []
    dataset.push({
      item,
      targets,
      answers: store.answers
        .ofItem(id)
        .map((answer) => exportAnswer(parts, answer, nameOf(answer.solverId), item, targets)),
      get review() {
        const [head] = item.revision > 0 ? store.revisions.list(id, { before: item.revision + 1, limit: 1 }) : []
        return { state: item.state, ...(head && { by: head.by, at: head.at }) }
      },
    })
  }
  return dataset
}
