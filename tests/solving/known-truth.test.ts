import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKnownTruth } from '../../src/main/services/solvers-built-in.ts'
import { Unsolvable } from '../../src/main/solver-server/answerer.ts'
import { target, temporaryProject } from '../store/support.ts'
import { PICTURE } from './support.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A project with one image of 300 × 400 px and reviewed items for it, one per instruction. */
function project(...instructions: readonly string[]) {
  const store = temporaryProject()
  const hash = sha256(PICTURE)
  store.transact(() => {
    const size = { width: 300, height: 400 }
    store.images.insert({ hash, name: 'a.png', bytes: 1, format: 'png', ...size, orientation: 1, frames: 1 }, 0)
    for (const [place, instruction] of instructions.entries()) {
      const id = `item-${place}`
      store.items.insert({ id, imageHash: hash, name: id, instruction, addedAt: 0 })
      store.revisions.append(
        { itemId: id, number: 1, kind: 'edit', what: 'Added 1', by: 'R', at: 0, state: 'reviewed', targetCount: 1 },
        [target('t', 30 + place, 40)],
      )
      store.items.setTruth(id, { state: 'reviewed', revision: 1, targetCount: 1, errorPx: undefined })
    }
  })
  return { store, hash, answer: createKnownTruth({ store }) }
}

test('the original is answered with the truth of the item with the same instruction', async () => {
  const { answer } = project('one', 'two')
  expect(await answer({ image: PICTURE, instruction: 'two' })).toEqual([{ x: 31, y: 40 }])
})

test('a scaled copy is answered in its own pixels, by the only item whatever the instruction', async () => {
  const { store, hash, answer } = project('one')
  const copy = Buffer.from('scaled')
  store.transact(() => {
    store.images.insertCopy(sha256(copy), { imageHash: hash, size: { width: 150, height: 200 } })
  })
  expect(await answer({ image: copy, instruction: 'other words' })).toEqual([{ x: 15, y: 20 }])
})

test('what is not known is unsolvable, and the words say why', async () => {
  const { store, answer } = project('one', 'two')
  const why = (image: Uint8Array, instruction: string) =>
    answer({ image, instruction }).then(
      () => 'answered',
      (error: unknown) => (error instanceof Unsolvable ? error.message : error),
    )
  expect(await why(Buffer.from('foreign'), 'one')).toContain('not in the project')
  expect(await why(PICTURE, 'three')).toContain('other instructions')
  store.transact(() => {
    for (const id of ['item-0', 'item-1']) {
      store.items.setTruth(id, { state: 'flagged', revision: 1, targetCount: 1, errorPx: undefined })
    }
  })
  expect(await why(PICTURE, 'one')).toContain('no item with it has been reviewed')
})
