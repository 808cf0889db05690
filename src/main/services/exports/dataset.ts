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

/**
 * The raw reply and the corrections cost most and few formats want them: they are made when they are asked for, the
 * corrections once, and at once where `willCorrect`.
 */
function exportAnswer(
  parts: Parts,
  { answer, solver, willCorrect }: { answer: Answer; solver: string; willCorrect: boolean },
  item: Item,
  targets: Targets,
): ExportAnswer {
  const correct = (): readonly Correction[] => {
    const radius = hitRadiusPx(parts.settings().hitRadius, item.image)
    return item.state === 'reviewed' ? correctionsOf(targets, answer.points, radius) : []
  }
  let corrections = willCorrect ? correct() : undefined
  return {
    answer,
    solver,
    get raw() {
      return parts.store.answers.raw(answer.id) ?? ''
    },
    get corrections() {
      corrections ??= correct()
      return corrections
    },
  }
}

/**
 * The items of a filter as they are now, in the order in which they were added. What is changed while an export runs is not
 * seen by it. `solverId`: whose corrections will be asked for; they are made on the way, in small slices, because what walks
 * the items later does so without a pause. Stops early with the signal's reason.
 */
export async function loadDataset(
  parts: Parts,
  filter: ItemFilter,
  options: { readonly solverId?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<ExportItem[]> {
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
      options.signal?.throwIfAborted()
      turn = performance.now()
    }
    const item = store.items.get(id)
    if (!item) continue
    const targets = store.revisions.get(id, item.revision)?.targets ?? []
    const answers = store.answers.ofItem(id).map((answer) => {
      const { solverId } = answer
      return exportAnswer(
        parts,
        { answer, solver: nameOf(solverId), willCorrect: solverId === options.solverId },
        item,
        targets,
      )
    })
    dataset.push({
      item,
      targets,
      answers,
      get review() {
        const [head] = item.revision > 0 ? store.revisions.list(id, { before: item.revision + 1, limit: 1 }) : []
        return { state: item.state, ...(head && { by: head.by, at: head.at }) }
      },
    })
  }
  return dataset
}
