/*
 * Saves clicks of a reviewer in the project of the first argument as fast as it can, until it is killed.
 * Each line on standard output, a file, was written after the save that it names had returned.
 */
import { writeSync } from 'node:fs'
import { Settings } from '../../src/contract/payloads.ts'
import type { Decision } from '../../src/core/revision.ts'
import { createReviewService } from '../../src/main/services/review.ts'
import { openProject } from '../../src/main/store/project-folder.ts'
import type { Acknowledged } from './kill-while-saving.ts'
import { createRandom } from '../../src/main/solver-server/random.ts'

const random = createRandom(Number(process.argv[3]))
const below = (limit: number): number => Math.floor(random() * limit)

const store = openProject(process.argv[2] ?? '')
if (store.readOnly !== undefined) throw new Error(store.readOnly)
const review = createReviewService({
  store,
  emit: () => undefined,
  settings: () => Settings.parse({}),
  now: Date.now,
  log: (_level, message, error) => {
    throw new Error(message, { cause: error })
  },
})

const decide = (): Decision => ({
  targets: Array.from({ length: below(20) }, (_, index) => ({
    id: `t${index}`,
    x: random() * 4_000,
    y: random() * 3_000,
    label: '',
    required: true,
  })),
  state: random() < 0.5 ? 'reviewed' : 'flagged',
})

const ids = store.items.idsOf({})
let told = false
for (;;) {
  const itemId = ids[below(ids.length)] ?? ''
  const { revision: base = 0 } = store.items.get(itemId) ?? {}
  const at = { itemId, base }
  const saved =
    base > 0 && random() < 0.2
      ? await review['truth.restore']({ ...at, revision: below(base) })
      : await review['truth.save']({ ...at, decision: decide(), what: 'Clicked' })
  // Restoring what is there already makes no revision.
  if (saved.revision === base) continue
  const line: Acknowledged = { itemId, revision: saved.revision, targets: saved.targets, state: saved.state }
  writeSync(1, `${JSON.stringify(line)}\n`)
  if (!told) process.send?.('saving')
  told = true
}
